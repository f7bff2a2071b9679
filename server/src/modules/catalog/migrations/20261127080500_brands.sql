-- Brands of the whole mall. A product refers to one; what its brand was called in text becomes a brand.
create table catalog.brand (
  id uuid primary key,
  name text not null check (name <> '' and name = btrim(name)),
  name_en text not null default '',
  logo jsonb,
  -- Null: the first letter of the name, or of its pinyin.
  initial text check (initial ~ '^[A-Z#]$'),
  story text not null default '',
  sort int not null default 0 check (sort >= 0),
  visible boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index brand_name on catalog.brand (lower(name));

insert into catalog.brand (id, name)
select gen_random_uuid(), name from (
  select distinct on (lower(btrim(brand))) btrim(brand) as name from catalog.product where btrim(brand) <> '' order by lower(btrim(brand)), created_at
) named;

-- The text stays until the release before this one is gone; nothing reads it any more.
alter table catalog.product add column brand_id uuid references catalog.brand (id) on delete restrict;
update catalog.product p set brand_id = b.id from catalog.brand b where lower(b.name) = lower(btrim(p.brand));
create index product_of_brand on catalog.product (brand_id, id) where brand_id is not null;
