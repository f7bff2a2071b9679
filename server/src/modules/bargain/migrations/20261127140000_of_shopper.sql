-- All that is a shopper's is found when accounts become one.
create index place_shopper on bargain.place (shopper_id);
create index used_shopper on bargain.used (shopper_id);
