-- Accounts that became one: whose growth counts with whose, and who somebody was when something was booked under their name.
create table membership.merged (
  from_id uuid primary key,
  into_id uuid not null,
  check (from_id <> into_id)
);
create index merged_into on membership.merged (into_id);
alter table membership.check_in add column was uuid;
alter table membership.task_claim add column was uuid;
alter table membership.birthday_gift add column was uuid;
create index grown_order_shopper on membership.grown_order (shopper_id);
create index tag_shopper on membership.tag (shopper_id);
