-- Marks of the staff on an order, and what a checkout goes on as after a change.
alter table "order"."order" add column flag smallint not null default 0 check (flag between 0 and 5);
alter table "order".checkout add column replaced_by uuid;

-- A change of price or address that somebody asked for, by the request's key; written before the payment channel is asked to close.
create table "order".change (
  id uuid primary key,
  order_id uuid not null references "order"."order" (id),
  request_id text not null,
  body_hash text not null,
  kind text not null check (kind in ('price', 'address')),
  state text not null check (state in ('open', 'done', 'refused')),
  wish jsonb not null,
  actor text not null check (actor in ('shopper', 'staff', 'system')),
  actor_name text not null,
  reason text not null,
  before_fen bigint not null check (before_fen >= 0),
  after_fen bigint not null check (after_fen >= 0),
  at timestamptz not null,
  try_at timestamptz not null,
  constraint change_request unique (order_id, request_id)
);
-- One at a time for each order.
create unique index change_open on "order".change (order_id) where state = 'open';
create index change_due on "order".change (try_at) where state = 'open';
create index change_order on "order".change (order_id, at);
