create schema if not exists shop;

create table shop.shop (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  industry text not null,
  logo jsonb,
  notice text not null default '',
  phone text not null default '',
  licence text not null default '',
  icp text not null default '',
  open boolean not null default true,
  created_at timestamptz not null default now()
);

-- The home page: one row.
create table shop.home (
  one boolean primary key default true check (one),
  blocks jsonb not null
);
