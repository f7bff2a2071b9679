-- Paid on delivery: an order goes on by its shopper's promise, and counts as paid when the money is taken.
alter table "order"."order" add column on_delivery boolean not null default false;
alter table "order"."order" drop constraint order_state_check;
alter table "order"."order" add constraint order_state_check check (state in
  ('pending_payment', 'accepted', 'paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed', 'cancelled', 'closed', 'refunding', 'refunded'));
alter table "order"."order" drop constraint order_paid_at;
-- Without money an order of this kind gets no further than to the door.
alter table "order"."order" add constraint order_paid_at check (state in ('pending_payment', 'cancelled', 'closed') or paid_at is not null
  or (on_delivery and state in ('accepted', 'preparing', 'partly_shipped', 'shipped')));
alter table "order"."order" add constraint order_accepted check (state <> 'accepted' or (on_delivery and paid_at is null));

alter table "order".checkout drop constraint checkout_state_check;
alter table "order".checkout add constraint checkout_state_check check (state in ('unpaid', 'paid', 'closed', 'on_delivery'));

-- The shopper's word, written before anything follows from it.
create table "order".promise (
  checkout_id uuid primary key references "order".checkout (id),
  shopper_id uuid not null,
  request_id text not null,
  -- dropped: it was paid, or was over, before.
  state text not null check (state in ('asked', 'kept', 'dropped')),
  at timestamptz not null,
  unique (shopper_id, request_id)
);

-- What is to be taken at the door for one order: once, exactly, or not at all.
create table "order".collection (
  order_id uuid primary key references "order"."order" (id),
  shop_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('due', 'collected', 'refused', 'cancelled')),
  promised_at timestamptz not null,
  request_key text,
  how text check (how in ('cash', 'scan')),
  staff_name text not null default '',
  note text not null default '',
  -- Whether the goods went back to the shelf; what never left always does.
  restock boolean not null default true,
  ended_at timestamptz,
  constraint collection_ended check ((state = 'due') = (ended_at is null)),
  constraint collection_how check ((state = 'collected') = (how is not null)),
  constraint collection_key check (state in ('due', 'cancelled') or request_key is not null)
);
create index collection_shop on "order".collection (shop_id, state, promised_at desc);

create table "order".on_delivery_setting (
  shop_id uuid primary key,
  enabled boolean not null,
  -- The most for one order; null: no bound.
  max_fen bigint check (max_fen > 0),
  -- Provinces, cities, districts; empty: everywhere.
  region_codes text[] not null default '{}'
);
