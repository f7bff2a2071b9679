-- A handler that hears of an event only when the event says that it concerns it (`concerns` in its payload); null: of every one.
alter table kernel.subscription add column concern text;
