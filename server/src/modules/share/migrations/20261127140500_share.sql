create schema if not exists share;

-- A short id in links, scenes and posters: who passed on what. `parent_id`: the share by which they had come to it.
create table share.link (
  id uuid primary key,
  code text not null unique check (code ~ '^[0-9A-Za-z]{8}$'),
  sharer_id uuid not null,
  -- home, invite, product, shop, or the play whose campaign it is
  kind text not null,
  target_id uuid,
  join_id uuid,
  title text not null,
  parent_id uuid references share.link (id),
  depth int not null default 0 check (depth >= 0),
  -- Different visitors, the sharer not among them.
  visits int not null default 0 check (visits >= 0),
  created_at timestamptz not null,
  constraint link_once unique nulls not distinct (sharer_id, kind, target_id, join_id)
);
-- Codes that devices made up for it before they could know the first one.
create table share.alias (
  code text primary key check (code ~ '^[0-9A-Za-z]{8}$'),
  link_id uuid not null references share.link (id)
);
create index alias_link on share.alias (link_id);
create index link_sharer on share.link (sharer_id, created_at desc, id desc);
create index link_target on share.link (kind, target_id);

-- Who opened it: the visitor is a keyed hash of what their device made up. Forgotten with the window of attribution.
create table share.visit (
  link_id uuid not null references share.link (id),
  visitor bytea not null,
  first_at timestamptz not null,
  at timestamptz not null,
  primary key (link_id, visitor)
);
create index visit_visitor on share.visit (visitor, at desc);

-- Who saw the pages of a campaign, with or without a share.
create table share.reach (
  kind text not null,
  campaign_id uuid not null,
  visitor bytea not null,
  at timestamptz not null,
  primary key (kind, campaign_id, visitor)
);

-- A signed-in shopper came by a share: the last one of them within the window counts.
create table share.touch (
  shopper_id uuid not null,
  link_id uuid not null references share.link (id),
  first_at timestamptz not null,
  at timestamptz not null,
  -- They signed up after they had opened it.
  joined boolean not null,
  primary key (shopper_id, link_id)
);
create index touch_last on share.touch (shopper_id, at desc);
create index touch_link on share.touch (link_id);

-- Which accounts came from which device and address (both as keyed hashes), to see farms. Forgotten after 30 days.
create table share.device (
  shopper_id uuid not null,
  visitor bytea not null,
  address bytea not null,
  at timestamptz not null,
  primary key (shopper_id, visitor, address)
);
create index device_visitor on share.device (visitor);
create index device_address on share.device (address, at);
create index device_old on share.device (at);
