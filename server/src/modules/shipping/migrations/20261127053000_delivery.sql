-- Where a shop hands out orders, and from where it brings them itself.
create table shipping.point (
  id uuid primary key,
  shop_id uuid not null,
  name text not null,
  address text not null,
  phone text not null default '',
  -- GCJ-02.
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  pickup boolean not null,
  local boolean not null,
  -- [{withinMeters, feeFen}], nearest first; beyond the last one nothing is brought.
  fees jsonb not null default '[]',
  -- [{from, to, capacity}] of each day.
  slots jsonb not null default '[]',
  removed_at timestamptz
);
create index point_shop on shipping.point (shop_id);

-- How many orders one stretch of time has; never more than it can carry.
create table shipping.slot (
  point_id uuid not null references shipping.point (id),
  day date not null,
  span text not null,
  taken int not null default 0,
  capacity int not null,
  primary key (point_id, day, span),
  constraint slot_never_overbooked check (taken >= 0 and taken <= capacity)
);

-- An order that is fetched, or brought by the shop. Its place in a slot ends exactly once: done or released.
create table shipping.delivery (
  order_id uuid primary key,
  order_number text not null,
  shop_id uuid not null,
  shopper_id uuid not null,
  kind text not null check (kind in ('pickup', 'local')),
  point_id uuid not null references shipping.point (id),
  day date not null,
  span text not null,
  contact jsonb not null,
  code text not null,
  state text not null check (state in ('held', 'kept', 'ready', 'taken', 'done', 'released')),
  courier_id uuid,
  courier_name text not null default '',
  photo jsonb,
  expires_at timestamptz not null,
  at timestamptz not null,
  done_at timestamptz,
  unique (shop_id, code),
  constraint delivery_taken check (state <> 'taken' or courier_id is not null)
);
create index delivery_shop on shipping.delivery (shop_id, state, day, span);
create index delivery_due on shipping.delivery (expires_at) where state = 'held';
create index delivery_slot on shipping.delivery (point_id, day, span);
