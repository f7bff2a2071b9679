-- An invoice that was asked for at the checkout: the title as it was, before there is an order.
create table invoice.wish (
  id uuid primary key,
  shopper_id uuid not null,
  request_id text not null,
  kind text not null check (kind in ('general', 'special')),
  title jsonb not null,
  email text not null,
  at timestamptz not null,
  constraint wish_request unique (shopper_id, request_id)
);
create index wish_at on invoice.wish (at);

-- The orders it is for: each is asked for once, when it is paid or received, as its shop says.
create table invoice.order_wish (
  order_id uuid primary key,
  wish_id uuid not null references invoice.wish (id),
  state text not null default 'waiting' check (state in ('waiting', 'asked', 'refused')),
  reason text not null default '',
  at timestamptz not null
);
create index order_wish_wish on invoice.order_wish (wish_id);
