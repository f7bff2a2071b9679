create schema if not exists warehouse;

-- What is to be picked and packed for one order at one location; made when the order is paid.
create table warehouse.task (
  id uuid primary key,
  order_id uuid not null,
  order_number text not null,
  shop_id uuid not null,
  -- All zero: the shop has one place for all its stock.
  location_id uuid not null,
  state text not null check (state in ('open', 'picking', 'packed', 'shipped', 'cancelled')),
  -- Somebody asked for a refund: until that is settled nothing goes on. Keys of those who hold it back.
  holders text[] not null default '{}',
  picker_id uuid,
  picker_name text not null default '',
  created_at timestamptz not null,
  moved_at timestamptz not null,
  unique (order_id, location_id),
  constraint task_has_picker check ((state = 'open') = (picker_id is null) or state in ('shipped', 'cancelled'))
);
create index task_shop on warehouse.task (shop_id, state, created_at, id);
create index task_number on warehouse.task (shop_id, order_number);

create table warehouse.task_line (
  task_id uuid not null references warehouse.task (id),
  order_line_id uuid not null,
  sku_id uuid not null,
  title text not null,
  options text[] not null,
  picture jsonb not null,
  code text not null,
  barcode text not null,
  -- Fewer when units are refunded before they leave.
  quantity bigint not null check (quantity >= 0),
  picked bigint not null default 0,
  primary key (task_id, order_line_id),
  constraint line_picked check (picked >= 0 and picked <= quantity)
);

-- Each scan by the scanner's key: one that is sent twice counts once.
create table warehouse.scan (
  task_id uuid not null references warehouse.task (id),
  request_id text not null,
  order_line_id uuid not null,
  at timestamptz not null,
  primary key (task_id, request_id)
);

create table warehouse.step (
  id uuid primary key,
  task_id uuid not null references warehouse.task (id),
  from_state text,
  to_state text not null,
  at timestamptz not null,
  name text not null
);
create index step_task on warehouse.step (task_id, at, id);
