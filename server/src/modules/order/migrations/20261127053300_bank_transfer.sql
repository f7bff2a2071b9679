-- A checkout that is paid by a bank transfer, with proof by the shopper and approval by finance.
create table "order".bank_transfer (
  id uuid primary key,
  checkout_id uuid not null unique references "order".checkout (id),
  shopper_id uuid not null,
  -- What the shopper writes on the transfer, so that it is found on the statement.
  reference text not null unique,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('open', 'submitted', 'approved', 'rejected')),
  pictures jsonb not null default '[]',
  payer_name text not null default '',
  note text not null default '',
  reviewer text not null default '',
  created_at timestamptz not null,
  submitted_at timestamptz,
  reviewed_at timestamptz,
  constraint bank_transfer_reviewed check (state not in ('approved', 'rejected') or reviewed_at is not null)
);
create index bank_transfer_state on "order".bank_transfer (state, created_at desc, id desc);
