create schema if not exists settings;

-- What a shop has set; what is missing has its default.
create table settings.shop (
  shop_id uuid primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
