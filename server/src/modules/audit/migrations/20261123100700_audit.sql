create schema if not exists audit;

-- Append-only: who changed what in the console.
create table audit.entry (
  id uuid primary key,
  shop_id uuid not null,
  at timestamptz not null,
  staff_id uuid not null,
  staff_name text not null,
  role text not null,
  operation text not null,
  target jsonb not null,
  input jsonb not null,
  ip text not null,
  request_id text not null,
  unique (request_id, operation)
);
create index entry_shop on audit.entry (shop_id, at desc, id desc);
create index entry_staff on audit.entry (shop_id, staff_id, at desc);

create function audit.entry_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'audit.entry is append-only';
end $$;
create trigger entry_append_only before update or delete on audit.entry
  for each row execute function audit.entry_is_for_ever();
