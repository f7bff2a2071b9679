-- Facts that have happened, written in the transaction that made them true.
create schema if not exists kernel;

create table kernel.outbox (
  id uuid primary key,
  name text not null,
  aggregate text not null,
  payload jsonb not null,
  at timestamptz not null default now()
);
create index outbox_at on kernel.outbox (at);
create index outbox_aggregate on kernel.outbox (aggregate, id);

-- Who wants to hear of which event. Written by each process at start.
create table kernel.subscription (
  event_name text not null,
  handler text not null,
  primary key (event_name, handler)
);

-- One row for each event and each handler that has not finished with it; done means gone.
create table kernel.delivery (
  id bigint generated always as identity primary key,
  event_id uuid not null,
  handler text not null,
  name text not null,
  aggregate text not null,
  due_at timestamptz not null default now(),
  claimed_until timestamptz,
  attempts int not null default 0 check (attempts >= 0),
  last_error text,
  dead_at timestamptz,
  unique (event_id, handler)
);
create index delivery_due on kernel.delivery (due_at, id) where dead_at is null;
create index delivery_order on kernel.delivery (handler, aggregate, id) where dead_at is null;
create index delivery_dead on kernel.delivery (dead_at) where dead_at is not null;
