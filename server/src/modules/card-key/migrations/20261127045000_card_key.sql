create schema if not exists card_key;

-- Card keys and voucher codes. What they are stands here only encrypted; `hash` is a keyed hash, to find one and to tell doubles.
create table card_key.secret (
  id uuid primary key,
  shop_id uuid not null,
  sku_id uuid not null,
  product_id uuid not null,
  kind text not null check (kind in ('card_key', 'voucher')),
  sealed bytea not null,
  -- Names the key that `sealed` and `hash` were made with.
  key_id text not null,
  hash bytea not null,
  -- The last signs, for staff.
  hint text not null,
  -- free: in the pool. delivered: the shopper has it. used: a voucher that was verified. void: refunded before it was used.
  state text not null check (state in ('free', 'delivered', 'used', 'void')),
  import_id uuid,
  order_id uuid,
  order_line_id uuid,
  unit int,
  shopper_id uuid,
  delivered_at timestamptz,
  ended_at timestamptz,
  staff_name text not null default '',
  created_at timestamptz not null,
  unique (shop_id, hash),
  -- Each unit of a line is delivered once.
  unique (order_line_id, unit),
  check ((state = 'free') = (order_line_id is null)),
  check ((order_line_id is null) = (unit is null) and (order_line_id is null) = (shopper_id is null)),
  check (kind = 'card_key' or state <> 'free'),
  check (kind = 'voucher' or state in ('free', 'delivered'))
);
create index secret_free on card_key.secret (sku_id, id) where state = 'free';
create index secret_order on card_key.secret (order_id);
create index secret_shop on card_key.secret (shop_id, kind, created_at desc);

-- What was brought in, by the client's key: a repetition finds itself here.
create table card_key.import (
  id uuid primary key,
  shop_id uuid not null,
  sku_id uuid not null,
  request_id text not null,
  body_hash text not null,
  added int not null,
  doubles int not null,
  staff_name text not null,
  at timestamptz not null,
  unique (shop_id, request_id)
);

-- Deliveries and returns that were done.
create table card_key.command (
  key text primary key,
  at timestamptz not null
);
