-- What staff put first for a question; `text` is normalised.
create table search.pin (
  text text not null check (text <> ''),
  position int not null check (position >= 0),
  product_id uuid not null,
  primary key (text, position),
  unique (text, product_id)
);
