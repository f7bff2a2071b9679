import { sql } from 'kysely'
import type { AnyDb } from './db.ts'
import { AppError } from './errors.ts'

/** Owner of the accounts on the other side: where money comes from and where it goes. They keep no balance. */
export const HOUSE = '00000000-0000-0000-0000-000000000000'
/** The account of an owner in which lies what is set aside. */
export const HELD = 'held'

/** One ledger: that of the module with this schema, made by `kernel.create_ledger`. */
export interface Ledger {
  schema: string
}

export interface Change {
  owner: string
  name: string
  amount: number
}

/** One business event. `event` names it for ever: it books once, however often it is told. */
export interface Posting {
  event: string
  kind: string
  changes: readonly Change[]
  reference?: string
  note?: string
  actor?: string
  at: Date
}

export const at = ({ schema }: Ledger, table: string) => sql.id(schema, table)

/** Books an event; false when it was booked before. Changes must sum to zero. Throws `balance_short` when an owner's account lacks it. */
export async function post(tx: AnyDb, ledger: Ledger, posting: Posting): Promise<boolean> {
  const { event, kind, reference = '', note = '', actor = '' } = posting
  const { rows } = await sql<{ id: string }>`
    insert into ${at(ledger, 'transaction')} (event, kind, reference, note, actor, at)
    values (${event}, ${kind}, ${reference}, ${note}, ${actor}, ${posting.at}) on conflict (event) do nothing returning id`.execute(tx)
  const [transaction] = rows
  if (!transaction) return false
  // One order for everybody, so that two postings never deadlock.
  for (const change of posting.changes.filter((one) => one.amount !== 0).toSorted(byAccount)) {
    // One transaction has one connection: its statements follow one another.
    // oxlint-disable-next-line eslint/no-await-in-loop
    const account = await apply(tx, ledger, change)
    // oxlint-disable-next-line eslint/no-await-in-loop
    await sql`insert into ${at(ledger, 'entry')} (transaction_id, account_id, change, balance_after)
      values (${transaction.id}, ${account.id}, ${change.amount}, ${account.balance})`.execute(tx)
  }
  return true
}

const byAccount = (a: Change, b: Change): number => (`${a.owner}/${a.name}` < `${b.owner}/${b.name}` ? -1 : 1)

interface Moved {
  id: string
  balance: number | null
}

async function apply(tx: AnyDb, ledger: Ledger, change: Change): Promise<Moved> {
  if (change.owner === HOUSE) return house(tx, ledger, change.name)
  const account = at(ledger, 'account')
  const { rows } =
    change.amount > 0
      ? await sql<Moved>`insert into ${account} as a (owner, name, balance) values (${change.owner}, ${change.name}, ${change.amount})
          on conflict (owner, name) do update set balance = a.balance + excluded.balance returning id, balance`.execute(tx)
      : await sql<Moved>`update ${account} set balance = balance + ${change.amount}
          where owner = ${change.owner} and name = ${change.name} and balance + ${change.amount} >= 0 returning id, balance`.execute(tx)
  const [moved] = rows
  if (!moved) throw new AppError('conflict', 'balance_short', { account: change.name })
  return moved
}

async function house(tx: AnyDb, ledger: Ledger, name: string): Promise<Moved> {
  const find = () => sql<Moved>`select id, balance from ${at(ledger, 'account')} where owner = ${HOUSE} and name = ${name}`.execute(tx)
  const known = (await find()).rows[0]
  if (known) return known
  await sql`insert into ${at(ledger, 'account')} (owner, name, balance) values (${HOUSE}, ${name}, null) on conflict do nothing`.execute(tx)
  const made = (await find()).rows[0]
  if (!made) throw new Error(`the house has no account ${name}`)
  return made
}

/** Whether an event is in the books. */
export async function isBooked(db: AnyDb, ledger: Ledger, event: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${at(ledger, 'transaction')} where event = ${event}`.execute(db)
  return rows.length > 0
}

/** Balances of an owner's accounts by name. `lock`: nobody changes them until the transaction ends. */
export async function balances(db: AnyDb, ledger: Ledger, { owner, lock = false }: { owner: string; lock?: boolean }) {
  const { rows } = await sql<{ name: string; balance: number }>`
    select name, balance from ${at(ledger, 'account')} where owner = ${owner} order by name ${lock ? sql`for update` : sql``}`.execute(db)
  return new Map(rows.map((row) => [row.name, row.balance]))
}

export interface LedgerRow {
  id: number
  owner: string
  account: string
  kind: string
  change: number
  balanceAfter: number | null
  reference: string
  note: string
  actor: string
  at: Date
}

export interface LedgerQuery {
  owner?: string | undefined
  /** Accounts with these names; without, all but what is set aside. */
  names?: readonly string[] | undefined
  kind?: string | undefined
  before?: number | undefined
  offset?: number | undefined
  limit: number
}

const wanted = ({ owner, names, kind, before }: LedgerQuery) => sql`
  a.owner <> ${HOUSE} ${owner ? sql`and a.owner = ${owner}` : sql``} ${kind ? sql`and t.kind = ${kind}` : sql``}
  ${names ? sql`and a.name = any(${[...names]}::text[])` : sql`and a.name <> ${HELD}`} ${before ? sql`and e.id < ${before}` : sql``}`

/** Entries of owners' accounts, newest first. */
export async function entries(db: AnyDb, ledger: Ledger, query: LedgerQuery): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select e.id, a.owner, a.name as account, t.kind, e.change, e.balance_after as "balanceAfter", t.reference, t.note, t.actor, t.at
    from ${at(ledger, 'entry')} e join ${at(ledger, 'account')} a on a.id = e.account_id
    join ${at(ledger, 'transaction')} t on t.id = e.transaction_id
    where ${wanted(query)} order by e.id desc limit ${query.limit} offset ${query.offset ?? 0}`.execute(db)
  return rows
}

export async function countEntries(db: AnyDb, ledger: Ledger, query: LedgerQuery): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${at(ledger, 'entry')} e join ${at(ledger, 'account')} a on a.id = e.account_id
    join ${at(ledger, 'transaction')} t on t.id = e.transaction_id where ${wanted(query)}`.execute(db)
  return rows[0]?.count ?? 0
}
