create schema if not exists gift_card;

create table gift_card.batch (
  id uuid primary key,
  title text not null,
  -- physical: made with codes for a printer; electronic: sold in the storefront.
  kind text not null check (kind in ('physical', 'electronic')),
  -- A card without a name holds no more than ¥1,000 and is valid for three years at least: that is the law.
  face_fen bigint not null check (face_fen between 100 and 100000),
  valid_days int not null check (valid_days between 1095 and 3650),
  pieces int not null check (pieces between 1 and 1000000),
  -- Of an electronic batch: cards that are bought, or being bought.
  sold int not null default 0,
  on_sale boolean not null,
  -- Codes are drawn when they are exported, once; nobody can read them afterwards.
  exported_at timestamptz,
  exported_by text not null default '',
  created_at timestamptz not null,
  constraint never_sells_more_than_there_are check (sold between 0 and pieces)
);
create index batch_recent on gift_card.batch (created_at desc, id desc);
create index batch_on_sale on gift_card.batch (face_fen, id) where on_sale and kind = 'electronic';

create table gift_card.purchase (
  id uuid primary key,
  shopper_id uuid not null,
  request_id text not null,
  batch_id uuid not null references gift_card.batch (id),
  quantity int not null check (quantity between 1 and 10),
  amount_fen bigint not null check (amount_fen >= 100),
  state text not null check (state in ('open', 'paid', 'closed')),
  pay_before timestamptz not null,
  close_try_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint purchase_request unique (shopper_id, request_id),
  constraint purchase_paid_says_when check ((state = 'paid') = (paid_at is not null))
);
create index purchase_due on gift_card.purchase (close_try_at) where state = 'open';
create index purchase_batch on gift_card.purchase (batch_id);

create sequence gift_card.serial_number start 100001;
create table gift_card.card (
  id uuid primary key,
  batch_id uuid not null references gift_card.batch (id),
  serial bigint not null unique default nextval('gift_card.serial_number'),
  face_fen bigint not null check (face_fen > 0),
  -- Of its code the hash, and what of it may be shown. An electronic card has none: it belongs to somebody.
  code_hash bytea unique,
  tail text not null default '',
  -- made: not sold yet; active: owed to whoever has it; redeemed: in somebody's wallet; void: worth nothing.
  state text not null check (state in ('made', 'active', 'redeemed', 'void')),
  frozen boolean not null default false,
  owner_id uuid,
  purchase_id uuid references gift_card.purchase (id),
  expires_at timestamptz,
  active_at timestamptz,
  redeemed_at timestamptz,
  redeemed_by uuid,
  -- The wallet has it.
  credited_at timestamptz,
  void_at timestamptz,
  -- What was paid for it goes back to where it came from.
  refund text check (refund in ('wanted', 'asked')),
  created_at timestamptz not null,
  constraint redeemed_says_by_whom check ((state = 'redeemed') = (redeemed_at is not null) and (redeemed_at is null) = (redeemed_by is null)),
  constraint void_says_when check ((state = 'void') = (void_at is not null)),
  constraint active_expires check (state <> 'active' or (active_at is not null and expires_at is not null)),
  constraint credited_was_redeemed check (credited_at is null or redeemed_at is not null)
);
create index card_batch on gift_card.card (batch_id, serial);
create index card_owner on gift_card.card (owner_id, created_at desc, id desc) where owner_id is not null;
create index card_redeemer on gift_card.card (redeemed_by) where redeemed_by is not null;
create index card_uncredited on gift_card.card (redeemed_at) where redeemed_at is not null and credited_at is null;
create index card_refund on gift_card.card (void_at) where refund = 'wanted';

-- All that ever happened to a card; `change_fen` is what became of the mall's debt.
create table gift_card.entry (
  id bigint generated always as identity primary key,
  card_id uuid not null references gift_card.card (id),
  what text not null check (what in ('made', 'exported', 'sold', 'bought', 'given', 'taken_back', 'claimed', 'redeemed', 'frozen', 'thawed', 'extended', 'void')),
  change_fen bigint not null default 0,
  by_name text not null default '',
  note text not null default '',
  at timestamptz not null,
  constraint changes_when_it_is_sold_or_used check ((change_fen > 0) = (what in ('sold', 'bought')) and (what in ('redeemed', 'void') or change_fen >= 0))
);
create index entry_card on gift_card.entry (card_id, id);
create function gift_card.refuse_change() returns trigger language plpgsql as $$ begin raise exception 'the ledger of gift cards only grows'; end $$;
create trigger entry_only_grows before update or delete on gift_card.entry for each row execute function gift_card.refuse_change();

-- A card on its way to a friend, by a link whose secret part is kept as a hash.
create table gift_card.gift (
  id uuid primary key,
  card_id uuid not null references gift_card.card (id),
  from_id uuid not null,
  token_hash bytea not null unique,
  wish text not null,
  state text not null check (state in ('open', 'claimed', 'back')),
  expires_at timestamptz not null,
  claimed_by uuid,
  created_at timestamptz not null,
  constraint claimed_says_by_whom check ((state = 'claimed') = (claimed_by is not null))
);
create unique index gift_one_open on gift_card.gift (card_id) where state = 'open';
create index gift_from on gift_card.gift (from_id);
create index gift_taker on gift_card.gift (claimed_by) where claimed_by is not null;
create index gift_due on gift_card.gift (expires_at) where state = 'open';

-- Wrong codes of one person in a stretch of time.
create table gift_card.guess (
  shopper_id uuid primary key,
  tries int not null check (tries >= 0),
  since timestamptz not null,
  locked_until timestamptz
);
