-- A line that an offer gave along: it costs nothing, holds stock and is shipped like any other.
alter table "order".line add column gift boolean not null default false;
alter table "order".line add constraint line_gift_is_free check (not gift or (unit_price_fen = 0 and payable_fen = 0));
