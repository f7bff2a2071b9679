-- Two accounts of one person may both sell for a shop: the second's commission, customers and team are the first's from then on.
alter table distribution.distributor add column merged_id uuid references distribution.distributor (id);
create index withdrawal_shopper on distribution.withdrawal (shopper_id);
create index visit_shopper on distribution.visit (shopper_id);
create index customer_shopper on distribution.customer (shopper_id);
create index binding_shopper on distribution.binding (shopper_id);
create index commission_buyer on distribution.commission (buyer_id);
