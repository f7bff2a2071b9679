-- Of two links of one person to the same thing the second goes on, and only the first is passed on anew.
alter table share.link add column old boolean not null default false;
alter table share.link drop constraint link_once;
create unique index link_once on share.link (sharer_id, kind, target_id, join_id) nulls not distinct where not old;
