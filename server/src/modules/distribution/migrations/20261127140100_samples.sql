-- Samples for distributors: so many pieces at a price of their own, with a task and a reward.
create table distribution.sample (
  id uuid primary key,
  shop_id uuid not null,
  title text not null,
  sku_id uuid not null,
  product_id uuid not null,
  price_fen bigint not null check (price_fen >= 1),
  free_freight boolean not null,
  pieces int not null check (pieces between 1 and 100000),
  -- Pieces of requests that are approved or further.
  taken int not null default 0,
  -- `publish`: a link to what was published; `sell`: so many pieces sold.
  task text not null check (task in ('publish', 'sell')),
  brief text not null default '',
  target int not null check (target between 1 and 10000),
  -- So long after the sample is paid the task can be done.
  days int not null check (days between 1 and 180),
  reward_fen bigint not null check (reward_fen between 0 and 10000000),
  ends_at timestamptz not null,
  created_at timestamptz not null,
  constraint never_more_samples_than_pieces check (taken between 0 and pieces)
);
create index sample_shop on distribution.sample (shop_id, created_at desc, id desc);

create table distribution.sample_request (
  id uuid primary key,
  sample_id uuid not null references distribution.sample (id),
  shop_id uuid not null,
  distributor_id uuid not null references distribution.distributor (id),
  shopper_id uuid not null,
  state text not null check (state in ('asked', 'approved', 'ordered', 'bought', 'proved', 'rewarded', 'rejected', 'failed')),
  note text not null default '',
  -- The order it was bought with, or was to be.
  order_id uuid unique,
  held_until timestamptz,
  due_at timestamptz,
  proof text not null default '',
  reason text not null default '',
  reviewer text not null default '',
  -- What is promised; paid when staff confirm.
  reward_fen bigint not null,
  asked_at timestamptz not null,
  bought_at timestamptz,
  ended_at timestamptz,
  unique (sample_id, distributor_id),
  constraint ended_says_when check ((state in ('rewarded', 'rejected', 'failed')) = (ended_at is not null)),
  constraint held_has_an_end check ((state = 'ordered') = (held_until is not null))
);
create index sample_request_board on distribution.sample_request (sample_id, asked_at desc, id desc);
create index sample_request_shopper on distribution.sample_request (shopper_id);
create index sample_request_held on distribution.sample_request (held_until) where state = 'ordered';
