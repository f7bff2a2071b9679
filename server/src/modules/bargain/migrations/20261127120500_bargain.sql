create schema if not exists bargain;

-- What the cuts of a bargain come to.
create function bargain.total(cuts bigint[]) returns bigint language sql immutable strict parallel safe
  return (select coalesce(sum(cut), 0)::bigint from unnest(cuts) as cut);

create table bargain.campaign (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  sku_id uuid not null,
  product_id uuid not null,
  floor_fen bigint not null check (floor_fen >= 1),
  -- So many friends bring the price down to the floor.
  helpers int not null check (helpers between 1 and 200),
  -- A bargain lasts so long, and never beyond the campaign.
  hours int not null check (hours between 1 and 720),
  pieces int not null check (pieces between 1 and 1000000),
  -- Pieces of orders that are unpaid or paid.
  taken int not null default 0,
  buy_at text not null check (buy_at in ('reached', 'floor')),
  free_freight boolean not null,
  -- Of one person: pieces in all, bargains begun in a day, bargains helped in a day.
  per_person int not null check (per_person between 1 and 100),
  starts_per_day int not null check (starts_per_day between 1 and 100),
  helps_per_day int not null check (helps_per_day between 1 and 1000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  enabled boolean not null,
  created_at timestamptz not null,
  constraint campaign_never_gives_more_than_it_has check (taken between 0 and pieces),
  constraint campaign_period check (ends_at > starts_at)
);
create index campaign_shop on bargain.campaign (shop_id, created_at desc, id desc);
create index campaign_running on bargain.campaign (ends_at, id) where enabled;

create table bargain.bargain (
  id uuid primary key,
  campaign_id uuid not null references bargain.campaign (id),
  shop_id uuid not null,
  shopper_id uuid not null,
  sku_id uuid not null,
  start_fen bigint not null,
  floor_fen bigint not null check (floor_fen >= 1),
  -- What each helper in turn takes off: drawn once, when the bargain is begun, and told to nobody before its turn.
  cuts bigint[] not null,
  helped int not null default 0,
  cut_fen bigint not null default 0,
  buy_at text not null check (buy_at in ('reached', 'floor')),
  state text not null check (state in ('open', 'ordered', 'bought', 'expired')),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  floor_at timestamptz,
  ended_at timestamptz,
  constraint cuts_end_at_the_floor check (bargain.total(cuts) = start_fen - floor_fen and 1 <= all (cuts)),
  constraint no_more_helpers_than_cuts check (helped between 0 and cardinality(cuts)),
  constraint cut_is_that_of_its_helpers check (cut_fen = bargain.total(cuts[1:helped])),
  constraint floor_with_the_last check ((floor_at is not null) = (helped = cardinality(cuts)))
);
create unique index bargain_one_open on bargain.bargain (campaign_id, shopper_id) where state in ('open', 'ordered');
create index bargain_shopper on bargain.bargain (shopper_id, opened_at desc, id desc);
create index bargain_board on bargain.bargain (campaign_id, opened_at desc, id desc);
create index bargain_due on bargain.bargain (expires_at) where state = 'open';

-- Who helped, when, and what that took off: the record of every cut.
create table bargain.help (
  bargain_id uuid not null references bargain.bargain (id),
  position int not null check (position >= 1),
  helper_id uuid not null,
  cut_fen bigint not null check (cut_fen >= 1),
  at timestamptz not null,
  primary key (bargain_id, position),
  constraint help_once unique (bargain_id, helper_id)
);
create index help_helper on bargain.help (helper_id, at desc);

-- What limits per person have counted, in a window of time.
create table bargain.used (
  campaign_id uuid not null references bargain.campaign (id),
  shopper_id uuid not null,
  -- start, help, buy
  what text not null check (what in ('start', 'help', 'buy')),
  -- ever, day:2026-11-27
  span text not null,
  used int not null check (used >= 0),
  most int not null check (most >= 1),
  primary key (campaign_id, shopper_id, what, span),
  constraint never_over_the_limit check (used <= most)
);

-- The place of an order in the campaign; `key` is the order.
create table bargain.place (
  key uuid primary key,
  bargain_id uuid not null references bargain.bargain (id),
  campaign_id uuid not null references bargain.campaign (id),
  shopper_id uuid not null,
  state text not null check (state in ('held', 'paid', 'lapsed', 'released')),
  start_fen bigint not null,
  price_fen bigint not null check (price_fen <= start_fen),
  payable_fen bigint not null check (payable_fen >= 0),
  held_until timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint paid_says_when check ((state = 'paid') = (paid_at is not null))
);
create unique index place_one_order on bargain.place (bargain_id) where state in ('held', 'paid');
create index place_due on bargain.place (held_until) where state = 'held';
create index place_campaign on bargain.place (campaign_id, state);

-- Money that went back for orders of bargains, once for each refund.
create table bargain.refund (
  refund_key text primary key,
  key uuid not null references bargain.place (key),
  amount_fen bigint not null check (amount_fen >= 0),
  at timestamptz not null
);
create index refund_order on bargain.refund (key);
