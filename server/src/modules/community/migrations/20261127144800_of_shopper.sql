-- All that is a shopper's is found when accounts become one.
create index used_shopper on community.used (shopper_id);
