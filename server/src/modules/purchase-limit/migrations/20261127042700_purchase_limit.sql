create schema if not exists purchase_limit;

-- How many pieces of a product a person has claimed in a window of time. `most` is the limit under which the last of them was claimed.
create table purchase_limit.used (
  shopper_id uuid not null,
  product_id uuid not null,
  -- ever, day:2026-11-27, week:2026-11-23 (its Monday), month:2026-11
  span text not null,
  used int not null default 0 check (used >= 0),
  most int not null check (most > 0),
  primary key (shopper_id, product_id, span),
  constraint never_over_the_limit check (used <= most)
);

-- A claim belongs to one order. It lapses when nobody keeps it in time; `ended` is for ever, also for a claim that never was.
create table purchase_limit.claim (
  key text primary key,
  shopper_id uuid not null,
  state text not null check (state in ('held', 'kept', 'lapsed', 'ended')),
  body_hash text not null default '',
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index claim_due on purchase_limit.claim (expires_at) where state = 'held';

create table purchase_limit.claim_line (
  key text not null references purchase_limit.claim (key),
  product_id uuid not null,
  span text not null,
  quantity int not null check (quantity > 0),
  most int not null,
  -- Pieces that came back while the order stays.
  returned int not null default 0 check (returned between 0 and quantity),
  primary key (key, product_id)
);
create index claim_line_product on purchase_limit.claim_line (product_id, span);

-- Pieces given back, by key: a repetition finds itself here.
create table purchase_limit.given_back (
  key text primary key,
  at timestamptz not null default now()
);
