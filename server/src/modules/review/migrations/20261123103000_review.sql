create schema if not exists review;

create table review.review (
  id uuid primary key,
  -- One review for each line that was bought, whoever tries how often.
  order_line_id uuid not null unique,
  shop_id uuid not null,
  shopper_id uuid not null,
  product_id uuid not null,
  product_title text not null,
  options text[] not null default '{}',
  stars int not null check (stars between 1 and 5),
  text text not null,
  tags text[] not null default '{}',
  pictures jsonb not null default '[]' check (jsonb_array_length(pictures) <= 9),
  anonymous boolean not null default false,
  -- As the author was called when writing.
  nickname text not null,
  avatar jsonb,
  state text not null check (state in ('shown', 'waiting', 'hidden')),
  hidden_reason text not null default '',
  reply_text text,
  reply_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'hidden') = (hidden_reason <> '')),
  check ((reply_text is null) = (reply_at is null))
);
create index review_of_product on review.review (product_id, created_at desc, id desc) where state = 'shown';
create index review_of_shop on review.review (shop_id, created_at desc, id desc);
create index review_unanswered on review.review (shop_id, created_at desc, id desc) where reply_at is null;

-- What the shown reviews of a product come to; written with each change of one.
create table review.summary (
  product_id uuid primary key,
  count int not null default 0 check (count >= 0),
  star_sum int not null default 0 check (star_sum between count and count * 5),
  -- How many with 1, 2, 3, 4, 5 stars.
  stars int[] not null default '{0,0,0,0,0}' check (cardinality(stars) = 5),
  with_pictures int not null default 0 check (with_pictures between 0 and count),
  tags jsonb not null default '{}'
);
