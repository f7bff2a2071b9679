-- The channel's last word on it: the account of the payer cannot take the money.
alter table payment.refund add column abnormal_at timestamptz;

-- A refund that is sent elsewhere by a person: to a card of the payer, or back to the merchant, who then owes the payer.
create table payment.refund_redirect (
  -- Given by whoever asks: the same again is the same.
  id uuid primary key,
  refund_id uuid not null references payment.refund (id),
  target text not null check (target in ('card', 'merchant')),
  bank text not null default '',
  card_tail text not null default '',
  reason text not null default '',
  -- Card and holder, sealed for the channel alone; kept only until it has ended.
  sealed jsonb,
  state text not null default 'asked' check (state in ('asked', 'sent', 'accepted', 'done', 'failed')),
  note text not null default '',
  staff_id uuid not null,
  staff_name text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint refund_redirect_ended check ((state in ('done', 'failed')) = (ended_at is not null)),
  constraint refund_redirect_seal_gone check (ended_at is null or sealed is null),
  constraint refund_redirect_card check ((target = 'card') = (bank <> '' and card_tail <> ''))
);
create unique index refund_redirect_one_live on payment.refund_redirect (refund_id) where ended_at is null;
create index refund_redirect_refund on payment.refund_redirect (refund_id, created_at);
create index refund_abnormal on payment.refund (abnormal_at) where done_at is null and abnormal_at is not null;
