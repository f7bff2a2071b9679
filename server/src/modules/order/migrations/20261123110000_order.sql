create schema if not exists "order";

-- What is paid in one payment: one order per shop.
create table "order".checkout (
  id uuid primary key,
  shopper_id uuid not null,
  state text not null check (state in ('unpaid', 'paid', 'closed')),
  payable_fen bigint not null check (payable_fen >= 0),
  pay_before timestamptz not null,
  -- When the closing of an overdue checkout is tried next.
  close_try_at timestamptz not null,
  placed_at timestamptz not null,
  paid_at timestamptz
);
create index checkout_due on "order".checkout (close_try_at) where state = 'unpaid';
create index checkout_shopper on "order".checkout (shopper_id, placed_at desc);

-- A client's wish to place, by its own key: claimed first, so that a double tap finds the first one at work.
create table "order".placement (
  shopper_id uuid not null,
  request_id text not null,
  body_hash text not null,
  claim uuid not null,
  claimed_at timestamptz not null,
  checkout_id uuid,
  primary key (shopper_id, request_id)
);
create index placement_age on "order".placement (claimed_at);

create table "order"."order" (
  id uuid primary key,
  number text not null unique,
  checkout_id uuid not null references "order".checkout (id),
  shop_id uuid not null,
  shop_name text not null,
  shopper_id uuid not null,
  state text not null check (state in ('pending_payment', 'paid', 'partly_shipped', 'shipped', 'received', 'completed', 'closed', 'refunding', 'refunded')),
  -- Counts up with everything a watcher should see.
  revision bigint not null default 1,
  address jsonb not null,
  -- Number, receiver, phone and titles, for the merchant's search.
  search_text text not null,
  note text not null default '',
  goods_fen bigint not null check (goods_fen >= 0),
  goods_discount_fen bigint not null check (goods_discount_fen >= 0 and goods_discount_fen <= goods_fen),
  freight_fen bigint not null check (freight_fen >= 0),
  freight_discount_fen bigint not null check (freight_discount_fen >= 0 and freight_discount_fen <= freight_fen),
  payable_fen bigint not null,
  refunded_fen bigint not null default 0 check (refunded_fen >= 0 and refunded_fen <= payable_fen),
  coupon_ids uuid[] not null default '{}',
  placed_at timestamptz not null,
  pay_before timestamptz,
  paid_at timestamptz,
  shipped_at timestamptz,
  received_at timestamptz,
  auto_receive_at timestamptz,
  ended_at timestamptz,
  reminded_at timestamptz,
  constraint order_payable check (payable_fen = goods_fen - goods_discount_fen + freight_fen - freight_discount_fen),
  constraint order_paid_at check (state in ('pending_payment', 'closed') or paid_at is not null)
);
create index order_shopper on "order"."order" (shopper_id, placed_at desc, id desc);
create index order_shop on "order"."order" (shop_id, state, placed_at desc);
create index order_shop_placed on "order"."order" (shop_id, placed_at desc, id desc);
create index order_shop_paid on "order"."order" (shop_id, paid_at) where paid_at is not null;
create index order_checkout on "order"."order" (checkout_id);
create index order_auto_receive on "order"."order" (auto_receive_at) where state = 'shipped';
create index order_complete on "order"."order" (received_at) where state = 'received';

create table "order".line (
  id uuid primary key,
  order_id uuid not null references "order"."order" (id),
  shop_id uuid not null,
  position int not null,
  sku_id uuid not null,
  product_id uuid not null,
  -- What was bought, as it was.
  title text not null,
  options jsonb not null,
  picture jsonb not null,
  promises jsonb not null,
  quantity bigint not null check (quantity > 0),
  unit_price_fen bigint not null check (unit_price_fen >= 0),
  discount_fen bigint not null check (discount_fen >= 0),
  payable_fen bigint not null check (payable_fen >= 0),
  -- [{title, amountFen}]
  discounts jsonb not null,
  shipped bigint not null default 0 check (shipped >= 0 and shipped <= quantity),
  reviewed boolean not null default false,
  constraint line_payable check (payable_fen = unit_price_fen * quantity - discount_fen)
);
create index line_order on "order".line (order_id, position);
create index line_product on "order".line (shop_id, product_id);

-- Every move, written in the transaction that made it.
create table "order".step (
  id uuid primary key,
  order_id uuid not null references "order"."order" (id),
  from_state text,
  to_state text not null,
  at timestamptz not null,
  actor text not null check (actor in ('shopper', 'staff', 'system')),
  actor_name text not null,
  reason text not null
);
create index step_order on "order".step (order_id, at, id);

create table "order".remark (
  id uuid primary key,
  order_id uuid not null references "order"."order" (id),
  staff_name text not null,
  text text not null,
  at timestamptz not null
);
create index remark_order on "order".remark (order_id, at);

-- A parcel that staff decided on, by their request's key.
create table "order".shipment (
  key text primary key,
  order_id uuid not null references "order"."order" (id),
  body_hash text not null,
  at timestamptz not null
);
create index shipment_order on "order".shipment (order_id);
