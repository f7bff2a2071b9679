-- Whether a released hold only ran out of time. One that lapsed may be taken again by a payment that comes late; one that was given back
-- must not be, in whatever order the news of payment and refund arrive.
alter table promotion.hold add column lapsed boolean not null default false;
alter table promotion.hold add constraint hold_lapsed_is_released check (not lapsed or state = 'released');
