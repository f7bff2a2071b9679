-- All that is a shopper's is found when accounts become one.
create index person_shopper on presale.person (shopper_id);
create index place_shopper on presale.place (shopper_id);
