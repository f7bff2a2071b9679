-- A video and a 3D model beside the pictures: addresses in the media library, with what media knows of them.
alter table catalog.product add column video jsonb, add column model jsonb;
