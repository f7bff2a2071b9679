-- All that is a shopper's is found when accounts become one.
create index delivery_shopper on shipping.delivery (shopper_id);
