create schema if not exists after_sales;

-- One wish of a shopper after the sale.
create table after_sales.request (
  id uuid primary key,
  number text not null unique,
  order_id uuid not null,
  order_number text not null,
  checkout_id uuid not null,
  shop_id uuid not null,
  shop_name text not null,
  shopper_id uuid not null,
  -- The client's key and what it came with.
  request_key text not null,
  body_hash text not null,
  kind text not null check (kind in ('refund', 'return', 'exchange')),
  reason text not null,
  note text not null default '',
  pictures jsonb not null default '[]',
  state text not null check (state in ('requested', 'approved', 'returning', 'received', 'exchanging', 'resent', 'refunding', 'done', 'rejected', 'disputed', 'withdrawn', 'closed')),
  -- When the next step is taken if nobody acts; null: nothing comes by itself.
  due_at timestamptz,
  -- What it gives, as it stands; exact once refunding.
  amount_fen bigint not null check (amount_fen >= 0),
  freight_fen bigint not null default 0 check (freight_fen >= 0 and freight_fen <= amount_fen),
  with_freight boolean not null default false,
  automatic boolean not null default false,
  return_to jsonb,
  return_carrier text,
  return_tracking text,
  return_signed_at timestamptz,
  inspection text not null default '',
  resend_carrier text,
  resend_tracking text,
  -- The channel has refused the money: a person must see to it.
  stuck boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  unique (shopper_id, request_key),
  constraint request_ended check ((ended_at is not null) = (state in ('done', 'withdrawn', 'closed')))
);
create index request_due on after_sales.request (due_at) where due_at is not null;
create index request_shopper on after_sales.request (shopper_id, created_at desc, id desc);
create index request_shop on after_sales.request (shop_id, state, created_at desc);
create index request_order on after_sales.request (order_id);

create table after_sales.request_line (
  request_id uuid not null references after_sales.request (id),
  line_id uuid not null,
  position int not null,
  sku_id uuid not null,
  product_id uuid not null,
  title text not null,
  options jsonb not null,
  picture jsonb not null,
  quantity bigint not null check (quantity > 0),
  -- Of these, so many had not left the shop when it was asked for.
  unshipped bigint not null check (unshipped >= 0 and unshipped <= quantity),
  -- Left after inspection; those back on the shelf, the others written off.
  accepted bigint not null,
  restocked bigint not null default 0,
  amount_fen bigint not null check (amount_fen >= 0),
  -- What an exchange sends instead.
  exchange_sku_id uuid,
  exchange_options jsonb,
  primary key (request_id, line_id),
  constraint request_line_accepted check (accepted >= 0 and accepted <= quantity and restocked >= 0 and restocked <= accepted)
);

-- Units of an order's line that are in open requests, and those that have been refunded through one: no unit is in two.
create table after_sales.line (
  line_id uuid primary key,
  quantity bigint not null,
  open bigint not null default 0 check (open >= 0),
  done bigint not null default 0 check (done >= 0),
  constraint line_units check (open + done <= quantity)
);

-- Every move, written in the transaction that made it.
create table after_sales.step (
  id uuid primary key,
  request_id uuid not null references after_sales.request (id),
  from_state text,
  to_state text not null,
  at timestamptz not null,
  actor text not null check (actor in ('shopper', 'staff', 'platform', 'system')),
  actor_name text not null,
  note text not null,
  pictures jsonb not null default '[]'
);
create index step_request on after_sales.step (request_id, at, id);

-- What the platform decided on a dispute.
create table after_sales.dispute (
  id uuid primary key,
  request_id uuid not null references after_sales.request (id),
  text text not null,
  pictures jsonb not null,
  opened_at timestamptz not null,
  decision text check (decision in ('refund', 'return', 'refuse')),
  decided_text text not null default '',
  decided_by text not null default '',
  decided_at timestamptz,
  constraint dispute_decided check ((decision is null) = (decided_at is null))
);
create unique index dispute_open on after_sales.dispute (request_id) where decided_at is null;
create index dispute_opened on after_sales.dispute (opened_at desc);

-- Which requests are approved by themselves: the first rule that fits.
create table after_sales.rule (
  id uuid primary key,
  shop_id uuid not null,
  position int not null,
  name text not null,
  enabled boolean not null,
  conditions jsonb not null
);
create index rule_shop on after_sales.rule (shop_id, position);

create table after_sales.settings (
  shop_id uuid primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- The price drop of a line, paid back once.
create table after_sales.price_protection (
  line_id uuid primary key,
  order_id uuid not null,
  shop_id uuid not null,
  shopper_id uuid not null,
  title text not null,
  units bigint not null check (units > 0),
  paid_price_fen bigint not null,
  price_fen bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null default 'asked' check (state in ('asked', 'given', 'refused')),
  at timestamptz not null,
  constraint protection_is_a_drop check (price_fen < paid_price_fen)
);
create index price_protection_shop on after_sales.price_protection (shop_id, at desc);

-- A complaint about quality. It must be answered by answer_by.
create table after_sales.complaint (
  id uuid primary key,
  number text not null unique,
  request_key text not null,
  order_id uuid not null,
  order_number text not null,
  line_id uuid not null,
  shop_id uuid not null,
  shop_name text not null,
  shopper_id uuid not null,
  title text not null,
  picture jsonb not null,
  note text not null,
  pictures jsonb not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  answer_by timestamptz not null,
  escalated_at timestamptz,
  answered_at timestamptz,
  answered_by text not null default '',
  answer text not null default '',
  compensation_fen bigint not null default 0 check (compensation_fen >= 0),
  compensation_state text not null default 'none' check (compensation_state in ('none', 'asked', 'given', 'refused')),
  created_at timestamptz not null,
  closed_at timestamptz,
  unique (shopper_id, request_key)
);
create index complaint_shop on after_sales.complaint (shop_id, state, created_at desc);
create index complaint_shopper on after_sales.complaint (shopper_id, created_at desc);
create index complaint_due on after_sales.complaint (answer_by) where state = 'open' and escalated_at is null;
create unique index complaint_open on after_sales.complaint (line_id) where state = 'open';

-- What a shop may spend on compensation: a share of what it took in. Never overdrawn.
create table after_sales.budget (
  shop_id uuid primary key,
  revenue_fen bigint not null default 0 check (revenue_fen >= 0),
  granted_fen bigint not null default 0 check (granted_fen >= 0),
  used_fen bigint not null default 0,
  constraint budget_not_overdrawn check (used_fen >= 0 and used_fen <= granted_fen)
);
-- Append-only; the budget is their sum.
create table after_sales.budget_entry (
  id uuid primary key,
  shop_id uuid not null,
  kind text not null check (kind in ('revenue', 'compensation', 'returned')),
  cause text not null,
  revenue_fen bigint not null default 0,
  granted_fen bigint not null default 0,
  used_fen bigint not null default 0,
  at timestamptz not null,
  unique (kind, cause)
);
create index budget_entry_shop on after_sales.budget_entry (shop_id, at desc);
