-- Red packets: each is an account of its shopper, named packet:<id>; held is what is set aside.
select kernel.create_ledger('redpacket');

create table redpacket.campaign (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  min_fen bigint not null check (min_fen > 0),
  max_fen bigint not null,
  budget_fen bigint not null,
  granted_fen bigint not null default 0,
  granted bigint not null default 0,
  per_shopper int not null check (per_shopper between 1 and 100),
  valid_days int not null check (valid_days between 1 and 365),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  enabled boolean not null,
  created_at timestamptz not null,
  constraint campaign_amounts check (max_fen >= min_fen and budget_fen >= min_fen),
  constraint campaign_budget check (granted_fen >= 0 and granted_fen <= budget_fen),
  constraint campaign_period check (ends_at > starts_at)
);
create index campaign_shop on redpacket.campaign (shop_id, created_at desc, id desc);

create table redpacket.packet (
  id uuid primary key,
  -- What it was given for; the same never gives twice.
  source text not null unique,
  campaign_id uuid references redpacket.campaign (id),
  shopper_id uuid not null,
  title text not null,
  amount_fen bigint not null check (amount_fen > 0),
  expires_at timestamptz not null,
  -- Its time was over and what was left is gone.
  expired_at timestamptz,
  created_at timestamptz not null
);
create index packet_shopper on redpacket.packet (shopper_id, created_at desc, id desc);
create index packet_due on redpacket.packet (expires_at) where expired_at is null;
