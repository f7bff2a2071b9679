-- Where an address lies (GCJ-02), as the shopper pinned it: what is brought costs by distance.
alter table shopper.address add column lng double precision check (lng between -180 and 180);
alter table shopper.address add column lat double precision check (lat between -90 and 90);
alter table shopper.address add constraint address_place_whole check ((lng is null) = (lat is null));
