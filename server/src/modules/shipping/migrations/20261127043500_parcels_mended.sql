-- Carriers as a shop wants to see them; a shop without rows sees the usual ones.
create table shipping.carrier (
  shop_id uuid not null,
  code text not null,
  name text not null,
  phone text not null default '',
  kuaidi100 text not null default '',
  kdniao text not null default '',
  wechat text not null default '',
  position int not null,
  primary key (shop_id, code)
);

-- Names and codes of the carrier as they were when the parcel left. A parcel that was voided never left.
alter table shipping.parcel
  add column carrier_name text not null default '',
  add column aggregator_codes jsonb not null default '{}',
  add column voided_at timestamptz,
  add column void_reason text not null default '',
  add constraint parcel_voided_before_it_left check (voided_at is null or (state = 'created' and tracking = 'ended'));
