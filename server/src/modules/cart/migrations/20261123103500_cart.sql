create schema if not exists cart;

-- One row a shopper: its lock puts a shopper's changes in a row, so that the limit of lines is exact.
create table cart.cart (
  shopper_id uuid primary key,
  updated_at timestamptz not null default now()
);

-- Prices are never kept as prices: `added_price_fen` is only what the shopper saw, to tell that it changed.
create table cart.line (
  shopper_id uuid not null references cart.cart (shopper_id),
  sku_id uuid not null,
  quantity int not null constraint line_quantity check (quantity between 1 and 999),
  selected boolean not null default true,
  added_price_fen bigint not null check (added_price_fen >= 0),
  added_at timestamptz not null default now(),
  primary key (shopper_id, sku_id)
);

-- Merges of a guest's cart that were done: a repetition finds itself here.
create table cart.merge (
  shopper_id uuid not null references cart.cart (shopper_id),
  request_id text not null,
  at timestamptz not null default now(),
  primary key (shopper_id, request_id)
);
