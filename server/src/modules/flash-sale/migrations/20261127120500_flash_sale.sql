create schema if not exists flash_sale;

create table flash_sale.session (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- draft: staff are at it; published: it runs from its start to its end; stopped: ended before its time
  state text not null default 'draft' check (state in ('draft', 'published', 'stopped')),
  pay_minutes int not null check (pay_minutes between 1 and 60),
  created_at timestamptz not null,
  published_at timestamptz,
  stopped_at timestamptz,
  check (ends_at > starts_at)
);
create index session_of_shop on flash_sale.session (shop_id, starts_at desc);
create index session_shown on flash_sale.session (ends_at) where state = 'published';

-- What is offered in a session. `pieces` is the quota of the session, `taken` what orders hold or have bought of it.
create table flash_sale.item (
  id uuid primary key,
  session_id uuid not null references flash_sale.session (id) on delete cascade,
  product_id uuid not null,
  sku_id uuid not null,
  sort int not null,
  price_fen int not null check (price_fen > 0),
  list_price_fen int not null check (list_price_fen >= 0),
  pieces int not null check (pieces > 0),
  per_person int not null check (per_person > 0),
  taken int not null default 0 check (taken >= 0),
  unique (session_id, sku_id),
  constraint never_more_than_its_pieces check (taken <= pieces)
);
create index item_of_product on flash_sale.item (product_id);

-- What one person holds or has bought of an item.
create table flash_sale.person (
  item_id uuid not null references flash_sale.item (id),
  shopper_id uuid not null,
  taken int not null check (taken >= 0),
  most int not null,
  primary key (item_id, shopper_id),
  constraint never_over_the_limit check (taken <= most)
);

-- The place of one order. Held until it is paid (kept) or its time is over (lapsed); freed for good when the order ends without goods.
create table flash_sale.place (
  order_id uuid primary key,
  session_id uuid not null references flash_sale.session (id),
  item_id uuid not null references flash_sale.item (id),
  shopper_id uuid not null,
  quantity int not null check (quantity > 0),
  -- Pieces of it that came back.
  returned int not null default 0,
  payable_fen int not null check (payable_fen >= 0),
  refunded_fen int not null default 0 check (refunded_fen >= 0),
  state text not null default 'held' check (state in ('held', 'kept', 'lapsed', 'freed')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  check (returned between 0 and quantity)
);
create index place_of_item on flash_sale.place (item_id);
create index place_of_session on flash_sale.place (session_id);
create index place_due on flash_sale.place (expires_at) where state = 'held';

-- Refunds that were heard of: a repetition finds itself here.
create table flash_sale.given_back (
  key text primary key,
  at timestamptz not null
);

-- How many asked to be let in. Counted in memory and added up every few seconds: a crash loses seconds of it, and nothing else.
create table flash_sale.tally (
  session_id uuid primary key references flash_sale.session (id) on delete cascade,
  attempts bigint not null default 0,
  admitted bigint not null default 0,
  refused bigint not null default 0
);
