create schema if not exists search;

-- What is known of a product for finding it. A product that is not on sale keeps its row, so that others see that something changed.
create table search.document (
  product_id uuid primary key,
  shop_id uuid not null,
  title text not null,
  brand text,
  category_ids uuid[] not null default '{}',
  -- `name:value`
  attributes text[] not null default '{}',
  -- Words of the title in order: what suggestions and corrections are made of.
  words text[] not null default '{}',
  terms tsvector not null,
  price_fen bigint not null,
  sold int not null,
  rating10 int not null,
  reviews int not null,
  in_stock boolean not null,
  on_sale boolean not null,
  -- 0 to 1, from sales, reviews and stock.
  popularity real not null check (popularity between 0 and 1),
  created_at timestamptz not null,
  updated_at timestamptz not null default clock_timestamp()
);
create index document_terms on search.document using gin (terms) where on_sale;
create index document_categories on search.document using gin (category_ids) where on_sale;
create index document_popular on search.document (popularity desc, product_id desc) where on_sale;
create index document_popular_of_shop on search.document (shop_id, popularity desc, product_id desc) where on_sale;
create index document_sold on search.document (sold desc, product_id desc) where on_sale;
create index document_price on search.document (price_fen, product_id) where on_sale;
create index document_rated on search.document (rating10 desc, product_id desc) where on_sale;
create index document_new on search.document (created_at desc, product_id desc) where on_sale;
create index document_updated on search.document (updated_at);

create table search.synonym_group (
  position int primary key,
  words text[] not null check (cardinality(words) between 2 and 10)
);
create table search.hot_word (
  position int primary key,
  word text not null unique check (word <> '')
);
create table search.failed (
  text text primary key,
  times int not null default 1 check (times > 0),
  last_at timestamptz not null
);
create index failed_often on search.failed (times desc, last_at desc);

insert into search.synonym_group (position, words) values
  (0, '{裙子,连衣裙,半身裙,长裙,短裙}'),
  (1, '{手机壳,手机套,保护壳}'),
  (2, '{耳机,耳麦}'),
  (3, '{t恤,体恤,短袖}'),
  (4, '{番茄,西红柿}'),
  (5, '{土豆,马铃薯}'),
  (6, '{充电宝,移动电源}'),
  (7, '{洗面奶,洁面乳,洁面}'),
  (8, '{口红,唇膏,唇釉}'),
  (9, '{杯子,水杯,马克杯}'),
  (10, '{奇异果,猕猴桃}'),
  (11, '{车厘子,樱桃}');
