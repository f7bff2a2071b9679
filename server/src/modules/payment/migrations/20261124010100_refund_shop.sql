-- Whose refund it is, where a payment is shared by several shops; null for money that went back whole.
alter table payment.refund add column shop_id uuid;
