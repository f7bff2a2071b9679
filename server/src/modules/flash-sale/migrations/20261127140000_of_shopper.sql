-- All that is a shopper's is found when accounts become one.
create index place_shopper on flash_sale.place (shopper_id);
create index person_shopper on flash_sale.person (shopper_id);
