-- A link by which a friend pays a checkout. What it shows is the owner's choice.
create table "order".friend_link (
  token text primary key,
  checkout_id uuid not null unique references "order".checkout (id),
  shopper_id uuid not null,
  message text not null,
  shows_goods boolean not null,
  created_at timestamptz not null
);
