create schema if not exists shipping;

create table shipping.freight_template (
  id uuid primary key,
  shop_id uuid not null,
  name text not null,
  unit text not null check (unit in ('piece', 'weight', 'volume')),
  rates jsonb not null,
  excluded_codes text[] not null default '{}',
  is_default boolean not null default false,
  updated_at timestamptz not null default now()
);
create index freight_template_shop on shipping.freight_template (shop_id, name);
create unique index freight_template_default on shipping.freight_template (shop_id) where is_default;

-- One parcel of an order. Of the receiver's phone only what carriers ask for is kept.
create table shipping.parcel (
  id uuid primary key,
  key text not null unique,
  body_hash text not null default '',
  shop_id uuid not null,
  order_id uuid not null,
  carrier_code text not null,
  number text not null,
  phone_tail text not null default '',
  from_city text not null default '',
  to_city text not null default '',
  lines jsonb not null,
  state text not null default 'created' check (state in
    ('created', 'picked_up', 'in_transit', 'out_for_delivery', 'at_pickup_point', 'signed', 'problem', 'returning', 'returned')),
  -- wanted: to be subscribed; following: the carrier tells; given_up: it refused; ended: nothing more can come.
  tracking text not null default 'wanted' check (tracking in ('wanted', 'following', 'given_up', 'ended')),
  track_at timestamptz,
  tries int not null default 0,
  note text not null default '',
  shipped_at timestamptz not null,
  signed_at timestamptz,
  constraint parcel_signed_has_time check ((state = 'signed') = (signed_at is not null)),
  constraint parcel_followed_is_due check ((tracking in ('wanted', 'following')) = (track_at is not null))
);
create index parcel_order on shipping.parcel (order_id);
create index parcel_number on shipping.parcel (carrier_code, number);
create index parcel_due on shipping.parcel (track_at) where track_at is not null;

-- What carriers told, as they told it. A path is told again and again as a whole: the same event is one row.
create table shipping.parcel_event (
  parcel_id uuid not null references shipping.parcel (id),
  at timestamptz not null,
  state text not null check (state in
    ('created', 'picked_up', 'in_transit', 'out_for_delivery', 'at_pickup_point', 'signed', 'problem', 'returning', 'returned')),
  place text not null default '',
  text text not null,
  primary key (parcel_id, at, text)
);

-- A parcel that was signed for stays signed, whatever is told later.
create function shipping.signed_stays_signed() returns trigger language plpgsql as $$
begin
  if old.state = 'signed' and new.state <> 'signed' then
    raise exception 'parcel % was signed for and cannot become %', old.id, new.state;
  end if;
  return new;
end $$;
create trigger parcel_signed_stays before update on shipping.parcel for each row execute function shipping.signed_stays_signed();
