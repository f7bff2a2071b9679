create schema if not exists community;

-- Somebody of the neighbourhood who takes goods in and hands them out. The id is that of their point in shipping, too.
create table community.leader (
  id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  name text not null,
  phone text not null,
  point_name text not null,
  address text not null,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  opens text not null check (opens ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  closes text not null check (closes ~ '^([01]\d|2[0-3]):[0-5]\d$' and closes > opens),
  state text not null check (state in ('applied', 'approved', 'rejected', 'paused')),
  reason text not null default '',
  -- Commission that was paid and is to come back: taken from what is paid next.
  owed_fen bigint not null default 0 check (owed_fen >= 0),
  applied_at timestamptz not null,
  decided_at timestamptz,
  constraint one_leader_per_person_and_shop unique (shop_id, shopper_id)
);
create index leader_shop on community.leader (shop_id, applied_at desc, id desc);
create index leader_shopper on community.leader (shopper_id);
create index leader_approved on community.leader (state, lat, lng) where state = 'approved';

create table community.batch (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  delivery_day date not null,
  -- So many days after it was handed out commission is paid.
  settle_days int not null check (settle_days between 0 and 60),
  enabled boolean not null,
  -- Its orders went on, or were called off.
  closed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  constraint batch_period check (closes_at > opens_at)
);
create index batch_shop on community.batch (shop_id, created_at desc, id desc);
create index batch_due on community.batch (closes_at) where closed_at is null;

create table community.item (
  id uuid primary key,
  batch_id uuid not null references community.batch (id),
  sku_id uuid not null,
  product_id uuid not null,
  price_fen bigint not null check (price_fen >= 1),
  stock int not null check (stock between 1 and 1000000),
  taken int not null default 0,
  per_person int not null check (per_person between 1 and 9999),
  commission_bp int not null check (commission_bp between 0 and 5000),
  position int not null,
  constraint never_more_than_there_is check (taken between 0 and stock),
  constraint sku_once unique (batch_id, sku_id)
);

-- What one person has of an item.
create table community.used (
  item_id uuid not null references community.item (id) on delete cascade,
  shopper_id uuid not null,
  used int not null check (used >= 0),
  most int not null check (most >= 1),
  primary key (item_id, shopper_id),
  constraint never_over_the_limit check (used <= most)
);

-- An order of a batch; `key` is the order.
create table community.place (
  key uuid primary key,
  item_id uuid not null references community.item (id),
  batch_id uuid not null references community.batch (id),
  leader_id uuid not null references community.leader (id),
  shopper_id uuid not null,
  quantity int not null check (quantity >= 1),
  price_fen bigint not null check (price_fen >= 1),
  commission_bp int not null,
  payable_fen bigint not null check (payable_fen >= 0),
  state text not null check (state in ('held', 'paid', 'lapsed', 'released')),
  held_until timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  -- The batch has closed and its order goes on.
  went_on_at timestamptz,
  arrived_at timestamptz,
  handed_at timestamptz,
  -- Of it, so many pieces did not arrive, and so many went back for whatever reason.
  missing int not null default 0,
  refunded int not null default 0,
  refunded_fen bigint not null default 0,
  -- Pieces that went back while the batch was open are sold again.
  restocked int not null default 0,
  constraint paid_says_when check ((state = 'paid') = (paid_at is not null)),
  constraint place_pieces check (missing between 0 and quantity and refunded between 0 and quantity and restocked between 0 and refunded)
);
create index place_due on community.place (held_until) where state = 'held';
create index place_batch on community.place (batch_id, leader_id, state);
create index place_leader on community.place (leader_id, created_at desc, key desc);
create index place_waits on community.place (batch_id) where state = 'paid' and went_on_at is null;
create index place_shopper on community.place (shopper_id, created_at desc);

-- What went back, once for each refund.
create table community.refund (
  refund_key text primary key,
  key uuid not null references community.place (key),
  quantity int not null check (quantity >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  at timestamptz not null
);
create index refund_order on community.refund (key);

-- What a leader counted when the goods came, once.
create table community.arrival (
  batch_id uuid not null references community.batch (id),
  leader_id uuid not null references community.leader (id),
  item_id uuid not null references community.item (id),
  expected int not null check (expected >= 0),
  arrived int not null,
  at timestamptz not null,
  primary key (batch_id, leader_id, item_id),
  constraint no_more_than_expected check (arrived between 0 and expected)
);

-- What a leader earns with an order that was handed out.
create table community.commission (
  key uuid primary key references community.place (key),
  leader_id uuid not null references community.leader (id),
  base_fen bigint not null check (base_fen >= 0),
  bp int not null,
  amount_fen bigint not null,
  -- Of it, so much was kept for what the leader owed, so much is the leader's wallet's.
  kept_fen bigint not null default 0 check (kept_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  state text not null check (state in ('pending', 'settled', 'paid')),
  due_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint amount_is_its_share check (amount_fen = base_fen * bp / 10000),
  constraint pending_paid_nothing check (state <> 'pending' or kept_fen + paid_fen = 0)
);
create index commission_due on community.commission (due_at) where state = 'pending';
create index commission_settled on community.commission (created_at) where state = 'settled';
create index commission_leader on community.commission (leader_id, created_at desc, key desc);
