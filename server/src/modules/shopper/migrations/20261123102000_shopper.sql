create schema if not exists shopper;

create table shopper.shopper (
  id uuid primary key,
  nickname text not null,
  avatar jsonb,
  phone text unique,
  disabled boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz
);

-- Who a person is on a mini program platform.
create table shopper.identity (
  platform text not null check (platform in ('weapp', 'alipay', 'tt')),
  open_id text not null,
  union_id text,
  shopper_id uuid not null references shopper.shopper (id),
  -- Kept for decrypting what the platform hands out; never leaves the server.
  session_key text,
  created_at timestamptz not null default now(),
  primary key (platform, open_id)
);
create index identity_shopper on shopper.identity (shopper_id);
create index identity_union on shopper.identity (union_id) where union_id is not null;

create table shopper.session (
  id uuid primary key,
  token_hash bytea not null unique,
  shopper_id uuid not null references shopper.shopper (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text not null
);
create index session_shopper on shopper.session (shopper_id);
create index session_expiry on shopper.session (expires_at);

-- A code sent by SMS, kept as an HMAC; one live code per phone.
create table shopper.login_code (
  phone text primary key,
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  -- Codes sent to this phone on the day of sent_at.
  sent_today int not null default 1
);

-- Attempts by address, for throttling.
create table shopper.attempt (
  id uuid primary key,
  key text not null,
  at timestamptz not null
);
create index attempt_key on shopper.attempt (key, at);

create table shopper.address (
  id uuid primary key,
  shopper_id uuid not null references shopper.shopper (id),
  name text not null,
  phone text not null,
  province text not null,
  city text not null,
  district text not null,
  district_code text not null,
  detail text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create index address_shopper on shopper.address (shopper_id);
create unique index address_one_default on shopper.address (shopper_id) where is_default;

-- Which shops a shopper deals with: their staff may see the shopper.
create table shopper.acquaintance (
  shop_id uuid not null,
  shopper_id uuid not null references shopper.shopper (id),
  paid_orders bigint not null default 0,
  met_at timestamptz not null default now(),
  primary key (shop_id, shopper_id)
);
create index acquaintance_shopper on shopper.acquaintance (shopper_id);

-- Orders that were counted in paid_orders.
create table shopper.paid_order (
  order_id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  at timestamptz not null default now()
);
