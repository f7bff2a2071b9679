-- All that is a shopper's is found when accounts become one.
create index person_shopper on group_buy.person (shopper_id);
