-- A voucher whose refund is being decided: set aside under the refund's key, it can be neither used nor set aside for another.
alter table card_key.secret add column aside_key text;
alter table card_key.secret add constraint secret_aside check (aside_key is null or (kind = 'voucher' and state in ('delivered', 'void')));
create index secret_aside on card_key.secret (aside_key) where aside_key is not null;
