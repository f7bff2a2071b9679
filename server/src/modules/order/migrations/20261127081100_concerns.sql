-- What an order has beside its goods (coupons, points, a limit per person, a gift, a time slot): only they have something to do when
-- it is paid. Null: it was placed before this was kept, and everybody looks.
alter table "order"."order" add column concerns text[];
