-- All that is a shopper's is found when accounts become one.
create index top_up_shopper on funds.top_up (shopper_id);
