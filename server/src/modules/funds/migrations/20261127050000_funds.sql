create schema if not exists funds;

-- Top-ups and withdrawals, for the whole mall: one row at most, without it the defaults of the contract hold.
create table funds.setting (
  single boolean primary key default true check (single),
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- A top-up is a subject of payment under its id.
create table funds.top_up (
  id uuid primary key,
  shopper_id uuid not null,
  request_id text not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Given on top, fixed when it was begun.
  gift_fen bigint not null check (gift_fen >= 0),
  state text not null check (state in ('open', 'paid', 'closed')),
  pay_before timestamptz not null,
  close_try_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint top_up_request unique (shopper_id, request_id),
  constraint top_up_paid check ((state = 'paid') = (paid_at is not null))
);
create index top_up_due on funds.top_up (close_try_at) where state = 'open';
create index top_up_recent on funds.top_up (created_at desc, id desc);

-- A withdrawal: its number is fixed here, before the channel hears of it, and is the same on every try.
create table funds.withdrawal (
  id uuid primary key,
  number text not null unique,
  shopper_id uuid not null,
  request_id text not null,
  amount_fen bigint not null check (amount_fen > 0),
  payee_id text not null,
  state text not null check (state in ('asked', 'reviewing', 'approved', 'sent', 'confirming', 'done', 'rejected', 'failed')),
  package_info text not null default '',
  -- Somebody must look: what the channel tells does not match.
  mismatch text not null default '',
  note text not null default '',
  reviewer text not null default '',
  tries int not null default 0,
  due_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint withdrawal_request unique (shopper_id, request_id),
  constraint withdrawal_ended check ((state in ('done', 'rejected', 'failed')) = (ended_at is not null))
);
create index withdrawal_due on funds.withdrawal (due_at) where due_at is not null;
create index withdrawal_state on funds.withdrawal (state, created_at desc, id desc);
create index withdrawal_shopper on funds.withdrawal (shopper_id, created_at desc, id desc);
