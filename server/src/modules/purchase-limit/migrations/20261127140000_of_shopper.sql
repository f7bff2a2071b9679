-- All that is a shopper's is found when accounts become one.
create index claim_shopper on purchase_limit.claim (shopper_id);
