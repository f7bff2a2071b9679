-- What a shopper is asked when buying a product, as the shop wrote it: [{id, label, kind, required, …}].
create table "order".question (
  product_id uuid primary key,
  shop_id uuid not null,
  questions jsonb not null,
  updated_at timestamptz not null
);
create index question_shop on "order".question (shop_id, updated_at desc);
-- What was answered, as it was asked: [{label, value}].
alter table "order".line add column answers jsonb not null default '[]';

-- An order that is paid by one and sent to another, who says where to by a link.
create table "order".gift (
  order_id uuid primary key references "order"."order" (id),
  token text not null unique,
  message text not null,
  state text not null check (state in ('waiting', 'claimed', 'expired')),
  -- Set when the order is paid.
  claim_before timestamptz,
  claimed_by uuid,
  claimed_at timestamptz,
  constraint gift_claimed check ((state = 'claimed') = (claimed_by is not null and claimed_at is not null))
);
create index gift_due on "order".gift (claim_before) where state = 'waiting';
create index gift_expired on "order".gift (order_id) where state = 'expired';
