-- Who hands out what is fetched, and who brings it.
alter table staff.membership drop constraint membership_role_check;
alter table staff.membership add constraint membership_role_check
  check (role in ('owner', 'operator', 'warehouse', 'clerk', 'courier', 'support', 'finance', 'arbiter'));
