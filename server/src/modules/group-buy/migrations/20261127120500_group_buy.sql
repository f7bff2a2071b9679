create schema if not exists group_buy;

-- Campaigns of one product, the groups that are opened in them, and who is in.
create table group_buy.campaign (
  id uuid primary key,
  shop_id uuid not null,
  product_id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- So long a group waits for its members, from the moment its leader has paid.
  hours int not null check (hours between 1 and 168),
  per_person int not null check (per_person between 1 and 100),
  max_pieces int not null check (max_pieces between 1 and 999),
  new_only text not null check (new_only in ('nobody', 'joiners', 'everybody')),
  -- With so many members who paid, a group whose time is over is filled up; without a number it fails.
  virtual_from int check (virtual_from between 1 and 100),
  with_offers boolean not null,
  free_freight boolean not null,
  enabled boolean not null,
  created_at timestamptz not null,
  constraint campaign_period check (ends_at > starts_at)
);
create index campaign_shop on group_buy.campaign (shop_id, created_at desc, id desc);
create index campaign_product on group_buy.campaign (product_id);
create index campaign_end on group_buy.campaign (ends_at) where enabled;

create table group_buy.price (
  campaign_id uuid not null references group_buy.campaign (id),
  size int not null check (size between 2 and 100),
  sku_id uuid not null,
  price_fen bigint not null check (price_fen > 0),
  leader_price_fen bigint check (leader_price_fen > 0),
  primary key (campaign_id, size, sku_id),
  constraint price_leader check (leader_price_fen is null or leader_price_fen <= price_fen)
);

create table group_buy."group" (
  id uuid primary key,
  campaign_id uuid not null references group_buy.campaign (id),
  shop_id uuid not null,
  size int not null check (size between 2 and 100),
  -- new: its leader has not paid yet, and nobody sees it. void: nor will.
  state text not null check (state in ('new', 'open', 'completed', 'failed', 'void')),
  leader_id uuid not null,
  -- Members who paid and are in; and seats that were filled up when its time was over.
  paid int not null default 0,
  virtual int not null default 0,
  deadline timestamptz,
  created_at timestamptz not null,
  opened_at timestamptz,
  ended_at timestamptz,
  constraint group_seats check (paid >= 0 and virtual >= 0 and paid + virtual <= size),
  constraint group_complete check (state <> 'completed' or paid + virtual = size),
  constraint group_filled check (virtual = 0 or state = 'completed'),
  constraint group_open check (state not in ('open', 'completed', 'failed') or (deadline is not null and opened_at is not null)),
  constraint group_ended check ((state in ('completed', 'failed', 'void')) = (ended_at is not null))
);
create index group_of_campaign on group_buy."group" (campaign_id, created_at desc, id desc);
create index group_due on group_buy."group" (deadline) where state = 'open';

create table group_buy.member (
  order_id uuid primary key,
  group_id uuid not null references group_buy."group" (id),
  campaign_id uuid not null,
  shopper_id uuid not null,
  sku_id uuid not null,
  quantity int not null check (quantity > 0),
  leader boolean not null,
  -- held: a seat while it is to be paid. joined: paid. going: its group is complete, the order is to go on. done: it has.
  -- off: the order is to be called off. refunded: it was. left: it ended before its group did, or was never paid.
  state text not null check (state in ('held', 'joined', 'going', 'done', 'off', 'refunded', 'left')),
  why text not null default '' check (why in ('', 'full', 'over')),
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  -- While it is held, the seat is kept until then; the order may still be paid afterwards, if there is a seat.
  seat_until timestamptz not null,
  -- Nobody has heard of its order by then: it was never placed.
  lapse_at timestamptz not null,
  -- Of what is to be told to the order: not before then.
  try_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint member_told check ((state in ('going', 'off')) = (try_at is not null))
);
-- A person has one seat in a group.
create unique index member_once on group_buy.member (group_id, shopper_id) where state in ('held', 'joined', 'going', 'done');
create unique index member_leader on group_buy.member (group_id) where leader;
create index member_of_group on group_buy.member (group_id, created_at);
create index member_of_shopper on group_buy.member (shopper_id, created_at desc, order_id desc);
create index member_to_tell on group_buy.member (try_at) where try_at is not null;
create index member_to_lapse on group_buy.member (lapse_at) where state = 'held';

-- How many seats a person has had in a campaign.
create table group_buy.person (
  campaign_id uuid not null references group_buy.campaign (id),
  shopper_id uuid not null,
  taken int not null,
  most int not null,
  primary key (campaign_id, shopper_id),
  constraint person_taken check (taken >= 0 and taken <= most)
);
