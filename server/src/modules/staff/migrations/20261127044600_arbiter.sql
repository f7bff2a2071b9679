-- The platform's own role: decides disputes of all shops.
alter table staff.membership drop constraint membership_role_check;
alter table staff.membership add constraint membership_role_check check (role in ('owner', 'operator', 'warehouse', 'support', 'finance', 'arbiter'));
