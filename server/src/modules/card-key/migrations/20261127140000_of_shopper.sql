-- All that is a shopper's is found when accounts become one.
create index secret_shopper on card_key.secret (shopper_id) where shopper_id is not null;
