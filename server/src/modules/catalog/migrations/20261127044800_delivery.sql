-- How a SKU reaches the shopper: in a parcel, as a card key from the pool, or as a service voucher.
alter table catalog.sku add column delivery text not null default 'parcel' check (delivery in ('parcel', 'card_key', 'voucher'));
