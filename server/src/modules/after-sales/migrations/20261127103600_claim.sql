-- A request that is being written: noted before its pieces are kept back at the order, so that what a crash leaves is let go.
create table after_sales.claim (
  id uuid primary key,
  order_id uuid not null,
  state text not null default 'open' check (state in ('open', 'void')),
  at timestamptz not null
);
create index claim_at on after_sales.claim (at);
