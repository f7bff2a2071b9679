-- A part of a payment may come from the payer's wallet: set aside under `wallet_key` when it is started, the rest is for a channel.
alter table payment.intent add column wallet_key text;
-- What was wished for, with the amount it was wished for; another wish sets aside anew under another key.
alter table payment.intent add column wallet_wish text not null default '';
alter table payment.intent add column wallet_round int not null default 0;
-- False: the wallet has not yet answered how much it set aside.
alter table payment.intent add column wallet_ready boolean not null default true;
alter table payment.intent add column wallet_fen bigint not null default 0;
alter table payment.intent add constraint intent_wallet_part check (wallet_fen >= 0 and wallet_fen <= amount_fen and (wallet_fen = 0 or wallet_key is not null));
alter table payment.intent drop constraint intent_money_has_attempt;
alter table payment.intent add constraint intent_money_has_attempt check (state <> 'paid' or amount_fen = wallet_fen or paid_attempt_id is not null);

-- `amount_fen` is the whole refund, `wallet_fen` what of it goes back into the wallet.
alter table payment.refund add column wallet_fen bigint not null default 0;
alter table payment.refund add constraint refund_wallet_part check (wallet_fen >= 0 and wallet_fen <= amount_fen);
alter table payment.refund alter column attempt_id drop not null;
alter table payment.refund add constraint refund_has_attempt check (attempt_id is not null or wallet_fen = amount_fen);
