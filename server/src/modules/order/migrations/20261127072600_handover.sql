-- How an order reaches the shopper: sent, fetched in a store, or brought by the shop.
alter table "order"."order" add column handover text not null default 'parcel' check (handover in ('parcel', 'pickup', 'local'));
