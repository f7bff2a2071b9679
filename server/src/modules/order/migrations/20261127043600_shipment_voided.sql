-- A shipment whose parcel was voided counts no more: its pieces are to be sent again.
alter table "order".shipment add column voided_at timestamptz;
