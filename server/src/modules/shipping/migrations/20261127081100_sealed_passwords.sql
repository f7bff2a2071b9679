-- Passwords of accounts at carriers stand here only encrypted; `password_key` names the key. What was plain is sealed when the server starts.
alter table shipping.waybill_account
  add column password_sealed bytea,
  add column password_key text not null default '';
