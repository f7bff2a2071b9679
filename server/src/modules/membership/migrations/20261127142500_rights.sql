-- Rules of the price engine that were written for rights of tiers.
create table membership.tier_rule (
  shop_id uuid not null,
  kind text not null check (kind in ('discount', 'free_shipping')),
  level int not null check (level between 1 and 99),
  primary key (shop_id, kind, level)
);
