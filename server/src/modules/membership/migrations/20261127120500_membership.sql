-- Growth of shoppers: accounts named by the shop it was earned in, and `mall` for what concerns no shop.
select kernel.create_ledger('membership');

-- How members grow and check in, for the whole mall: one row at most, without it the defaults of the contract hold.
create table membership.rule (
  single boolean primary key default true check (single),
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- The tiers of a shop, each from so much growth on. Which tier a shopper has is known to the module shopper.
create table membership.tier (
  shop_id uuid not null,
  level int not null check (level between 1 and 99),
  name text not null check (name <> ''),
  growth bigint not null check (growth > 0),
  rights jsonb not null default '[]',
  primary key (shop_id, level),
  unique (shop_id, growth)
);

-- How long the tier of a shopper in a shop stands, and who gave it. Null: no end.
create table membership.standing (
  shop_id uuid not null,
  shopper_id uuid not null,
  by_staff boolean not null default false,
  -- What growth had reached when staff set the tier: only more than that lifts it before its term.
  mark int not null default 0,
  since timestamptz not null,
  until timestamptz,
  primary key (shop_id, shopper_id)
);
create index standing_shopper on membership.standing (shopper_id);
create index standing_due on membership.standing (until) where until is not null;

-- Orders that brought growth, so that it goes back in proportion.
create table membership.grown_order (
  order_id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  paid_fen bigint not null check (paid_fen > 0),
  growth bigint not null check (growth >= 0),
  -- So much of it is lost by refunds.
  lost bigint not null default 0,
  at timestamptz not null,
  check (lost between 0 and growth)
);

-- One row a shopper: whoever changes check-ins or cards locks it first.
create table membership.book (
  shopper_id uuid primary key
);

create table membership.check_in (
  shopper_id uuid not null,
  day date not null,
  made_up boolean not null default false,
  points int not null check (points >= 0),
  growth int not null check (growth >= 0),
  at timestamptz not null,
  primary key (shopper_id, day)
);
create index check_in_day on membership.check_in (day);

-- What a run of days has brought: each length once a run.
create table membership.streak_reward (
  shopper_id uuid not null,
  days int not null check (days > 1),
  day date not null,
  points int not null check (points >= 0),
  primary key (shopper_id, days, day)
);

-- Make-up cards that the mall gives in a month: never more than there are.
create table membership.card_month (
  month text primary key check (month ~ '^\d{4}-\d\d$'),
  stock int not null,
  taken int not null check (taken >= 0),
  constraint card_month_stock check (taken <= stock)
);

-- A make-up card of a shopper; used for one day.
create table membership.card (
  id uuid primary key,
  shopper_id uuid not null,
  -- `taken` from those of the month, or `task`.
  source text not null check (source in ('taken', 'task')),
  month text not null,
  -- The key of the wish, so that it is granted once.
  key text not null,
  used_for date,
  got_at timestamptz not null,
  used_at timestamptz,
  check ((used_for is null) = (used_at is null)),
  unique (shopper_id, key),
  unique (shopper_id, used_for)
);

create table membership.task (
  id uuid primary key,
  kind text not null check (kind in ('profile', 'first_order', 'review', 'check_in', 'share')),
  title text not null check (title <> ''),
  target int not null check (target between 1 and 365),
  points int not null check (points >= 0),
  growth int not null check (growth >= 0),
  cards int not null check (cards between 0 and 10),
  enabled boolean not null default true,
  position int not null default 0,
  created_at timestamptz not null
);

create table membership.task_claim (
  task_id uuid not null references membership.task (id),
  shopper_id uuid not null,
  points int not null,
  growth int not null,
  cards int not null,
  at timestamptz not null,
  primary key (task_id, shopper_id)
);

-- What a shopper did that tasks count, each once.
create table membership.deed (
  shopper_id uuid not null,
  kind text not null check (kind in ('review', 'share')),
  key text not null,
  at timestamptz not null,
  primary key (shopper_id, kind, key)
);

-- Once a year.
create table membership.birthday_gift (
  shopper_id uuid not null,
  year int not null,
  points int not null,
  growth int not null,
  at timestamptz not null,
  primary key (shopper_id, year)
);

-- What the staff of a shop note of a shopper in a word.
create table membership.tag (
  shop_id uuid not null,
  shopper_id uuid not null,
  tag text not null check (tag <> ''),
  primary key (shop_id, shopper_id, tag)
);
