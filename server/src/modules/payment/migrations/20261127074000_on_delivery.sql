-- Money that was taken at the door: it came through the wallet's books, not out of the payer's wallet.
alter table payment.intent add column on_delivery boolean not null default false;
alter table payment.intent add constraint intent_on_delivery check (not on_delivery or state <> 'paid' or wallet_fen = amount_fen);
