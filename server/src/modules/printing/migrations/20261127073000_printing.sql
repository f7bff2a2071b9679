create schema if not exists printing;

-- A printer at a counter or in a kitchen, reached through the cloud of its maker. Its key is shown to the cloud once and not kept.
create table printing.printer (
  id uuid primary key,
  shop_id uuid not null,
  name text not null,
  sn text not null,
  kind text not null check (kind in ('receipt', 'kitchen')),
  width int not null check (width in (58, 80)),
  copies int not null check (copies between 1 and 5),
  -- paid: each order that is paid. handover: only those that are fetched or brought. hand: nothing by itself.
  prints text not null check (prints in ('paid', 'handover', 'hand')),
  -- Only what lies there; null: wherever.
  location_id uuid,
  -- Only orders that are handed out there; null: wherever.
  point_id uuid,
  -- Kitchen: only goods of these categories; empty: all.
  category_ids uuid[] not null default '{}',
  -- adding: the cloud has not yet said that it is ours.
  state text not null check (state in ('adding', 'online', 'faulty', 'offline')),
  seen_at timestamptz,
  look_at timestamptz not null,
  created_at timestamptz not null,
  removed_at timestamptz
);
create index printer_shop on printing.printer (shop_id) where removed_at is null;
-- A device prints for one shop.
create unique index printer_sn on printing.printer (sn) where removed_at is null;
create index printer_due on printing.printer (look_at) where removed_at is null;

-- A slip that is to be printed; laid out when it is wanted, so that it says what was so then.
create table printing.job (
  id uuid primary key,
  key text not null unique,
  shop_id uuid not null,
  printer_id uuid not null references printing.printer (id),
  printer_name text not null,
  sn text not null,
  order_id uuid,
  order_number text not null default '',
  event text not null check (event in ('paid', 'hand', 'copy', 'test')),
  page int not null default 1,
  pages int not null default 1,
  copy_of uuid references printing.job (id),
  lines jsonb not null,
  copies int not null,
  width int not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'printed', 'failed', 'cancelled')),
  tries int not null default 0,
  try_at timestamptz,
  -- How many slips the device had been given that day before this one was sent: by it a lost answer is asked after.
  taken_before int,
  taken_day date,
  -- The cloud's number; empty: it has it and its answer was lost.
  print_id text not null default '',
  -- What has not come out by then never will.
  expires_at timestamptz not null,
  note text not null default '',
  staff_name text not null default '',
  at timestamptz not null,
  sent_at timestamptz,
  printed_at timestamptz,
  constraint job_is_due check ((state in ('queued', 'sending', 'sent')) = (try_at is not null)),
  constraint job_was_sent check (state not in ('sent', 'printed') or sent_at is not null),
  constraint job_was_printed check ((state = 'printed') = (printed_at is not null)),
  constraint job_has_order check ((event = 'paid') <= (order_id is not null))
);
-- What prints by itself does so once for each order and printer.
create unique index job_automatic on printing.job (order_id, printer_id, event, page) where event = 'paid';
-- One at a time for a device: otherwise nobody could tell which of two had arrived.
create unique index job_sending on printing.job (sn) where state = 'sending';
create index job_shop on printing.job (shop_id, at desc, id desc);
create index job_order on printing.job (order_id);
create index job_due on printing.job (try_at) where try_at is not null;
