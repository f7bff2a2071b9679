-- A brand's page lists its goods by popularity.
create index document_brand on search.document (brand, popularity desc, product_id desc) where on_sale;
