-- Rules: limits, offers that go alone, and those over several shops.
alter table promotion.rule add column alone boolean not null default false;
alter table promotion.rule add column across boolean not null default false;
alter table promotion.rule add column limit_total int check (limit_total > 0);
alter table promotion.rule add column limit_per_shopper int check (limit_per_shopper > 0);
alter table promotion.rule add column taken int not null default 0 check (taken >= 0);
alter table promotion.rule add constraint rule_never_overused check (limit_total is null or taken <= limit_total);
create index rule_across on promotion.rule (id) where across;

-- Which order uses a rule that has limits. `live`: it counts; a hold that is released or lapsed does not.
create table promotion.rule_use (
  key text not null references promotion.hold (key),
  rule_id uuid not null references promotion.rule (id),
  shopper_id uuid not null,
  live boolean not null,
  primary key (key, rule_id)
);
create index rule_use_live on promotion.rule_use (rule_id, shopper_id) where live;

-- Coupons: gifts, stacking groups, where they count, who bears them, whether they can be passed on, and how they are given by themselves.
alter table promotion.coupon_template drop constraint coupon_template_kind_check;
alter table promotion.coupon_template add constraint coupon_template_kind_check check (kind in ('amount', 'percent', 'shipping', 'gift'));
alter table promotion.coupon_template add column gifts jsonb not null default '[]';
alter table promotion.coupon_template add column stack_group text not null default '';
alter table promotion.coupon_template add column use_in text not null default 'online' check (use_in in ('online', 'store', 'both'));
alter table promotion.coupon_template add column platform_share_bps int not null default 0 check (platform_share_bps between 0 and 10000);
alter table promotion.coupon_template add column passable boolean not null default false;
alter table promotion.coupon_template add column auto text not null default 'none' check (auto in ('none', 'newcomer', 'birthday'));
create index coupon_template_auto on promotion.coupon_template (auto) where auto <> 'none';

alter table promotion.coupon drop constraint coupon_kind_check;
alter table promotion.coupon add constraint coupon_kind_check check (kind in ('amount', 'percent', 'shipping', 'gift'));
alter table promotion.coupon add column gifts jsonb not null default '[]';
alter table promotion.coupon add column stack_group text not null default '';
alter table promotion.coupon add column use_in text not null default 'online' check (use_in in ('online', 'store', 'both'));
alter table promotion.coupon add column platform_share_bps int not null default 0;
alter table promotion.coupon add column passable boolean not null default false;
-- Who had it before it was passed on: what each may have is counted by that, so that passing a coupon on frees no place.
alter table promotion.coupon add column claimed_by uuid;
alter table promotion.coupon drop constraint coupon_per_shopper;
create unique index coupon_per_shopper on promotion.coupon (template_id, coalesce(claimed_by, shopper_id), nth);
-- A grant done twice is one coupon.
alter table promotion.coupon add column grant_key text constraint coupon_granted_once unique;
-- Read out in the shop.
alter table promotion.coupon add column verify_code text constraint coupon_verify_code_once unique;
alter table promotion.coupon add column reminded_at timestamptz;
create index coupon_remind on promotion.coupon (expires_at) where state = 'usable' and reminded_at is null;
-- The order that brought it; a refund ends it when it was not used.
alter table promotion.coupon add column brought_by text;
create index coupon_brought_by on promotion.coupon (brought_by) where brought_by is not null;

-- Codes that nobody can guess, each good for one coupon.
create table promotion.coupon_code (
  code text primary key,
  template_id uuid not null references promotion.coupon_template (id),
  batch text not null,
  created_at timestamptz not null,
  shopper_id uuid,
  used_at timestamptz,
  constraint code_used_by_somebody check ((shopper_id is null) = (used_at is null))
);
create index coupon_code_template on promotion.coupon_code (template_id, created_at desc, code);
create table promotion.code_batch (
  template_id uuid not null references promotion.coupon_template (id),
  batch text not null,
  primary key (template_id, batch)
);
-- Codes that were tried and are none.
create table promotion.code_guess (
  id uuid primary key,
  shopper_id uuid not null,
  at timestamptz not null
);
create index code_guess_shopper on promotion.code_guess (shopper_id, at);

-- A coupon on its way to a friend: once, by a link.
create table promotion.pass (
  token text primary key,
  coupon_id uuid not null references promotion.coupon (id) constraint coupon_passed_once unique,
  from_shopper uuid not null,
  to_shopper uuid,
  created_at timestamptz not null,
  taken_at timestamptz,
  constraint pass_taken_by_somebody check ((to_shopper is null) = (taken_at is null)),
  constraint pass_to_another check (to_shopper <> from_shopper)
);

-- Grants to many, done page by page; what was given is keyed by the grant.
create table promotion.grant_batch (
  id uuid primary key,
  shop_id uuid not null,
  request_id text not null,
  template_id uuid not null references promotion.coupon_template (id),
  audience jsonb not null,
  state text not null check (state in ('running', 'done')),
  cursor uuid,
  granted int not null default 0,
  seen int not null default 0,
  staff_name text not null,
  created_at timestamptz not null,
  constraint grant_asked_once unique (shop_id, request_id)
);
create index grant_batch_due on promotion.grant_batch (created_at) where state = 'running';
create index grant_batch_shop on promotion.grant_batch (shop_id, created_at desc);

-- Birthdays that were given a coupon: one row a day and coupon.
create table promotion.birthday_run (
  day date not null,
  template_id uuid not null references promotion.coupon_template (id),
  done_at timestamptz not null,
  primary key (day, template_id)
);
