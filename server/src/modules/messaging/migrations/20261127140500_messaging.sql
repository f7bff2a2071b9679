create schema if not exists messaging;

-- One thing to tell one person: written down before anything is sent, once for each key.
create table messaging.note (
  id uuid primary key,
  key text not null unique,
  trigger text not null,
  kind text not null check (kind in ('service', 'marketing')),
  shop_id uuid,
  shopper_id uuid not null,
  params jsonb not null,
  link text,
  -- Why it was told by no way at all.
  held text check (held in ('muted', 'declined', 'capped')),
  -- Staff looked what it looks like.
  test boolean not null default false,
  created_at timestamptz not null
);
create index note_shop on messaging.note (shop_id, created_at desc, id desc);
create index note_shopper on messaging.note (shopper_id, created_at desc);
create index note_old on messaging.note (created_at);

-- What a person finds in the app.
create table messaging.inbox (
  id uuid primary key references messaging.note (id) on delete cascade,
  shopper_id uuid not null,
  shop_id uuid,
  kind text not null check (kind in ('service', 'marketing')),
  trigger text not null,
  title text not null,
  text text not null,
  link text,
  at timestamptz not null,
  read_at timestamptz,
  -- The person went where it leads.
  opened_at timestamptz,
  constraint opened_is_read check (opened_at is null or read_at is not null)
);
create index inbox_shopper on messaging.inbox (shopper_id, at desc, id desc);
create index inbox_unread on messaging.inbox (shopper_id) where read_at is null;

-- One way out of a note to the outside. `sending`: begun; who finds it so later does not know whether it went, and does not send it again.
create table messaging.delivery (
  id uuid primary key,
  note_id uuid not null references messaging.note (id) on delete cascade,
  channel text not null check (channel in ('weapp', 'alipay', 'tt', 'sms')),
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown', 'skipped', 'dead')),
  shopper_id uuid not null,
  -- The template it took a consent of.
  template_ref text,
  due_at timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  reason text not null default '',
  -- Name of the message at the other side.
  channel_id text,
  lease_until timestamptz,
  ended_at timestamptz,
  constraint delivery_once unique (note_id, channel),
  constraint lease_while_sending check ((state = 'sending') = (lease_until is not null)),
  constraint ended_says_when check ((state in ('waiting', 'sending')) = (ended_at is null))
);
create index delivery_due on messaging.delivery (due_at) where state = 'waiting';
create index delivery_lost on messaging.delivery (lease_until) where state = 'sending';
create index delivery_taken on messaging.delivery (shopper_id, channel, template_ref) where template_ref is not null;

-- What a person answered when asked to allow a message: the record of every consent.
create table messaging.consent (
  shopper_id uuid not null,
  request_id text not null,
  channel text not null check (channel in ('weapp', 'alipay', 'tt')),
  template_ref text not null,
  result text not null check (result in ('accept', 'reject', 'ban', 'filter')),
  at timestamptz not null,
  primary key (shopper_id, request_id, template_ref)
);

-- Each consent is good for one message. `voided`: the platform said that there is none left.
create table messaging.quota (
  shopper_id uuid not null,
  channel text not null check (channel in ('weapp', 'alipay', 'tt')),
  template_ref text not null,
  given int not null default 0 check (given >= 0),
  used int not null default 0 check (used >= 0),
  voided int not null default 0 check (voided >= 0),
  primary key (shopper_id, channel, template_ref),
  constraint never_more_than_allowed check (used + voided <= given)
);

-- Wording and mapping for a trigger by a way; without a row, what the module declared holds.
create table messaging.template (
  trigger text not null,
  channel text not null check (channel in ('inbox', 'weapp', 'alipay', 'tt', 'sms')),
  enabled boolean not null,
  title text not null,
  text text not null,
  template_ref text not null,
  fields jsonb not null,
  -- Goes out in quiet hours too.
  urgent boolean not null,
  -- Only when no other way has reached the person.
  fallback boolean not null,
  updated_at timestamptz not null,
  primary key (trigger, channel)
);

create table messaging.setting (
  shop_id uuid primary key,
  -- Minutes of the day in China; both the same: no quiet hours.
  quiet_from int not null check (quiet_from between 0 and 1439),
  quiet_to int not null check (quiet_to between 0 and 1439),
  -- Marketing messages for one person: in a day, and of one trigger in a day.
  per_day int not null check (per_day between 0 and 100),
  per_trigger int not null check (per_trigger between 1 and 100),
  muted text[] not null
);

create table messaging.preference (
  shopper_id uuid primary key,
  service_push boolean not null,
  service_sms boolean not null,
  marketing boolean not null,
  -- Marketing by SMS needs a yes before.
  marketing_sms boolean not null,
  updated_at timestamptz not null
);

create table messaging.cap (
  shopper_id uuid not null,
  shop_key text not null,
  day date not null,
  what text not null,
  used int not null check (used >= 1),
  most int not null check (most >= 1),
  primary key (shopper_id, shop_key, day, what),
  constraint never_over_the_cap check (used <= most)
);
create index cap_old on messaging.cap (day);

-- What is to be looked at again later: an order that may still be unpaid then.
create table messaging.plan (
  key text primary key,
  what text not null,
  subject jsonb not null,
  due_at timestamptz not null,
  done_at timestamptz
);
create index plan_due on messaging.plan (due_at) where done_at is null;

-- The price at which something was last seen, to tell a fall from a rise.
create table messaging.price (
  sku_id uuid primary key,
  price_fen bigint not null check (price_fen >= 0)
);
