-- What points and red packets pay of an order and of each line. Safe for the previous release: it writes 0.
alter table "order"."order" add column points_fen bigint not null default 0 check (points_fen >= 0);
alter table "order"."order" add column red_packet_fen bigint not null default 0 check (red_packet_fen >= 0);
-- What was paid for goods that stayed, when the order was completed: what points were earned for.
alter table "order"."order" add column earning_fen bigint;
alter table "order"."order" drop constraint order_payable;
alter table "order"."order" add constraint order_payable
  check (payable_fen = goods_fen - goods_discount_fen + freight_fen - freight_discount_fen - points_fen - red_packet_fen and payable_fen >= 0);
alter table "order".line add column points_fen bigint not null default 0 check (points_fen >= 0);
alter table "order".line add column red_packet_fen bigint not null default 0 check (red_packet_fen >= 0);
alter table "order".line drop constraint line_payable;
alter table "order".line add constraint line_payable
  check (payable_fen = unit_price_fen * quantity - discount_fen - points_fen - red_packet_fen);
