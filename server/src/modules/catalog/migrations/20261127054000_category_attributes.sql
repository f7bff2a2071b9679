-- What products of a category, and of those below it, are described by: name, kind, unit, options.
alter table catalog.category add column attributes jsonb not null default '[]' check (jsonb_array_length(attributes) <= 20);
