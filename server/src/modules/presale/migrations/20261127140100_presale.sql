create schema if not exists presale;

create table presale.campaign (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  -- deposit: a part now, the rest in the balance window; full: all now
  kind text not null check (kind in ('deposit', 'full')),
  sku_id uuid not null,
  product_id uuid not null,
  -- Of one piece, in all.
  price_fen bigint not null check (price_fen >= 1),
  -- Of one piece: what is paid now, and how much of the price that pays.
  deposit_fen bigint not null,
  worth_fen bigint not null,
  -- earnest: 定金, advance: 订金
  word text not null check (word in ('earnest', 'advance')),
  -- The shopper may have an earnest back until the balance window opens.
  refund_before boolean not null,
  -- What becomes of it when the balance is not paid in time.
  unpaid text not null check (unpaid in ('forfeit', 'refund')),
  pieces int not null check (pieces between 1 and 1000000),
  taken int not null default 0,
  per_person int not null check (per_person between 1 and 100),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  balance_starts_at timestamptz,
  balance_ends_at timestamptz,
  -- Paid orders wait until then before they can be sent.
  wait_until timestamptz,
  ship_by timestamptz not null,
  free_freight boolean not null,
  enabled boolean not null,
  -- The shop has called it off: everything goes back.
  cancelled_at timestamptz,
  created_at timestamptz not null,
  constraint campaign_never_gives_more_than_it_has check (taken between 0 and pieces),
  constraint campaign_period check (ends_at > starts_at),
  constraint deposit_has_a_balance_window check (
    case kind when 'full' then balance_starts_at is null and balance_ends_at is null and deposit_fen = 0 and worth_fen = 0
      else balance_starts_at >= starts_at and balance_ends_at > balance_starts_at and balance_ends_at >= ends_at
        and deposit_fen >= 1 and worth_fen >= deposit_fen and worth_fen < price_fen end),
  -- The law binds an earnest to a fifth of the price; an advance is never forfeited.
  constraint earnest_is_a_fifth_at_most check (word = 'advance' or deposit_fen * 5 <= price_fen),
  constraint advance_always_comes_back check (word = 'earnest' or (refund_before and unpaid = 'refund')),
  constraint sent_after_waiting check (ship_by >= coalesce(wait_until, ship_by) and ship_by > starts_at)
);
create index campaign_shop on presale.campaign (shop_id, created_at desc, id desc);
create index campaign_running on presale.campaign (ends_at, id) where enabled;
create index campaign_product on presale.campaign (product_id) where enabled;

-- A deposit, paid as a subject of its own, with all that was promised when it was begun.
create table presale.deposit (
  id uuid primary key,
  campaign_id uuid not null references presale.campaign (id),
  shop_id uuid not null,
  shopper_id uuid not null,
  request_id text not null,
  sku_id uuid not null,
  quantity int not null check (quantity >= 1),
  price_fen bigint not null,
  deposit_fen bigint not null check (deposit_fen >= 1),
  worth_fen bigint not null check (worth_fen >= deposit_fen and worth_fen < price_fen),
  word text not null check (word in ('earnest', 'advance')),
  refund_before boolean not null,
  unpaid text not null check (unpaid in ('forfeit', 'refund')),
  balance_starts_at timestamptz not null,
  balance_ends_at timestamptz not null,
  wait_until timestamptz,
  ship_by timestamptz not null,
  free_freight boolean not null,
  -- unpaid: holds a place; lapsed: not paid in time, the place is free; closed: nor can it be any more; paid: may pay the balance;
  -- ordered: its balance is an order; bought: that is paid; forfeited, refunded: over
  state text not null check (state in ('unpaid', 'lapsed', 'closed', 'paid', 'ordered', 'bought', 'forfeited', 'refunded')),
  -- Why it went back: asked (by the shopper), unpaid (the balance), late (no place was left), shop (which is at fault)
  why text check (why in ('asked', 'unpaid', 'late', 'shop')),
  pay_before timestamptz not null,
  held_until timestamptz not null,
  close_try_at timestamptz not null,
  -- Pieces whose deposit goes back.
  returned int not null default 0,
  told_open_at timestamptz,
  told_last_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  ended_at timestamptz,
  constraint deposit_request unique (shopper_id, request_id),
  constraint never_back_more_than_paid check (returned between 0 and quantity and (returned = 0 or paid_at is not null)),
  constraint refunded_is_all_of_it check (state <> 'refunded' or (returned = quantity and why is not null)),
  constraint paid_says_when check ((paid_at is null) = (state in ('unpaid', 'lapsed', 'closed')))
);
create index deposit_shopper on presale.deposit (shopper_id, created_at desc, id desc);
create index deposit_board on presale.deposit (campaign_id, created_at desc, id desc);
create index deposit_held on presale.deposit (held_until) where state = 'unpaid';
create index deposit_to_close on presale.deposit (close_try_at) where state = 'lapsed';
create index deposit_balance on presale.deposit (balance_ends_at) where state = 'paid';
create index deposit_to_tell on presale.deposit (balance_starts_at) where state = 'paid' and told_last_at is null;

-- What of a deposit goes back, written before it is asked for.
create table presale.deposit_return (
  key text primary key,
  deposit_id uuid not null references presale.deposit (id),
  quantity int not null check (quantity >= 1),
  amount_fen bigint not null check (amount_fen >= 1),
  -- The law has the shop give as much again when an earnest goes back by its fault.
  extra_fen bigint not null check (extra_fen in (0, amount_fen)),
  reason text not null,
  at timestamptz not null,
  try_at timestamptz not null,
  sent_at timestamptz
);
create index deposit_return_deposit on presale.deposit_return (deposit_id);
create index deposit_return_due on presale.deposit_return (try_at) where sent_at is null;

-- The place of an order; `key` is the order. One without a deposit has pieces of its own.
create table presale.place (
  key uuid primary key,
  campaign_id uuid not null references presale.campaign (id),
  deposit_id uuid references presale.deposit (id),
  shopper_id uuid not null,
  quantity int not null check (quantity >= 1),
  state text not null check (state in ('held', 'paid', 'lapsed', 'released')),
  payable_fen bigint not null check (payable_fen >= 0),
  refunded_fen bigint not null default 0 check (refunded_fen >= 0),
  wait_until timestamptz,
  ship_by timestamptz not null,
  held_until timestamptz not null,
  -- Its order was told to go on, or that it is called off.
  told_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint paid_says_when check ((state = 'paid') = (paid_at is not null))
);
create unique index place_one_order on presale.place (deposit_id) where state in ('held', 'paid');
create index place_due on presale.place (held_until) where state = 'held';
create index place_waits on presale.place (wait_until) where state = 'paid' and told_at is null;
create index place_campaign on presale.place (campaign_id, state);

create table presale.refund (
  refund_key text primary key,
  key uuid not null references presale.place (key),
  quantity int not null,
  amount_fen bigint not null check (amount_fen >= 0),
  at timestamptz not null
);
create index refund_place on presale.refund (key);

-- Pieces of one person in a campaign.
create table presale.person (
  campaign_id uuid not null references presale.campaign (id),
  shopper_id uuid not null,
  used int not null check (used >= 0),
  most int not null,
  primary key (campaign_id, shopper_id),
  constraint never_over_the_limit check (used <= most)
);
