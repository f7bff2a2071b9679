-- All that is a shopper's is found when accounts become one.
create index picture_shopper on media.picture (shopper_id) where shopper_id is not null;
