-- A courier who is to fetch parcels. Wanted before the carrier is asked, under a code that stays the same on each try.
create table shipping.courier_pickup (
  id uuid primary key,
  code text not null unique,
  key text not null unique,
  body_hash text not null,
  shop_id uuid not null,
  carrier_code text not null,
  carrier_name text not null,
  aggregator_code text not null,
  state text not null check (state in ('wanted', 'booked', 'collected', 'missed', 'refused', 'cancelling', 'cancelled')),
  -- sender, receiver, goods, weightGrams, remark
  wish jsonb not null,
  -- [{id, number}]
  orders jsonb not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  booking text not null default '',
  courier text not null default '',
  note text not null default '',
  tries int not null default 0,
  try_at timestamptz,
  staff_name text not null,
  at timestamptz not null,
  collected_at timestamptz,
  constraint courier_pickup_window check (to_at > from_at),
  constraint courier_pickup_booked check (state not in ('booked', 'collected') or booking <> ''),
  constraint courier_pickup_is_due check ((state in ('wanted', 'booked', 'cancelling')) = (try_at is not null)),
  constraint courier_pickup_collected check ((state = 'collected') = (collected_at is not null))
);
create index courier_pickup_shop on shipping.courier_pickup (shop_id, at desc, id desc);
create index courier_pickup_due on shipping.courier_pickup (try_at) where try_at is not null;
