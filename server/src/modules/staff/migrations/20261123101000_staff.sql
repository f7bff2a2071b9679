create schema if not exists staff;

create table staff.account (
  id uuid primary key,
  account text not null unique,
  name text not null,
  -- argon2id, with its parameters and salt.
  password_hash text not null,
  disabled boolean not null default false,
  last_login_at timestamptz,
  created_at timestamptz not null default now()
);

-- Which role a person has in which shop.
create table staff.membership (
  shop_id uuid not null,
  account_id uuid not null references staff.account (id),
  role text not null check (role in ('owner', 'operator', 'warehouse', 'support', 'finance')),
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (shop_id, account_id)
);
create index membership_account on staff.membership (account_id);

-- A session token is kept as its SHA-256 only.
create table staff.session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references staff.account (id),
  shop_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  user_agent text not null
);
create index session_account on staff.session (account_id);
create index session_expiry on staff.session (expires_at);

-- Failed logins, by account and by address.
create table staff.failed_login (
  id uuid primary key,
  key text not null,
  at timestamptz not null
);
create index failed_login_key on staff.failed_login (key, at);
