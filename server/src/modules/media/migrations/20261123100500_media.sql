create schema if not exists media;

-- One row per owner and picture. The files lie under a key made of the content's hash, so owners share them.
create table media.picture (
  id uuid primary key,
  shop_id uuid,
  shopper_id uuid,
  -- As the owner called the file; what a spreadsheet may name a picture by.
  name text not null,
  hash text not null check (hash <> ''),
  url text not null check (url like '/media/%'),
  width int not null check (width > 0),
  height int not null check (height > 0),
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  bytes int not null check (bytes >= 0),
  -- Taken out of the library. The row and the files stay: products, reviews and old orders may show the picture.
  removed_at timestamptz,
  created_at timestamptz not null,
  check (shop_id is null or shopper_id is null),
  unique nulls not distinct (shop_id, shopper_id, hash)
);
create index picture_library on media.picture (shop_id, created_at desc, id desc) where removed_at is null;
create index picture_named on media.picture (shop_id, name) where removed_at is null;
create index picture_url on media.picture (url);
create index picture_hash on media.picture (hash);
