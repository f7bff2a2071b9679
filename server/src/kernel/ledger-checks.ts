import { sql } from 'kysely'
import type { AnyDb } from './db.ts'
import type { Check, Violation } from './doctor.ts'
import { at, HELD, HOUSE, type Ledger } from './ledger.ts'

/** What must hold in every ledger, whatever it counts. */
export function ledgerChecks(db: AnyDb, ledger: Ledger, now: () => Date): Check[] {
  const name = ledger.schema
  return [
    { name: `${name}: a balance is the sum of its entries`, invariant: 7, run: () => balancesOff(db, ledger) },
    { name: `${name}: the entries of an event sum to zero`, invariant: 7, run: () => eventsOff(db, ledger) },
    { name: `${name}: what is set aside is what the holds say`, invariant: 10, run: () => heldOff(db, ledger) },
    { name: `${name}: a hold is the sum of its parts and ends in time`, invariant: 10, run: () => holdsOff(db, ledger, now()) },
  ]
}

async function balancesOff(db: AnyDb, ledger: Ledger): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select a.id::text as id, format('%s of %s: balance %s, entries %s', a.name, a.owner, a.balance, coalesce(e.sum, 0)) as text
    from ${at(ledger, 'account')} a left join (select account_id, sum(change) as sum from ${at(ledger, 'entry')} group by 1) e on e.account_id = a.id
    where a.owner <> ${HOUSE} and a.balance <> coalesce(e.sum, 0)`.execute(db)
  return rows
}

async function eventsOff(db: AnyDb, ledger: Ledger): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select t.event as id, format('%s entries sum to %s', count(e.id), coalesce(sum(e.change), 0)) as text
    from ${at(ledger, 'transaction')} t left join ${at(ledger, 'entry')} e on e.transaction_id = t.id
    group by t.id having count(e.id) < 2 or sum(e.change) <> 0`.execute(db)
  return rows
}

async function heldOff(db: AnyDb, ledger: Ledger): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select coalesce(a.owner, h.owner)::text as id, format('account holds %s, holds say %s', coalesce(a.balance, 0), coalesce(h.sum, 0)) as text
    from (select owner, balance from ${at(ledger, 'account')} where name = ${HELD}) a
    full join (select owner, sum(amount) as sum from ${at(ledger, 'hold')} where state = 'held' group by 1) h on h.owner = a.owner
    where coalesce(a.balance, 0) <> coalesce(h.sum, 0)`.execute(db)
  return rows
}

async function holdsOff(db: AnyDb, ledger: Ledger, now: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select h.key as id, format('%s, amount %s, parts %s, until %s', h.state, h.amount, coalesce(p.sum, 0), h.expires_at) as text
    from ${at(ledger, 'hold')} h left join (select key, sum(amount) as sum from ${at(ledger, 'hold_part')} group by 1) p on p.key = h.key
    where h.amount <> coalesce(p.sum, 0) or (h.state = 'held' and h.expires_at < ${now}::timestamptz - interval '10 minutes')`.execute(db)
  return rows
}
