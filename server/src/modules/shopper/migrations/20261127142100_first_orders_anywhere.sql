-- Which of a shopper's paid orders was the first anywhere.
create index if not exists paid_order_shopper on shopper.paid_order (shopper_id, at, order_id);
