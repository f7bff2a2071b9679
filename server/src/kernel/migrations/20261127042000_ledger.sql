-- A double-entry, append-only ledger with holds, in the schema of the module that owns it (kernel/ledger.ts works on it).
-- Accounts of an owner keep a balance that is never negative. Accounts of the house (owner: the nil UUID) keep none: all business of
-- everybody passes through them, and a balance would put all of it in one queue.
create function kernel.create_ledger(place text) returns void language plpgsql as $make$
begin
  execute format('create schema if not exists %I', place);
  execute format($ddl$
    create table %1$I.account (
      id uuid primary key default gen_random_uuid(),
      owner uuid not null,
      name text not null,
      balance bigint,
      constraint account_never_negative check (balance >= 0),
      constraint account_keeps_balance check ((owner = '00000000-0000-0000-0000-000000000000') = (balance is null)),
      unique (owner, name)
    );
    -- One business event, booked once.
    create table %1$I.transaction (
      id uuid primary key default gen_random_uuid(),
      event text not null unique,
      kind text not null,
      reference text not null default '',
      note text not null default '',
      actor text not null default '',
      at timestamptz not null
    );
    create index transaction_at on %1$I.transaction (at);
    create table %1$I.entry (
      id bigint generated always as identity primary key,
      transaction_id uuid not null references %1$I.transaction (id),
      account_id uuid not null references %1$I.account (id),
      change bigint not null check (change <> 0),
      balance_after bigint,
      unique (transaction_id, account_id)
    );
    create index entry_account on %1$I.entry (account_id, id desc);

    create function %1$I.ledger_is_for_ever() returns trigger language plpgsql as $f$
    begin
      raise exception 'the ledger is append-only';
    end $f$;
    create trigger transaction_append_only before update or delete on %1$I.transaction
      for each row execute function %1$I.ledger_is_for_ever();
    create trigger entry_append_only before update or delete on %1$I.entry
      for each row execute function %1$I.ledger_is_for_ever();

    create function %1$I.entries_balance() returns trigger language plpgsql as $f$
    begin
      if (select sum(change) from %1$I.entry where transaction_id = new.transaction_id) <> 0 then
        raise exception 'entries of transaction %% do not sum to zero', new.transaction_id;
      end if;
      return null;
    end $f$;
    create constraint trigger entry_balanced after insert on %1$I.entry deferrable initially deferred
      for each row execute function %1$I.entries_balance();

    -- What is set aside for one thing, by its key: it ends exactly once. A tombstone (released, nothing in it) forbids a later hold.
    create table %1$I.hold (
      key text primary key,
      owner uuid not null,
      wish text not null,
      amount bigint not null check (amount >= 0),
      state text not null check (state in ('held', 'captured', 'released')),
      -- Released because its time was over: it may be taken again.
      lapsed boolean not null default false,
      returned bigint not null default 0 check (returned >= 0 and returned <= amount),
      reference text not null default '',
      expires_at timestamptz not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      constraint hold_returned check (returned = 0 or state = 'captured'),
      constraint hold_ended check ((state = 'held') = (ended_at is null))
    );
    create index hold_due on %1$I.hold (expires_at) where state = 'held';
    create index hold_owner on %1$I.hold (owner, state);
    create table %1$I.hold_part (
      key text not null references %1$I.hold (key),
      position int not null,
      name text not null,
      amount bigint not null check (amount > 0),
      primary key (key, position)
    );
  $ddl$, place);
end $make$;
