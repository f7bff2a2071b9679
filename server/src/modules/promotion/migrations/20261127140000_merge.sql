-- When two accounts become one, their coupons are counted on, and a link between them is one to themselves.
alter table promotion.coupon drop constraint coupon_nth_check;
alter table promotion.coupon add constraint coupon_nth_check check (nth >= 1);
alter table promotion.pass drop constraint pass_to_another;
create index coupon_claimed_by on promotion.coupon (claimed_by) where claimed_by is not null;
create index hold_shopper on promotion.hold (shopper_id);
create index rule_use_shopper on promotion.rule_use (shopper_id);
