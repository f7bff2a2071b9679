-- All that is a shopper's is found when accounts become one.
create index intent_shopper on payment.intent (shopper_id);
