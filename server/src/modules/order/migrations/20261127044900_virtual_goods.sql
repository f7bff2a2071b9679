-- How a line reaches the shopper; what is not a parcel is delivered by itself once it is paid.
alter table "order".line add column delivery text not null default 'parcel' check (delivery in ('parcel', 'card_key', 'voucher'));
-- The snapshot: properties and brand as they were.
alter table "order".line add column brand text;
alter table "order".line add column attributes jsonb not null default '[]';
-- The shop's terms as they were.
alter table "order"."order" add column terms text not null default '';
