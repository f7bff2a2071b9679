-- All that is a shopper's is found when accounts become one.
create index review_shopper on review.review (shopper_id);
