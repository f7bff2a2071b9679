-- Videos (MP4) and 3D models (GLB) of a shop's library. What a file is, is read from its content.
create table media.asset (
  id uuid primary key,
  shop_id uuid not null,
  kind text not null check (kind in ('video', 'model')),
  name text not null,
  hash text not null check (hash <> ''),
  url text not null check (url ~ '^/media/(videos|models)/[a-z0-9/]+\.(mp4|glb)$'),
  bytes int not null check (bytes > 0),
  -- Of a video.
  width int check (width > 0),
  height int check (height > 0),
  seconds int check (seconds >= 0),
  -- Taken out of the library; the file stays for what shows it.
  removed_at timestamptz,
  created_at timestamptz not null,
  unique (shop_id, hash),
  check ((kind = 'video') = (width is not null and height is not null and seconds is not null))
);
create index asset_library on media.asset (shop_id, kind, created_at desc, id desc) where removed_at is null;
create index asset_url on media.asset (url);
