-- Of what kind each offer is, in the words of whoever told it, and which kinds are on for a product.
alter table search.offer add column kind text not null default '';
alter table search.document add column offer_kinds text[] not null default '{}';
-- All offers are told anew, with their kinds.
update search.offers_kept set digest = '';
