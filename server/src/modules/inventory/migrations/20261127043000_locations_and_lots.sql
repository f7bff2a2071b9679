-- Warehouses and stores. A closed one is empty and is not sold from.
alter table inventory.location
  add column kind text not null default 'warehouse' check (kind in ('warehouse', 'store')),
  add column code text not null default '',
  add column priority integer not null default 100 check (priority between 1 and 999),
  add column district_code text not null default '' check (district_code ~ '^(\d{6})?$'),
  add column detail text not null default '',
  add column phone text not null default '',
  add column longitude double precision check (longitude between -180 and 180),
  add column latitude double precision check (latitude between -90 and 90),
  add column closed_at timestamptz,
  add constraint location_default_open check (not (is_default and closed_at is not null)),
  add constraint location_whole_coordinates check ((longitude is null) = (latitude is null));
create unique index location_code on inventory.location (shop_id, code) where code <> '';
create index location_shop on inventory.location (shop_id);

-- How a shop chooses among its locations for an order; a missing row means by priority.
create table inventory.allocation (
  shop_id uuid primary key,
  rule text not null check (rule in ('nearest', 'priority', 'fewest'))
);

-- received + arrived = available + held + expired + sold + written_off + sent, for each SKU and location.
-- arrived and sent: from and to other locations. expired: on the shelf and not to be sold.
-- value_fen: what the pieces on hand cost, a moving average; unit_cost_fen: the average when there were last any.
alter table inventory.stock
  add column arrived bigint not null default 0 check (arrived >= 0),
  add column sent bigint not null default 0 check (sent >= 0),
  add column expired bigint not null default 0 check (expired >= 0),
  add column lots boolean not null default false,
  add column value_fen bigint not null default 0 check (value_fen >= 0),
  add column unit_cost_fen bigint not null default 0 check (unit_cost_fen >= 0),
  drop constraint stock_never_oversold,
  add constraint stock_never_oversold check (received + arrived - held - expired - sold - written_off - sent >= 0),
  add constraint stock_nothing_costs_nothing check (value_fen = 0 or received + arrived - sold - written_off - sent > 0),
  add column available bigint generated always as (received + arrived - held - expired - sold - written_off - sent) stored not null,
  add column on_hand bigint generated always as (received + arrived - sold - written_off - sent) stored not null;
create index stock_location on inventory.stock (location_id);

-- Pieces of one production. Where a SKU has lots at a location, its level is their sum. A lot is locked by its level's row.
create table inventory.lot (
  id uuid primary key,
  shop_id uuid not null,
  sku_id uuid not null,
  location_id uuid not null,
  code text not null,
  expires_on date,
  on_hand bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  -- Marked when its day had come: what is free of it is counted in stock.expired.
  expired boolean not null default false,
  created_at timestamptz not null default now(),
  constraint lot_never_oversold check (on_hand >= held),
  constraint lot_once unique (sku_id, location_id, code),
  foreign key (sku_id, location_id) references inventory.stock (sku_id, location_id)
);
create index lot_due on inventory.lot (expires_on) where not expired;
create index lot_shop on inventory.lot (shop_id, expires_on);

-- A line may lie at several locations, and come of several lots.
alter table inventory.hold_line
  drop constraint hold_line_pkey,
  add primary key (key, sku_id, location_id),
  add column cost_fen bigint not null default 0 check (cost_fen >= 0);
alter table inventory.hold add column district_code text not null default '';
create table inventory.hold_lot (
  key text not null,
  lot_id uuid not null references inventory.lot (id),
  quantity bigint not null check (quantity > 0),
  restocked bigint not null default 0 check (restocked >= 0 and restocked <= quantity),
  primary key (key, lot_id)
);
create index hold_lot_lot on inventory.hold_lot (lot_id);

alter table inventory.movement
  add column lot_id uuid,
  add column value_change bigint not null default 0,
  drop constraint movement_kind_check,
  add constraint movement_kind_check check (kind in ('receipt', 'count', 'damage', 'return', 'correction', 'sale', 'hold', 'release',
    'restock', 'transfer_out', 'transfer_in', 'expiry', 'sync', 'lot'));
create index movement_lot on inventory.movement (lot_id) where lot_id is not null;
