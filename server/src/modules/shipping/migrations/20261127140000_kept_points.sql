-- A point that only one marketing play hands out at (a leader of a community group buy); null: any order can be fetched there.
alter table shipping.point add column kept_for text;
