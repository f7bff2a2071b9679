create schema if not exists points_mall;

-- What can be had for points, or points and money.
create table points_mall.item (
  id uuid primary key,
  shop_id uuid not null,
  kind text not null check (kind in ('goods', 'coupon', 'card')),
  title text not null check (title <> ''),
  -- Of goods: what is sent. Of coupons: which. Of cards: for how many months.
  sku_id uuid,
  product_id uuid,
  template_id uuid,
  months int check (months between 1 and 12),
  points bigint not null check (points > 0),
  cash_fen bigint not null default 0 check (cash_fen >= 0),
  pieces int not null check (pieces > 0),
  taken int not null default 0,
  per_person int not null check (per_person between 1 and 100),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  enabled boolean not null,
  created_at timestamptz not null,
  constraint item_never_gives_more_than_it_has check (taken between 0 and pieces),
  constraint item_period check (ends_at > starts_at),
  constraint item_is_one_thing check (
    (kind = 'goods') = (sku_id is not null) and (kind = 'goods') = (product_id is not null) and (kind = 'coupon') = (template_id is not null)
    and (kind = 'card') = (months is not null) and (kind = 'goods' or cash_fen = 0))
);
create index item_shop on points_mall.item (shop_id, created_at desc, id desc);
create index item_on_show on points_mall.item (ends_at) where enabled;

create table points_mall.person (
  item_id uuid not null references points_mall.item (id),
  shopper_id uuid not null,
  taken int not null check (taken >= 0),
  most int not null,
  primary key (item_id, shopper_id),
  constraint never_over_the_limit check (taken <= most)
);
create index person_shopper on points_mall.person (shopper_id);

-- One exchange: of goods under the id of its order, of the others under an id of its own.
create table points_mall.exchange (
  id uuid primary key,
  item_id uuid not null references points_mall.item (id),
  shop_id uuid not null,
  shopper_id uuid not null,
  request_id text,
  kind text not null check (kind in ('goods', 'coupon', 'card')),
  title text not null,
  quantity int not null check (quantity > 0),
  -- Of one piece.
  points bigint not null,
  cash_fen bigint not null,
  returned int not null default 0,
  -- held: its place is taken, points are set aside. given: it is theirs. lapsed: not paid in time, may be taken again. over: nothing came of it.
  state text not null check (state in ('held', 'given', 'lapsed', 'over')),
  why text not null default '',
  -- Held: of goods until when; of the others when it is gone on with.
  due_at timestamptz not null,
  created_at timestamptz not null,
  given_at timestamptz,
  constraint exchange_request unique (shopper_id, request_id),
  constraint exchange_given check ((state = 'given') = (given_at is not null)),
  constraint exchange_returned check (returned between 0 and quantity)
);
create index exchange_due on points_mall.exchange (due_at) where state = 'held';
create index exchange_item on points_mall.exchange (item_id, created_at desc, id desc);
create index exchange_shopper on points_mall.exchange (shopper_id, created_at desc, id desc);

-- Pieces of goods that came back, once for each refund.
create table points_mall.given_back (
  refund_key text primary key,
  exchange_id uuid not null references points_mall.exchange (id),
  pieces int not null check (pieces > 0),
  at timestamptz not null
);
create index given_back_exchange on points_mall.given_back (exchange_id);
