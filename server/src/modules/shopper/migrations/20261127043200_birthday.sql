-- The day a shopper was born, when they told it.
alter table shopper.shopper add column birthday date;
create index shopper_birthday on shopper.shopper (extract(month from birthday), extract(day from birthday)) where birthday is not null;
