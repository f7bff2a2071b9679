-- When a point can be visited, and whether it takes orders now.
alter table shipping.point add column paused boolean not null default false;
-- [{from, to}] of each day; none: around the clock.
alter table shipping.point add column hours jsonb not null default '[]';
-- Days of the week on which it is closed, 0 is Sunday.
alter table shipping.point add column closed_days jsonb not null default '[]';

-- Where it is brought to, as the server measured it when it was placed, and what it cost.
alter table shipping.delivery add column lng double precision;
alter table shipping.delivery add column lat double precision;
alter table shipping.delivery add column meters int check (meters >= 0);
alter table shipping.delivery add column fee_fen int not null default 0 check (fee_fen >= 0);
alter table shipping.delivery add column attempts int not null default 0;
alter table shipping.delivery add column reminded_at timestamptz;
alter table shipping.delivery add column overdue_at timestamptz;
create index delivery_uncollected on shipping.delivery (day) where kind = 'pickup' and state in ('kept', 'ready') and overdue_at is null;

-- What was done with it, by whom. Only added to.
create table shipping.delivery_step (
  id uuid primary key,
  order_id uuid not null references shipping.delivery (order_id),
  what text not null check (what in ('ready', 'taken', 'left', 'failed', 'done', 'reminded', 'overdue')),
  at timestamptz not null,
  by_name text not null default '',
  note text not null default ''
);
create index delivery_step_order on shipping.delivery_step (order_id, at);

-- For how many days after its time an order that nobody fetches is kept; 0: as long as it takes.
create table shipping.pickup_rule (
  shop_id uuid primary key,
  keep_days int not null check (keep_days between 0 and 60)
);
