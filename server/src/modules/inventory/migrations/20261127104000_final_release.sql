-- A hold that lapsed may be taken again by whoever pays late; one that was released by its owner may not: final.
alter table inventory.hold add column final boolean not null default false;
alter table inventory.hold add constraint hold_final_is_released check (not final or state = 'released');
