create schema if not exists platform_report;

-- What the platform is to be told of one payment: recorded before it is told, and told again whenever more was sent.
create table platform_report.report (
  checkout_id uuid primary key,
  shopper_id uuid not null,
  state text not null check (state in ('paid', 'wanted', 'told', 'stopped', 'not_needed')),
  -- Counts up with everything that is to be told; told up to there.
  wanted int not null default 0,
  told int not null default 0,
  complete boolean not null default false,
  tries int not null default 0,
  try_at timestamptz,
  note text not null default '',
  at timestamptz not null,
  told_at timestamptz,
  constraint report_is_due check ((state = 'wanted') = (try_at is not null)),
  constraint report_told check (told <= wanted)
);
create index report_due on platform_report.report (try_at) where try_at is not null;

-- The orders that were paid together.
create table platform_report.report_order (
  order_id uuid primary key,
  checkout_id uuid not null references platform_report.report (checkout_id),
  shop_id uuid not null,
  order_number text not null default ''
);
create index report_order_checkout on platform_report.report_order (checkout_id);
create index report_order_shop on platform_report.report_order (shop_id);
