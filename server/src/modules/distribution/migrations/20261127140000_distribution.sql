-- Commission of distributors: accounts `pending` (paid, the refund window is open), `settled` (can be withdrawn) and `debt` (taken back after it
-- was withdrawn: what is settled next pays it). The owner is the distributor, who belongs to one shop.
select kernel.create_ledger('distribution');

-- How a shop lets others sell for it. Without a row the defaults of the contract hold: it does not.
create table distribution.rule (
  shop_id uuid primary key,
  enabled boolean not null,
  value jsonb not null,
  updated_at timestamptz not null,
  -- The law knows two levels at most.
  constraint at_most_two_levels check ((value ->> 'levels')::int between 1 and 2)
);

create table distribution.distributor (
  id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  -- Who brought them here.
  parent_id uuid references distribution.distributor (id),
  -- In links and scenes of mini-program codes, which take 32 characters.
  code text not null unique check (code ~ '^[0-9A-Za-z]{8}$'),
  state text not null check (state in ('applied', 'approved', 'rejected', 'stopped')),
  name text not null,
  phone text not null,
  note text not null default '',
  reviewer text not null default '',
  reason text not null default '',
  applied_at timestamptz not null,
  decided_at timestamptz,
  unique (shop_id, shopper_id),
  constraint not_their_own_parent check (parent_id <> id),
  constraint decided_says_when check ((state = 'applied') = (decided_at is null))
);
create index distributor_shopper on distribution.distributor (shopper_id);
create index distributor_parent on distribution.distributor (parent_id) where parent_id is not null;
create index distributor_board on distribution.distributor (shop_id, applied_at desc, id desc);

-- Rates that differ from those of the rule.
create table distribution.rate (
  shop_id uuid not null,
  kind text not null check (kind in ('product', 'category')),
  target_id uuid not null,
  level1_bps int not null check (level1_bps between 0 and 5000),
  level2_bps int not null check (level2_bps between 0 and 5000),
  updated_at timestamptz not null,
  primary key (shop_id, kind, target_id),
  constraint rates_leave_half check (level1_bps + level2_bps <= 5000)
);

-- Whose link a shopper followed last: with `first order` this decides.
create table distribution.visit (
  shop_id uuid not null,
  shopper_id uuid not null,
  distributor_id uuid not null references distribution.distributor (id),
  at timestamptz not null,
  primary key (shop_id, shopper_id)
);

-- Whose customer a shopper is: one distributor in a shop.
create table distribution.customer (
  shop_id uuid not null,
  shopper_id uuid not null,
  distributor_id uuid not null references distribution.distributor (id),
  bound_at timestamptz not null,
  -- Before that nobody else can take the customer over.
  protected_until timestamptz not null,
  -- Null: no end.
  valid_until timestamptz,
  primary key (shop_id, shopper_id)
);
create index customer_distributor on distribution.customer (distributor_id, bound_at desc, shopper_id);

-- Every time a customer came to a distributor: the record of who had whom, and since when.
create table distribution.binding (
  id bigint generated always as identity primary key,
  shop_id uuid not null,
  shopper_id uuid not null,
  distributor_id uuid not null references distribution.distributor (id),
  from_id uuid references distribution.distributor (id),
  at timestamptz not null
);
create index binding_customer on distribution.binding (shop_id, shopper_id, id);

-- What one line of one paid order brings one distributor.
create table distribution.commission (
  id uuid primary key,
  shop_id uuid not null,
  order_id uuid not null,
  order_number text not null,
  line_id uuid not null,
  level int not null check (level in (1, 2)),
  distributor_id uuid not null references distribution.distributor (id),
  buyer_id uuid not null,
  product_id uuid not null,
  title text not null,
  quantity int not null check (quantity >= 1),
  -- Paid for these goods: after discounts, points and red packets, without freight.
  base_fen bigint not null check (base_fen >= 1),
  -- Of it, what has not gone back.
  left_fen bigint not null,
  rate_bps int not null check (rate_bps between 1 and 5000),
  amount_fen bigint not null check (amount_fen >= 1),
  clawed_fen bigint not null default 0,
  state text not null check (state in ('pending', 'settled', 'void')),
  paid_at timestamptz not null,
  -- When to look whether the refund window is over; null: the goods have not arrived.
  check_at timestamptz,
  settled_at timestamptz,
  constraint commission_once unique (line_id, level),
  constraint commission_is_its_rate check (amount_fen = base_fen * rate_bps / 10000),
  constraint clawed_in_proportion check (left_fen between 0 and base_fen and amount_fen - clawed_fen = left_fen * rate_bps / 10000),
  constraint void_has_nothing check (state <> 'void' or clawed_fen = amount_fen),
  constraint settled_says_when check ((state = 'settled') = (settled_at is not null))
);
create index commission_order on distribution.commission (order_id);
create index commission_distributor on distribution.commission (distributor_id, paid_at desc, id desc);
create index commission_shop on distribution.commission (shop_id, paid_at desc, id desc);
create index commission_due on distribution.commission (check_at) where state = 'pending';

-- Commission on its way into the wallet: booked here first, then credited there by key.
create table distribution.withdrawal (
  id uuid primary key,
  shop_id uuid not null,
  distributor_id uuid not null references distribution.distributor (id),
  shopper_id uuid not null,
  request_id text not null,
  amount_fen bigint not null check (amount_fen >= 1),
  state text not null check (state in ('asked', 'done')),
  asked_at timestamptz not null,
  done_at timestamptz,
  unique (distributor_id, request_id),
  constraint done_says_when check ((state = 'done') = (done_at is not null))
);
create index withdrawal_distributor on distribution.withdrawal (distributor_id, asked_at desc);
