-- Who holds the paid card of a shop until when, and what tier that is worth. Its truth lies in member_card; this is what prices ask.
create table shopper.card (
  shop_id uuid not null,
  shopper_id uuid not null references shopper.shopper (id),
  level int not null check (level between 1 and 99),
  until timestamptz not null,
  at timestamptz not null,
  primary key (shop_id, shopper_id)
);
create index card_shopper on shopper.card (shopper_id);
