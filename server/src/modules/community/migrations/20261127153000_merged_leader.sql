-- Of two points of one person the second looks after what was ordered there, and takes no new orders.
alter table community.leader add column merged_id uuid references community.leader (id);
alter table community.leader drop constraint one_leader_per_person_and_shop;
create unique index one_leader_per_person_and_shop on community.leader (shop_id, shopper_id) where merged_id is null;
