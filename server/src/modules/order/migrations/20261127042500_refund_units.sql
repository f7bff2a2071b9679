-- Any subset of units goes back. `refunded`: units whose refund is decided; of these, `cancelled` had not left the shop.
alter table "order".line
  add column refunded bigint not null default 0,
  add column cancelled bigint not null default 0,
  add column refunded_fen bigint not null default 0,
  -- Given back without a unit coming back: price protection, compensation.
  add column allowance_fen bigint not null default 0;

alter table "order"."order"
  -- Decided to go back; `refunded_fen` is what has arrived of it.
  add column refund_decided_fen bigint not null default 0,
  add column freight_refunded_fen bigint not null default 0;

-- One decision to give money back, under the key of whoever decided it.
create table "order".refund (
  key text primary key,
  order_id uuid not null references "order"."order" (id),
  kind text not null check (kind in ('units', 'allowance')),
  body_hash text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  freight_fen bigint not null check (freight_fen >= 0 and freight_fen <= amount_fen),
  restock boolean not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'paid', 'refused')),
  -- How often the channel has refused it.
  refused int not null default 0,
  at timestamptz not null,
  paid_at timestamptz,
  constraint refund_paid check ((state = 'paid') = (paid_at is not null))
);
create index refund_order on "order".refund (order_id, at);

-- Which units of a line one decision took; units are given back in their order, so that none is taken twice.
create table "order".refund_line (
  refund_key text not null references "order".refund (key),
  line_id uuid not null references "order".line (id),
  first_unit bigint not null check (first_unit > 0),
  quantity bigint not null check (quantity > 0),
  cancelled bigint not null check (cancelled >= 0 and cancelled <= quantity),
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (refund_key, line_id),
  unique (line_id, first_unit)
);

-- Money that units have had back and kept: [fen of unit first_unit, of the next, …]. A later refund of such a unit gives that much less.
create table "order".allowance (
  refund_key text primary key references "order".refund (key),
  line_id uuid not null references "order".line (id),
  first_unit bigint not null check (first_unit > 0),
  unit_fens jsonb not null,
  amount_fen bigint not null check (amount_fen > 0)
);
create index allowance_line on "order".allowance (line_id);

-- While somebody holds an order back, it is neither received nor completed by itself.
create table "order".pause (
  key text primary key,
  order_id uuid not null references "order"."order" (id),
  at timestamptz not null
);
create index pause_order on "order".pause (order_id);

-- Refunds of whole orders from before.
insert into "order".refund (key, order_id, kind, body_hash, amount_fen, freight_fen, restock, reason, state, at, paid_at)
select 'order:' || id, id, 'units', '', payable_fen, freight_fen - freight_discount_fen, true, '', case state when 'refunded' then 'paid' else 'asked' end,
  coalesce(ended_at, paid_at), case state when 'refunded' then coalesce(ended_at, paid_at) end
from "order"."order" where state in ('refunding', 'refunded');
insert into "order".refund_line (refund_key, line_id, first_unit, quantity, cancelled, amount_fen)
select 'order:' || o.id, l.id, 1, l.quantity, l.quantity - l.shipped, l.payable_fen
from "order".line l join "order"."order" o on o.id = l.order_id where o.state in ('refunding', 'refunded');
update "order".line l set refunded = quantity, cancelled = quantity - shipped, refunded_fen = l.payable_fen
from "order"."order" o where o.id = l.order_id and o.state in ('refunding', 'refunded');
update "order"."order" set refund_decided_fen = payable_fen, freight_refunded_fen = freight_fen - freight_discount_fen
where state in ('refunding', 'refunded');

alter table "order".line
  add constraint line_refunded check (refunded >= 0 and refunded <= quantity and cancelled >= 0 and cancelled <= refunded),
  add constraint line_units check (shipped + cancelled <= quantity and refunded - cancelled <= shipped),
  add constraint line_money_back check (refunded_fen >= 0 and allowance_fen >= 0 and refunded_fen + allowance_fen <= payable_fen);
alter table "order"."order"
  add constraint order_refund_decided check (refund_decided_fen >= 0 and refund_decided_fen <= payable_fen),
  add constraint order_freight_refunded check (freight_refunded_fen >= 0 and freight_refunded_fen <= freight_fen - freight_discount_fen);
