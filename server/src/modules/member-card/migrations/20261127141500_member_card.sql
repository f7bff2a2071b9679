create schema if not exists member_card;

-- The paid card of a shop: what holders are worth, and what it brings each month.
create table member_card.program (
  shop_id uuid primary key,
  title text not null check (title <> ''),
  intro text not null default '',
  -- The member tier that holders count as at least.
  level int not null check (level between 1 and 99),
  discount_bps int not null check (discount_bps between 0 and 9000),
  free_shipping boolean not null,
  -- Coupons of each month of the term.
  template_ids uuid[] not null default '{}',
  -- So many days after it was paid the rest of the term is paid back; 0: never.
  refund_days int not null check (refund_days between 0 and 365),
  enabled boolean not null,
  updated_at timestamptz not null
);

create table member_card.plan (
  id uuid primary key,
  shop_id uuid not null references member_card.program (shop_id),
  months int not null check (months in (1, 3, 12)),
  price_fen bigint not null check (price_fen > 0),
  list_price_fen bigint not null,
  enabled boolean not null,
  unique (shop_id, months),
  check (list_price_fen >= price_fen)
);

-- A term that was bought or given. A bought one is a subject of payment under its id.
create table member_card.term (
  id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  request_id text not null,
  -- bought, or given for points.
  source text not null check (source in ('bought', 'points')),
  title text not null,
  months int not null check (months between 1 and 12),
  price_fen bigint not null check (price_fen >= 0),
  level int not null check (level between 1 and 99),
  template_ids uuid[] not null,
  refund_days int not null,
  state text not null check (state in ('open', 'paid', 'closed', 'refunding', 'refunded')),
  pay_before timestamptz not null,
  close_try_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  starts_at timestamptz,
  ends_at timestamptz,
  refund_fen bigint not null default 0,
  refund_reason text not null default '',
  refunded_at timestamptz,
  constraint term_request unique (shopper_id, request_id),
  constraint term_paid check ((state in ('open', 'closed')) = (paid_at is null)),
  constraint term_runs check ((paid_at is null) = (starts_at is null) and (paid_at is null) = (ends_at is null)),
  constraint term_refund check (refund_fen between 0 and price_fen),
  constraint term_period check (ends_at >= starts_at)
);
create index term_due on member_card.term (close_try_at) where state = 'open';
create index term_of on member_card.term (shop_id, shopper_id, starts_at);
create index term_shopper on member_card.term (shopper_id);
create index term_shop on member_card.term (shop_id, created_at desc, id desc);

-- The coupons of a month of a term: due then, given once.
create table member_card.month (
  term_id uuid not null references member_card.term (id),
  nth int not null check (nth >= 1),
  due_at timestamptz not null,
  given_at timestamptz,
  primary key (term_id, nth)
);
create index month_due on member_card.month (due_at) where given_at is null;
