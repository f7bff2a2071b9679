-- What is on offer now, as it was told last. Nothing named means all goods of the shop; no shop means every shop.
create table search.offer (
  id uuid primary key,
  shop_id uuid,
  category_ids uuid[] not null,
  product_ids uuid[] not null,
  exclude_category_ids uuid[] not null,
  exclude_product_ids uuid[] not null
);
-- Of which telling it is. Whoever writes documents shares this row's lock, so that none misses a change of offers.
create table search.offers_kept (
  one boolean primary key default true check (one),
  digest text not null
);
insert into search.offers_kept (digest) values ('');

alter table search.document add column on_offer boolean not null default false;
create index document_on_offer on search.document (popularity desc, product_id desc) where on_sale and on_offer;
