-- The marketing play an order belongs to, by name of its module; `play_waits`: paid, it waits until the play lets it go on.
alter table "order"."order"
  add column play_kind text,
  add column play_campaign_id uuid,
  add column play_join_id uuid,
  add column play_waits boolean not null default false;
alter table "order"."order" add constraint order_play check ((play_kind is null) = (play_campaign_id is null) and (play_kind is not null or not play_waits));
alter table "order"."order" drop constraint order_state_check;
alter table "order"."order" add constraint order_state_check check (state in ('pending_payment', 'accepted', 'waiting', 'paid', 'preparing',
  'partly_shipped', 'shipped', 'received', 'completed', 'cancelled', 'closed', 'refunding', 'refunded'));
alter table "order"."order" add constraint order_waiting check (state <> 'waiting' or play_waits);
