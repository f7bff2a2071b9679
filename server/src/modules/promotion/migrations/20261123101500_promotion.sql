create schema if not exists promotion;

-- A shop's rules as data: scope, conditions and benefit are checked against the registry before they are written.
create table promotion.rule (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  priority int not null,
  exclusive_group text not null,
  scope jsonb not null,
  conditions jsonb not null,
  benefit jsonb not null,
  starts_at timestamptz,
  ends_at timestamptz,
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint rule_period check (starts_at < ends_at)
);
create index rule_shop on promotion.rule (shop_id, created_at desc);

-- What can be claimed. Never more than its stock is given out.
create table promotion.coupon_template (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  kind text not null check (kind in ('amount', 'percent', 'shipping')),
  value bigint not null check (value >= 0),
  cap_fen bigint check (cap_fen >= 0),
  threshold_fen bigint not null check (threshold_fen >= 0),
  scope jsonb not null,
  stock int not null check (stock > 0),
  claimed int not null default 0 check (claimed >= 0),
  per_shopper int not null check (per_shopper between 1 and 100),
  claimable boolean not null,
  code text constraint coupon_code_once unique,
  claim_from timestamptz,
  claim_until timestamptz,
  valid_until timestamptz,
  valid_days int check (valid_days between 1 and 365),
  enabled boolean not null,
  created_at timestamptz not null,
  constraint coupon_never_overgiven check (claimed <= stock),
  constraint coupon_validity check ((valid_until is null) <> (valid_days is null))
);
create index coupon_template_shop on promotion.coupon_template (shop_id, created_at desc);

-- What a shopper has, with the terms as they were when it was claimed. `nth` counts a shopper's coupons of one template,
-- so that two claims at the same moment cannot both be the last one allowed.
create table promotion.coupon (
  id uuid primary key,
  template_id uuid not null references promotion.coupon_template (id),
  shop_id uuid not null,
  shopper_id uuid not null,
  nth int not null check (nth between 1 and 100),
  title text not null,
  kind text not null check (kind in ('amount', 'percent', 'shipping')),
  value bigint not null,
  cap_fen bigint,
  threshold_fen bigint not null,
  scope jsonb not null,
  state text not null check (state in ('usable', 'held', 'used')),
  hold_key text,
  claimed_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint coupon_per_shopper unique (template_id, shopper_id, nth),
  constraint coupon_has_one_owner check ((state = 'usable') = (hold_key is null)),
  constraint coupon_used_has_time check ((state = 'used') = (used_at is not null))
);
create index coupon_shopper on promotion.coupon (shopper_id, claimed_at desc);
create index coupon_hold on promotion.coupon (hold_key) where hold_key is not null;

-- A lease on coupons, owned by one order. It ends used, or released; a tombstone (released, no coupons) forbids a later hold.
create table promotion.hold (
  key text primary key,
  shopper_id uuid,
  state text not null check (state in ('held', 'used', 'released')),
  body_hash text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index hold_due on promotion.hold (expires_at) where state = 'held';

create table promotion.hold_coupon (
  key text not null references promotion.hold (key),
  coupon_id uuid not null references promotion.coupon (id),
  primary key (key, coupon_id)
);
