-- Staff pick and pack; a shopper's own cancelling is told from a closing by others or by time.
alter table "order"."order" drop constraint order_state_check;
alter table "order"."order" add constraint order_state_check check (state in
  ('pending_payment', 'paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed', 'cancelled', 'closed', 'refunding', 'refunded'));
alter table "order"."order" drop constraint order_paid_at;
alter table "order"."order" add constraint order_paid_at check (state in ('pending_payment', 'cancelled', 'closed') or paid_at is not null);
