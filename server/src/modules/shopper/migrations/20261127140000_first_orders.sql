-- Which of a shopper's paid orders was the first in a shop.
create index if not exists paid_order_first on shopper.paid_order (shop_id, shopper_id, at, order_id);
