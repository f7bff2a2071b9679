create schema if not exists invoice;

-- The titles a shopper keeps for invoices.
create table invoice.title (
  id uuid primary key,
  shopper_id uuid not null,
  type text not null check (type in ('person', 'company')),
  name text not null,
  tax_number text not null,
  address text not null,
  phone text not null,
  bank text not null,
  account text not null,
  is_default boolean not null default false,
  created_at timestamptz not null,
  constraint title_company_has_number check ((type = 'company') = (tax_number <> ''))
);
create index title_shopper on invoice.title (shopper_id);
create unique index title_one_default on invoice.title (shopper_id) where is_default;

create table invoice.settings (
  shop_id uuid primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- One document of one order. What was asked for is kept as it was; the amounts are those of the order when it was sent off.
create table invoice.invoice (
  id uuid primary key,
  -- Of the shopper's command; null for one that follows a red-letter.
  request_id text,
  shopper_id uuid not null,
  shop_id uuid not null,
  shop_name text not null,
  order_id uuid not null,
  order_number text not null,
  state text not null check (
    state in ('requested', 'issuing', 'issued', 'failed', 'rejected', 'withdrawn', 'reversing', 'reverse_failed', 'reversed')
  ),
  kind text not null check (kind in ('general', 'special')),
  title jsonb not null,
  title_name text not null,
  tax_number text not null,
  email text not null,
  -- The shop as it was when the invoice was sent off.
  seller jsonb,
  lines jsonb not null,
  total_fen bigint not null check (total_fen > 0),
  net_fen bigint not null check (net_fen >= 0),
  tax_fen bigint not null check (tax_fen >= 0),
  -- Our numbers at the provider, decided before it is asked.
  number text not null,
  red_number text,
  sent_at timestamptz,
  red_sent_at timestamptz,
  -- Issued without a look by staff.
  automatic boolean not null,
  -- Counts up with every refund that is heard of, so that amounts read before it are not sent off after it.
  refunds_seen int not null default 0,
  -- A refund came while it was being issued: it is reversed as soon as it is there.
  reverse_wanted boolean not null default false,
  -- After the red-letter, what is left of the order is invoiced anew.
  reissue boolean not null default true,
  reason text not null default '',
  fapiao_number text,
  issued_at timestamptz,
  red_fapiao_number text,
  reversed_at timestamptz,
  replaces_id uuid references invoice.invoice (id),
  tries int not null default 0,
  due_at timestamptz,
  note text not null default '',
  -- What the provider says and we did not ask for; a person must look.
  mismatch text not null default '',
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint invoice_sums check (total_fen = net_fen + tax_fen),
  constraint invoice_number_key unique (number),
  constraint invoice_red_number_key unique (red_number),
  constraint invoice_fapiao_number_key unique (fapiao_number),
  constraint invoice_red_fapiao_number_key unique (red_fapiao_number),
  constraint invoice_replaces_once unique (replaces_id),
  constraint invoice_issued check ((fapiao_number is not null) = (state in ('issued', 'reversing', 'reverse_failed', 'reversed'))),
  constraint invoice_red check ((red_number is not null) = (state in ('reversing', 'reverse_failed', 'reversed'))),
  constraint invoice_reversed check ((red_fapiao_number is not null) = (state = 'reversed')),
  constraint invoice_due check (due_at is null or state in ('requested', 'issuing', 'reversing'))
);
-- An order has one invoice at a time.
create unique index invoice_one_per_order on invoice.invoice (order_id)
  where state in ('requested', 'issuing', 'issued', 'failed', 'reversing', 'reverse_failed');
create unique index invoice_request on invoice.invoice (shopper_id, request_id) where request_id is not null;
create index invoice_order on invoice.invoice (order_id);
create index invoice_shopper on invoice.invoice (shopper_id, created_at desc, id desc);
create index invoice_shop on invoice.invoice (shop_id, created_at desc, id desc);
create index invoice_is_due on invoice.invoice (due_at) where due_at is not null;

create table invoice.step (
  id uuid primary key,
  invoice_id uuid not null references invoice.invoice (id),
  from_state text,
  to_state text not null,
  at timestamptz not null,
  actor text not null check (actor in ('shopper', 'staff', 'system')),
  actor_name text not null,
  reason text not null
);
create index step_invoice on invoice.step (invoice_id, id);

-- Every refund that was heard of, and the invoice that had to be reversed for it, if there was one.
create table invoice.correction (
  refund_key text primary key,
  order_id uuid not null,
  invoice_id uuid references invoice.invoice (id),
  amount_fen bigint not null,
  at timestamptz not null
);
create index correction_invoice on invoice.correction (invoice_id) where invoice_id is not null;

-- Where the sealed bytes of a document lie; fetched after it was issued.
create table invoice.file (
  invoice_id uuid not null references invoice.invoice (id),
  what text not null check (what in ('blue', 'red')),
  key text not null unique,
  bytes int,
  stored_at timestamptz,
  tries int not null default 0,
  due_at timestamptz,
  note text not null default '',
  primary key (invoice_id, what),
  constraint file_stored check ((stored_at is null) = (bytes is null))
);
create index file_is_due on invoice.file (due_at) where due_at is not null;
