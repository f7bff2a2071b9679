-- What a provider says happened on one of our accounts on a day. Written before it is fetched.
create table payment.bill (
  account text not null,
  day date not null,
  state text not null default 'asked' check (state in ('asked', 'waiting', 'failed', 'matched', 'empty')),
  note text not null default '',
  tries int not null default 0,
  -- What moved on the account itself, where the provider tells it apart.
  funds_in_fen bigint,
  funds_out_fen bigint,
  asked_at timestamptz not null,
  matched_at timestamptz,
  primary key (account, day)
);

create table payment.bill_line (
  account text not null,
  day date not null,
  -- Its place in the bill.
  line int not null,
  kind text not null check (kind in ('payment', 'refund')),
  number text not null,
  attempt_number text not null,
  channel_number text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  fee_fen bigint not null,
  state text not null check (state in ('done', 'processing', 'failed')),
  at timestamptz not null,
  primary key (account, day, line),
  foreign key (account, day) references payment.bill (account, day)
);
create index bill_line_number on payment.bill_line (account, kind, number);

-- Where bill and books do not agree. Found again on every matching; one that is no longer there is gone, unless a person has closed it.
create table payment.bill_difference (
  id uuid primary key,
  account text not null,
  day date not null,
  kind text not null check (kind in ('missing_here', 'missing_there', 'amount_differs', 'state_differs', 'funds_differ')),
  side text not null check (side in ('payment', 'refund')),
  number text not null,
  channel_number text not null default '',
  ours_fen bigint,
  theirs_fen bigint,
  -- Whose payment it is; null: none of ours.
  subject uuid,
  state text not null default 'open' check (state in ('open', 'booked', 'explained', 'gone')),
  reason text not null default '',
  staff_id uuid,
  staff_name text not null default '',
  found_at timestamptz not null,
  closed_at timestamptz,
  unique (account, day, kind, side, number),
  foreign key (account, day) references payment.bill (account, day),
  constraint bill_difference_closed check ((state = 'open') = (closed_at is null)),
  constraint bill_difference_has_reason check (state not in ('booked', 'explained') or (staff_id is not null and reason <> ''))
);
create index bill_difference_open on payment.bill_difference (day desc, id) where state = 'open';
create index attempt_paid_at on payment.attempt (paid_at) where paid_at is not null;
create index refund_done_at on payment.refund (done_at) where done_at is not null;
