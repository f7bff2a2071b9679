-- From how many pieces on an SKU counts as low; without a row the shop's setting counts.
create table inventory.threshold (
  sku_id uuid primary key,
  shop_id uuid not null,
  pieces bigint not null check (pieces >= 0)
);
-- One row a fall to the threshold or below; it ends when there is more again.
create table inventory.warning (
  id uuid primary key,
  shop_id uuid not null,
  sku_id uuid not null,
  product_id uuid not null,
  threshold bigint not null,
  available bigint not null,
  at timestamptz not null,
  seen_at timestamptz,
  ended_at timestamptz
);
create unique index warning_once on inventory.warning (sku_id) where ended_at is null;
create index warning_open on inventory.warning (shop_id, at desc) where ended_at is null;

-- A shopper who wants to be told when an SKU is back; told once.
create table inventory.subscription (
  id uuid primary key,
  shopper_id uuid not null,
  shop_id uuid not null,
  sku_id uuid not null,
  product_id uuid not null,
  created_at timestamptz not null,
  told_at timestamptz,
  seen_at timestamptz check (seen_at is null or told_at is not null)
);
create unique index subscription_once on inventory.subscription (shopper_id, sku_id) where told_at is null;
create index subscription_shopper on inventory.subscription (shopper_id, created_at desc);
create index subscription_waiting on inventory.subscription (sku_id) where told_at is null;

-- How far the updates of another system have come, for each SKU and location that it names.
create table inventory.sync_state (
  shop_id uuid not null,
  source text not null,
  sku_code text not null,
  location_code text not null,
  sequence bigint not null check (sequence >= 0),
  at timestamptz not null default now(),
  primary key (shop_id, source, sku_code, location_code)
);
-- Updates that could not be applied; staff decide, or what was missing comes.
create table inventory.sync_conflict (
  id uuid primary key,
  shop_id uuid not null,
  source text not null,
  sku_code text not null,
  location_code text not null,
  sequence bigint not null,
  on_hand bigint not null check (on_hand >= 0),
  kind text not null check (kind in ('gap', 'unknown_sku', 'unknown_location', 'location_closed', 'below_held')),
  state text not null default 'open' check (state in ('open', 'applied', 'dismissed', 'superseded')),
  at timestamptz not null,
  ended_at timestamptz,
  ended_by text not null default '',
  constraint sync_conflict_once unique (shop_id, source, sku_code, location_code, sequence),
  constraint sync_conflict_ended check ((state = 'open') = (ended_at is null))
);
create index sync_conflict_shop on inventory.sync_conflict (shop_id, at desc);
