create schema if not exists inventory;

-- Where stock lies. Each shop has one default location.
create table inventory.location (
  id uuid primary key,
  shop_id uuid not null,
  name text not null,
  is_default boolean not null default false
);
create unique index location_default on inventory.location (shop_id) where is_default;

-- received = available + held + sold + written_off; available is what is left, and never negative.
create table inventory.stock (
  sku_id uuid not null,
  location_id uuid not null references inventory.location (id),
  shop_id uuid not null,
  product_id uuid not null,
  received bigint not null default 0 check (received >= 0),
  held bigint not null default 0 check (held >= 0),
  sold bigint not null default 0 check (sold >= 0),
  written_off bigint not null default 0 check (written_off >= 0),
  updated_at timestamptz not null default now(),
  primary key (sku_id, location_id),
  constraint stock_never_oversold check (received - held - sold - written_off >= 0)
);
create index stock_shop on inventory.stock (shop_id, product_id);

-- A hold belongs to one order and ends exactly once: sold or released. A tombstone (released, no lines) forbids a later hold.
create table inventory.hold (
  key text primary key,
  state text not null check (state in ('held', 'sold', 'released')),
  body_hash text not null default '',
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index hold_due on inventory.hold (expires_at) where state = 'held';

create table inventory.hold_line (
  key text not null references inventory.hold (key),
  sku_id uuid not null,
  location_id uuid not null,
  quantity bigint not null check (quantity > 0),
  restocked bigint not null default 0 check (restocked >= 0 and restocked <= quantity),
  primary key (key, sku_id)
);
create index hold_line_sku on inventory.hold_line (sku_id);

-- Append-only. The balance of a SKU and location is the sum of its movements.
create table inventory.movement (
  id uuid primary key,
  sku_id uuid not null,
  location_id uuid not null,
  shop_id uuid not null,
  kind text not null check (kind in ('receipt', 'count', 'damage', 'return', 'correction', 'sale', 'hold', 'release', 'restock')),
  on_hand_change bigint not null,
  held_change bigint not null,
  reference text not null,
  actor text not null,
  note text not null default '',
  at timestamptz not null default now()
);
create index movement_sku on inventory.movement (sku_id, at desc);
create index movement_shop on inventory.movement (shop_id, at desc, id desc);

create function inventory.movement_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'inventory.movement is append-only';
end $$;
create trigger movement_append_only before update or delete on inventory.movement
  for each row execute function inventory.movement_is_for_ever();

-- Commands that were done: a repetition finds itself here.
create table inventory.command (
  shop_id uuid not null,
  key text not null,
  body_hash text not null,
  at timestamptz not null default now(),
  primary key (shop_id, key)
);
