create schema if not exists payment;

-- What is to be paid for one subject (a checkout). A row that was closed before anything was opened has no shopper.
create table payment.intent (
  subject uuid primary key,
  shopper_id uuid,
  shop_ids uuid[] not null default '{}',
  title text not null default '',
  amount_fen bigint not null default 0 check (amount_fen >= 0),
  state text not null default 'open' check (state in ('open', 'paid', 'closed')),
  expires_at timestamptz,
  -- Somebody has begun to close it: no new attempt may start.
  closing_at timestamptz,
  paid_attempt_id uuid,
  paid_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint intent_paid_has_time check ((state = 'paid') = (paid_at is not null)),
  constraint intent_money_has_attempt check (state <> 'paid' or amount_fen = 0 or paid_attempt_id is not null)
);
create index intent_shops on payment.intent using gin (shop_ids);

-- One try to be paid, under a number that is never used again with other arguments. Written before the channel is called.
create table payment.attempt (
  id uuid primary key,
  number text not null unique,
  subject uuid not null references payment.intent (subject),
  channel text not null,
  method text not null,
  state text not null check (state in ('starting', 'open', 'paid', 'failed', 'closed', 'unknown')),
  amount_fen bigint not null check (amount_fen > 0),
  app_id text not null,
  merchant_id text not null,
  payer_id text,
  title text not null,
  ip text not null default '',
  return_url text,
  action jsonb,
  -- Until then the action still opens the cashier; after it the channel is asked for a fresh one under the same number.
  action_until timestamptz,
  channel_number text,
  expires_at timestamptz not null,
  -- When the channel is to be asked what became of it; null: nothing more can come.
  ask_at timestamptz,
  asked int not null default 0,
  asked_at timestamptz,
  -- The channel wants a pause between two refunds of one payment.
  last_refund_at timestamptz,
  paid_at timestamptz,
  created_at timestamptz not null default now(),
  note text not null default '',
  constraint attempt_paid_has_time check ((state = 'paid') = (paid_at is not null))
);
create unique index attempt_one_live on payment.attempt (subject) where state in ('starting', 'open', 'unknown');
create unique index attempt_channel_number on payment.attempt (channel, channel_number) where channel_number is not null;
create index attempt_subject on payment.attempt (subject, created_at);
create index attempt_ask on payment.attempt (ask_at) where ask_at is not null;

alter table payment.intent add constraint intent_paid_attempt foreign key (paid_attempt_id) references payment.attempt (id);

-- One refund. Its number is fixed here, before the channel hears of it, and is the same on every try.
create table payment.refund (
  id uuid primary key,
  key text not null unique,
  number text not null unique,
  subject uuid not null references payment.intent (subject),
  attempt_id uuid not null references payment.attempt (id),
  order_id uuid,
  cause text not null check (cause in ('asked', 'late', 'duplicate')),
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'succeeded', 'failed', 'unknown')),
  tries int not null default 0,
  -- When somebody is to look at it next; null: it has ended.
  due_at timestamptz,
  channel_number text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  done_at timestamptz,
  note text not null default '',
  constraint refund_ended check ((state in ('succeeded', 'failed')) = (done_at is not null) and (done_at is null) = (due_at is not null))
);
create index refund_due on payment.refund (due_at) where due_at is not null;
create index refund_subject on payment.refund (subject, created_at);
create index refund_attempt on payment.refund (attempt_id);
-- Money that came too late goes back once, whatever is told how often.
create unique index refund_whole on payment.refund (attempt_id) where cause in ('late', 'duplicate');

-- Verified messages of channels, as they came.
create table payment.notification (
  id uuid primary key,
  channel text not null,
  channel_id text not null,
  kind text not null,
  number text not null,
  outcome text not null check (outcome in ('booked', 'repeated', 'refused')),
  at timestamptz not null default now()
);
create index notification_number on payment.notification (number);

-- What did not match what we asked for. Kept, never booked; the same again is counted.
create table payment.alarm (
  id uuid primary key,
  kind text not null,
  number text not null,
  text text not null,
  subject uuid,
  detail jsonb not null default '{}',
  sameness text not null unique,
  times int not null default 1,
  at timestamptz not null default now(),
  last_at timestamptz not null default now()
);
create index alarm_subject on payment.alarm (subject);
