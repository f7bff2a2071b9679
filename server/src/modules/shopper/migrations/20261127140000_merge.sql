-- Accounts that turned out to be of one person. The row of the one that went stays, and says where everything is now.
alter table shopper.shopper add column merged_into uuid references shopper.shopper (id);
alter table shopper.shopper add constraint shopper_not_into_itself check (merged_into <> id);
create index shopper_merged on shopper.shopper (merged_into) where merged_into is not null;

create table shopper.merge (
  id uuid primary key,
  -- An account goes once, and for ever.
  from_id uuid not null unique references shopper.shopper (id),
  into_id uuid not null references shopper.shopper (id),
  -- What showed that it is one person.
  reason text not null check (reason in ('phone', 'union_id')),
  at timestamptz not null,
  -- How often every module was asked, and when it is asked again: what was on its way then comes late.
  round int not null default 0 check (round >= 0),
  next_at timestamptz,
  claimed_until timestamptz,
  moved_at timestamptz,
  check (from_id <> into_id)
);
create index merge_into on shopper.merge (into_id);
create index merge_due on shopper.merge (next_at) where next_at is not null;

-- What each module said it did, for whoever asks later.
create table shopper.merge_step (
  merge_id uuid not null references shopper.merge (id),
  module text not null,
  items jsonb not null default '[]',
  failure text not null default '',
  at timestamptz not null,
  primary key (merge_id, module)
);

-- With which of several identities of one platform somebody came last: that one pays.
alter table shopper.identity add column used_at timestamptz not null default now();
create index paid_order_shopper on shopper.paid_order (shopper_id);
