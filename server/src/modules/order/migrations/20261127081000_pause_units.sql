-- Which pieces that have not left somebody wants money back for: they are not sent without saying so.
alter table "order".pause add column units jsonb not null default '[]';
