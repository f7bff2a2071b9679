-- How each account at a provider fares, as any process saw it last.
create table payment.channel_health (
  key text primary key,
  failures int not null default 0 check (failures >= 0),
  -- Until then nobody starts anything there.
  open_until timestamptz,
  last_ok_at timestamptz,
  last_failure_at timestamptz,
  last_failure text not null default ''
);

-- An attempt whose channel does not answer may be left behind, so that the subject can be paid elsewhere. It is asked about until it is known:
-- money that comes after all counts if nothing else has paid, else it goes back.
alter table payment.attempt drop constraint attempt_state_check;
alter table payment.attempt add constraint attempt_state_check
  check (state in ('starting', 'open', 'paid', 'failed', 'closed', 'unknown', 'left'));
alter table payment.attempt add constraint attempt_left_is_asked check (state <> 'left' or ask_at is not null);
create index attempt_account on payment.attempt (channel, merchant_id, app_id, created_at);
