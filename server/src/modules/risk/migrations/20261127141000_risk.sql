create schema if not exists risk;

-- Rules as data. Each counts acts of its kinds that share something, in a window of time.
create table risk.rule (
  id uuid primary key,
  name text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  measure text not null check (measure in ('velocity', 'concentration', 'new_accounts', 'cash_out')),
  dimension text not null check (dimension in ('shopper', 'device', 'ip', 'phone', 'address')),
  -- It hits with more than so many: acts, persons, or fen.
  most bigint not null check (most >= 0),
  window_minutes int not null check (window_minutes between 1 and 43200),
  -- An account younger than so many hours is new.
  account_hours int check (account_hours between 1 and 8760),
  score int not null check (score between 0 and 100),
  action text not null check (action in ('score', 'challenge', 'review', 'block')),
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- From which sum of scores what is done, and how long is remembered who did what. One row.
create table risk.policy (
  one boolean primary key default true check (one),
  challenge_from int check (challenge_from between 1 and 1000),
  review_from int check (review_from between 1 and 1000),
  block_from int check (block_from between 1 and 1000),
  keep_days int not null check (keep_days between 30 and 730)
);

-- Who is always let through, and who never. Phones and addresses are kept as keyed hashes.
create table risk.listing (
  id uuid primary key,
  list text not null check (list in ('allow', 'block')),
  dimension text not null check (dimension in ('shopper', 'device', 'ip', 'phone', 'address')),
  key text not null,
  label text not null,
  note text not null,
  until timestamptz,
  staff_name text not null,
  created_at timestamptz not null,
  unique (dimension, key)
);

-- What was about to be done, by whom and from where. Only added to, and forgotten after the days of the policy.
create table risk.fact (
  seq bigint generated always as identity primary key,
  kinds text[] not null,
  at timestamptz not null,
  shopper_id uuid,
  device text,
  ip text not null,
  phone_key text,
  address_key text,
  -- Whom it counts as: the shopper, else what is nearest to one.
  person text not null,
  -- When the account was made, if there is one.
  joined_at timestamptz,
  amount_fen bigint not null check (amount_fen >= 0),
  -- By the clock of the database, as events are: an act is before what followed from it.
  noted_at timestamptz not null default now()
);
create index fact_shopper on risk.fact (shopper_id, at) where shopper_id is not null;
create index fact_device on risk.fact (device, at) where device is not null;
create index fact_ip on risk.fact (ip, at);
create index fact_phone on risk.fact (phone_key, at) where phone_key is not null;
create index fact_address on risk.fact (address_key, at) where address_key is not null;
create index fact_at on risk.fact (at);

-- What rules and lists said of an act, in words that can be read later. Only added to.
create table risk.hit (
  id uuid primary key,
  fact bigint not null unique,
  kind text not null,
  at timestamptz not null,
  shopper_id uuid,
  device text,
  ip text not null,
  score int not null check (score >= 0),
  decision text not null check (decision in ('allow', 'challenge', 'review', 'block')),
  -- A challenge that had been passed: it went on.
  passed boolean not null,
  reasons jsonb not null
);
create index hit_shopper on risk.hit (shopper_id) where shopper_id is not null;
create index hit_at on risk.hit (at desc, id desc);

-- What a person has to look at. An order is held until then.
create table risk.review (
  id uuid primary key,
  hit_id uuid not null,
  kind text not null,
  -- The person it counts as.
  subject text not null,
  shopper_id uuid,
  order_id uuid unique,
  score int not null check (score >= 0),
  reasons jsonb not null,
  -- How often the same was seen while it was waiting.
  times int not null default 1 check (times >= 1),
  state text not null check (state in ('open', 'passed', 'refused')),
  -- The order knows: it was held; and, later, that it goes on or is off.
  told boolean not null,
  try_at timestamptz not null,
  note text not null default '',
  staff_name text not null default '',
  created_at timestamptz not null,
  decided_at timestamptz,
  constraint review_decided check ((state = 'open') = (decided_at is null))
);
create unique index review_one on risk.review (kind, subject) where state = 'open' and order_id is null;
create index review_board on risk.review (state, created_at desc, id desc);
create index review_shopper on risk.review (shopper_id) where shopper_id is not null;
create index review_to_tell on risk.review (try_at) where not told;

-- Puzzles given to persons. A passed one lets through a few times, soon.
create table risk.challenge (
  id uuid primary key,
  subject text not null,
  kept text not null,
  tries int not null default 0 check (tries between 0 and 5),
  pass_hash bytea unique,
  uses int not null default 0 check (uses between 0 and 3),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index challenge_expires on risk.challenge (expires_at);
