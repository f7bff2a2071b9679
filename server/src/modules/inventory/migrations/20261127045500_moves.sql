-- Pieces on their way from one location to another: sent at one, not yet arrived at the other.
create table inventory.transfer (
  id uuid primary key,
  shop_id uuid not null,
  number text not null unique,
  request_id text not null,
  from_id uuid not null references inventory.location (id),
  to_id uuid not null references inventory.location (id) check (to_id <> from_id),
  state text not null check (state in ('draft', 'in_transit', 'received', 'cancelled')),
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  constraint transfer_once unique (shop_id, request_id)
);
create index transfer_shop on inventory.transfer (shop_id, created_at desc);
create index transfer_way on inventory.transfer (to_id) where state = 'in_transit';
create table inventory.transfer_line (
  transfer_id uuid not null references inventory.transfer (id),
  sku_id uuid not null,
  quantity bigint not null check (quantity > 0),
  received bigint check (received between 0 and quantity),
  value_fen bigint not null default 0 check (value_fen >= 0),
  primary key (transfer_id, sku_id)
);
create table inventory.transfer_lot (
  transfer_id uuid not null,
  sku_id uuid not null,
  code text not null,
  expires_on date,
  quantity bigint not null check (quantity > 0),
  primary key (transfer_id, sku_id, code),
  foreign key (transfer_id, sku_id) references inventory.transfer_line (transfer_id, sku_id)
);

-- A stock-take. A line's difference is between what was counted and what was on hand when that was written down.
create table inventory.count_sheet (
  id uuid primary key,
  shop_id uuid not null,
  number text not null unique,
  request_id text not null,
  location_id uuid not null references inventory.location (id),
  state text not null check (state in ('open', 'booked', 'cancelled')),
  note text not null default '',
  reason text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint count_once unique (shop_id, request_id)
);
create index count_sheet_shop on inventory.count_sheet (shop_id, created_at desc);
create table inventory.count_line (
  count_id uuid not null references inventory.count_sheet (id),
  sku_id uuid not null,
  expected bigint,
  counted bigint check (counted >= 0),
  counted_by text not null default '',
  counted_at timestamptz,
  primary key (count_id, sku_id),
  constraint count_line_whole check ((expected is null) = (counted is null))
);

create table inventory.supplier (
  id uuid primary key,
  shop_id uuid not null,
  name text not null,
  contact text not null default '',
  phone text not null default '',
  note text not null default '',
  active boolean not null default true,
  constraint supplier_name unique (shop_id, name)
);
create table inventory.purchase (
  id uuid primary key,
  shop_id uuid not null,
  number text not null unique,
  request_id text not null,
  supplier_id uuid not null references inventory.supplier (id),
  location_id uuid not null references inventory.location (id),
  state text not null check (state in ('open', 'received', 'closed')),
  expected_on date,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint purchase_once unique (shop_id, request_id)
);
create index purchase_shop on inventory.purchase (shop_id, created_at desc);
create table inventory.purchase_line (
  purchase_id uuid not null references inventory.purchase (id),
  sku_id uuid not null,
  quantity bigint not null check (quantity > 0),
  received bigint not null default 0 check (received >= 0),
  unit_cost_fen bigint not null check (unit_cost_fen >= 0),
  primary key (purchase_id, sku_id),
  constraint purchase_never_too_much check (received <= quantity)
);
-- What came in at once. Its pieces are the movements that refer to it.
create table inventory.receipt (
  id uuid primary key,
  shop_id uuid not null,
  request_id text not null,
  location_id uuid not null references inventory.location (id),
  purchase_id uuid references inventory.purchase (id),
  supplier_id uuid references inventory.supplier (id),
  note text not null default '',
  pieces bigint not null check (pieces > 0),
  cost_fen bigint not null check (cost_fen >= 0),
  actor text not null,
  at timestamptz not null,
  constraint receipt_once unique (shop_id, request_id)
);
create index receipt_shop on inventory.receipt (shop_id, at desc);
create index receipt_purchase on inventory.receipt (purchase_id) where purchase_id is not null;
