-- Lines that are put aside: they stay in the cart, cost nothing and are not ordered.
alter table cart.line add column later boolean not null default false;
