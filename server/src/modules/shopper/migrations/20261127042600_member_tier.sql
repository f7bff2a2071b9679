-- The member tier of a shopper in a shop; 0 is everybody. Set by staff, later computed.
alter table shopper.acquaintance add column tier int not null default 0 check (tier between 0 and 99);
-- Who changed a tier, and why. Append-only.
create table shopper.tier_change (
  id uuid primary key,
  shop_id uuid not null,
  shopper_id uuid not null references shopper.shopper (id),
  tier_before int not null,
  tier int not null check (tier between 0 and 99),
  reason text not null check (reason <> ''),
  staff_name text not null,
  at timestamptz not null
);
create index tier_change_shopper on shopper.tier_change (shopper_id, shop_id, at desc);
