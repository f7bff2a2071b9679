-- Which aggregator a shop asks first, and where its parcels are sent from.
create table shipping.sending (
  shop_id uuid primary key,
  tracker text not null default 'kuaidi100' check (tracker in ('kuaidi100', 'kdniao')),
  sender jsonb not null default '{}'
);
-- Who follows a parcel; empty: nobody yet.
alter table shipping.parcel add column aggregator text not null default '';
update shipping.parcel set aggregator = 'kuaidi100' where tracking = 'following';

-- The merchant's account at a carrier. The password leaves only to the carrier.
create table shipping.waybill_account (
  shop_id uuid not null,
  carrier_code text not null,
  customer text not null,
  password text not null default '',
  month text not null default '',
  site text not null default '',
  payer text not null check (payer in ('sender', 'receiver', 'monthly')),
  primary key (shop_id, carrier_code)
);

-- A waybill is wanted before it is asked for, and its code is the same on each try.
create table shipping.waybill (
  id uuid primary key,
  code text not null unique,
  key text not null unique,
  body_hash text not null,
  shop_id uuid not null,
  order_id uuid not null,
  order_number text not null,
  carrier_code text not null,
  carrier_name text not null,
  aggregator_code text not null,
  state text not null check (state in ('wanted', 'made', 'refused', 'cancelling', 'cancelled')),
  lines jsonb not null,
  -- sender, receiver, goods, weightGrams, remark
  wish jsonb not null,
  number text not null default '',
  destination text not null default '',
  note text not null default '',
  tries int not null default 0,
  try_at timestamptz,
  staff_name text not null,
  at timestamptz not null,
  constraint waybill_has_number check (state not in ('made', 'cancelling') or number <> ''),
  constraint waybill_is_due check ((state in ('wanted', 'cancelling')) = (try_at is not null))
);
create index waybill_shop on shipping.waybill (shop_id, at desc, id desc);
create index waybill_order on shipping.waybill (order_id);
create index waybill_due on shipping.waybill (try_at) where try_at is not null;
