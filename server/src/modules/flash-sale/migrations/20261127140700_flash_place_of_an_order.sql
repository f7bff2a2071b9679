-- A place is taken before its order is written. Whether the order was seen since: one that never comes, because the process died, loses its place.
alter table flash_sale.place add column order_seen boolean not null default false;
create index place_unseen on flash_sale.place (created_at) where state = 'held' and not order_seen;
