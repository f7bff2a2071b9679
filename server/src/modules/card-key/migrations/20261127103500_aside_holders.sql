-- Who set vouchers aside under a key: they are free again when the last of those who tried gave up.
create table card_key.aside (
  key text not null,
  holder text not null,
  at timestamptz not null,
  primary key (key, holder)
);
