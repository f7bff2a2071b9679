-- Points of shoppers: accounts points and held.
select kernel.create_ledger('points');

-- How points are earned and spent, for the whole mall: one row at most, without it the defaults of the contract hold.
create table points.rule (
  single boolean primary key default true check (single),
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- What was earned for one thing, and what of it was taken back.
create index transaction_reference on points.transaction (reference) where kind in ('earn', 'take_back');
