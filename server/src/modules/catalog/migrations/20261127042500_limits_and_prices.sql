-- How many pieces may be bought at once and by one person. Counting what a person bought is the work of purchase-limit.
alter table catalog.product
  add column min_quantity int not null default 1 check (min_quantity between 1 and 9999),
  add column quantity_step int not null default 1 check (quantity_step between 1 and 9999),
  add column max_per_order int check (max_per_order between 1 and 9999),
  add column max_per_person int check (max_per_person between 1 and 9999),
  add column person_period text not null default 'ever' check (person_period in ('ever', 'day', 'week', 'month')),
  add constraint limits_fit check (
    min_quantity % quantity_step = 0 and coalesce(max_per_order, 9999) >= min_quantity and coalesce(max_per_person, 9999) >= min_quantity
  );
-- Prices of members, of a span of time and of a channel, beside the list price and the tiers by quantity.
alter table catalog.sku add column specials jsonb not null default '[]';
