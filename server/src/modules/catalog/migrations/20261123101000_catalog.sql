create schema if not exists catalog;

-- One tree for the whole mall.
create table catalog.category (
  id uuid primary key,
  parent_id uuid references catalog.category (id) on delete restrict,
  name text not null check (name <> ''),
  picture jsonb,
  sort int not null default 0 check (sort >= 0),
  depth int not null check (depth between 1 and 4),
  created_at timestamptz not null default now(),
  unique nulls not distinct (parent_id, name),
  check (parent_id <> id),
  check ((parent_id is null) = (depth = 1))
);

create table catalog.product (
  id uuid primary key,
  shop_id uuid not null,
  code text not null check (code <> ''),
  title text not null check (title <> ''),
  subtitle text not null default '',
  brand text,
  pictures jsonb not null check (jsonb_array_length(pictures) between 1 and 12),
  axes jsonb not null default '[]' check (jsonb_array_length(axes) <= 4),
  attributes jsonb not null default '[]',
  promises text[] not null default '{}',
  tags text[] not null default '{}',
  detail_html text not null default '',
  freight_template_id uuid,
  state text not null default 'draft' check (state in ('draft', 'on_sale', 'off_sale', 'archived')),
  -- Null once it has happened: the sweep looks only at what is still to come.
  on_sale_at timestamptz,
  off_sale_at timestamptz,
  version int not null default 1 check (version > 0),
  -- Of the enabled SKUs (of all when none is), so that a list need not read them.
  price_fen bigint not null check (price_fen >= 0),
  market_price_fen bigint check (market_price_fen >= price_fen),
  price_varies boolean not null default false,
  sold int not null default 0 check (sold >= 0),
  rating10 int not null default 0 check (rating10 between 0 and 50),
  reviews int not null default 0 check (reviews >= 0),
  in_stock boolean not null default false,
  -- Sales counted since the last time others were told.
  sold_untold boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (shop_id, code),
  check (off_sale_at > on_sale_at)
);
create index product_listing on catalog.product (shop_id, state, updated_at desc, id desc);
create index product_best on catalog.product (sold desc, id desc) where state = 'on_sale';
create index product_best_of_shop on catalog.product (shop_id, sold desc, id desc) where state = 'on_sale';
create index product_new on catalog.product (id desc) where state = 'on_sale';
create index product_goes_on_sale on catalog.product (on_sale_at) where on_sale_at is not null and state <> 'archived';
create index product_goes_off_sale on catalog.product (off_sale_at) where off_sale_at is not null and state = 'on_sale';
create index product_sold_untold on catalog.product (id) where sold_untold;

create table catalog.sku (
  id uuid primary key,
  product_id uuid not null references catalog.product (id),
  shop_id uuid not null,
  code text not null check (code <> ''),
  barcode text not null default '',
  options text[] not null default '{}',
  -- The options with the names of their axes, whatever the order of the axes: what a SKU is recognised by when the axes are edited.
  option_key text not null,
  price_fen bigint not null check (price_fen >= 0),
  market_price_fen bigint check (market_price_fen >= price_fen),
  cost_fen bigint check (cost_fen >= 0),
  tiers jsonb not null default '[]',
  weight_grams int not null default 0 check (weight_grams >= 0),
  volume_ml int not null default 0 check (volume_ml >= 0),
  picture jsonb,
  enabled boolean not null default true,
  position int not null default 0,
  -- Its combination is no longer offered. The row stays: orders refer to it.
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  check (removed_at is null or not enabled)
);
create unique index sku_code on catalog.sku (shop_id, code) where removed_at is null;
create unique index sku_option_key on catalog.sku (product_id, option_key) where removed_at is null;
create index sku_of_product on catalog.sku (product_id, position);

create table catalog.product_category (
  product_id uuid not null references catalog.product (id),
  category_id uuid not null references catalog.category (id) on delete restrict,
  position int not null default 0,
  primary key (product_id, category_id)
);
create index product_category_members on catalog.product_category (category_id, product_id);

-- Orders whose pieces are in the sales count already.
create table catalog.sales_seen (
  key text primary key,
  at timestamptz not null default now()
);
