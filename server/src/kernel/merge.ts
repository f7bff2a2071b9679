import { sql } from 'kysely'
import { z } from 'zod'
import { call, slot } from './contract.ts'
import { type AnyDb, inTx } from './db.ts'
import { newId } from './ids.ts'
import { at, type Ledger, post } from './ledger.ts'
import { Id } from './schema.ts'

/** What one step of a merge did, in numbers that can be read later. */
export const MergeItem = z.object({
  /** A table, or an account of a ledger. */
  what: z.string(),
  /** Rows (or units of the account) that went over. */
  moved: z.int(),
  /** Rows that the other had too, and that became one with theirs. */
  combined: z.int(),
  /** Of an account: what each had before, and what the one has after. `from` + `into` = `after`. */
  sums: z.object({ from: z.int(), into: z.int(), after: z.int() }).nullable(),
})
export type MergeItem = z.output<typeof MergeItem>

/** Every module that owns things of a shopper answers this: two accounts turned out to be of one person. */
export const mergeSlot = slot('shopper-merge', {
  /** All that is `from`'s becomes `into`'s, in one transaction. Asked again and again, also for what comes late; what is left is done, no more. */
  mergeShopper: call(z.object({ key: z.string().max(100), from: Id, into: Id }), z.object({ items: z.array(MergeItem) })),
  /** What of these, who are merged into others, should have gone over and has not. */
  shopperLeft: call(
    z.object({ pairs: z.array(z.object({ from: Id, into: Id })).max(1000) }),
    z.object({ items: z.array(z.object({ shopperId: Id, what: z.string(), rows: z.int() })) }),
  ),
})

type Combine = Readonly<Record<string, 'add' | 'greatest' | 'least' | 'or'>>

/** A table whose rows belong to a shopper. All texts are constants of the program. */
export interface Owned {
  table: string
  /** `shopper_id` when absent. */
  column?: string
  /** With the owner these make a row one of its kind (a UNIQUE or a primary key). */
  once?: readonly string[]
  /** The UNIQUE holds among these rows only: a condition on the alias it is given. */
  among?: (row: string) => string
  /** When the other has such a row too: it `stays` behind as history, it `goes`, or its columns are put together. `stays` when absent. */
  twice?: 'stays' | 'goes' | Combine
  /** Keeps who it was of at first, where other rows are found by that. */
  was?: string
  /** True in one row of an owner: the other's holds. */
  flag?: string
  /** Rows that stay behind: a condition on the alias it is given. */
  unless?: (row: string) => string
}

interface Pair {
  from: string
  into: string
}

export interface Merging {
  owned: readonly Owned[]
  ledger?: Ledger
  /** What no list can say; in the same transaction, before and after the rows go over. */
  before?: (tx: AnyDb, pair: Pair) => Promise<MergeItem[] | void>
  after?: (tx: AnyDb, pair: Pair, done: { items: readonly MergeItem[]; at: Date }) => Promise<void>
}

/** The answers to `mergeSlot` of a module that owns these tables and this ledger. */
export function mergeCalls(db: AnyDb, now: () => Date, merging: Merging) {
  return {
    mergeShopper: async ({ key, ...pair }: Pair & { key: string }): Promise<{ items: MergeItem[] }> => ({
      items: await inTx(db, async (tx) => {
        const items = (await merging.before?.(tx, pair)) ?? []
        if (merging.ledger) items.push(...(await mergeAccounts(tx, merging.ledger, { key, ...pair, at: now() })))
        for (const owned of merging.owned) items.push(await moveRows(tx, owned, pair))
        const done = items.filter((item) => item.moved + item.combined > 0)
        await merging.after?.(tx, pair, { items: done, at: now() })
        return done
      }),
    }),
    shopperLeft: async ({ pairs }: { pairs: readonly Pair[] }) => {
      const items = merging.ledger
        ? await leftAccounts(
            db,
            merging.ledger,
            pairs.map((pair) => pair.from),
          )
        : []
      for (const owned of merging.owned) items.push(...(await leftRows(db, owned, pairs)))
      return { items }
    },
  }
}

const named = (table: string) => sql.id(...table.split('.'))
const columnOf = (owned: Owned) => sql.id(owned.column ?? 'shopper_id')

/** `o` is a row of the other that is the same as `t`. */
function same({ once = [], among }: Owned) {
  const equal = once.map((column) => sql`and o.${sql.id(column)} is not distinct from t.${sql.id(column)}`)
  return sql`${sql.join(equal, sql` `)} ${among ? sql.raw(`and ${among('o')} and ${among('t')}`) : sql``}`
}

const staying = ({ unless }: Owned) => (unless ? sql.raw(`and not (${unless('t')})`) : sql``)

async function moveRows(tx: AnyDb, owned: Owned, { from, into }: Pair): Promise<MergeItem> {
  const [table, column, twice] = [named(owned.table), columnOf(owned), owned.twice ?? 'stays']
  const theirs = owned.once ? sql`exists (select 1 from ${table} o where o.${column} = ${into} ${same(owned)})` : sql`false`
  if (owned.flag) {
    const flag = sql.id(owned.flag)
    await sql`update ${table} t set ${flag} = false where t.${column} = ${from} and t.${flag}
      and exists (select 1 from ${table} o where o.${column} = ${into} and o.${flag})`.execute(tx)
  }
  if (typeof twice === 'object') {
    // Whoever counts in one of these at this moment is waited for, so that what they counted goes over too.
    await sql`select 1 from ${table} t where t.${column} = ${from} for update`.execute(tx)
    await sql`update ${table} o set ${sql.join(Object.entries(twice).map(together))} from ${table} t
      where t.${column} = ${from} and o.${column} = ${into} ${same(owned)}`.execute(tx)
  }
  const gone =
    twice === 'stays'
      ? 0n
      : (await sql`delete from ${table} t where t.${column} = ${from} ${staying(owned)} and ${theirs}`.execute(tx)).numAffectedRows
  const was = owned.was ? sql`, ${sql.id(owned.was)} = coalesce(t.${sql.id(owned.was)}, t.${column})` : sql``
  const moved =
    await sql`update ${table} t set ${column} = ${into} ${was} where t.${column} = ${from} ${staying(owned)} and not ${theirs}`.execute(tx)
  return { what: owned.table, moved: Number(moved.numAffectedRows ?? 0n), combined: Number(gone ?? 0n), sums: null }
}

function together([name, how]: [string, Combine[string]]) {
  const column = sql.id(name)
  if (how === 'add') return sql`${column} = o.${column} + t.${column}`
  if (how === 'or') return sql`${column} = o.${column} or t.${column}`
  return how === 'greatest' ? sql`${column} = greatest(o.${column}, t.${column})` : sql`${column} = least(o.${column}, t.${column})`
}

/** Balances go over by an entry of kind `merge` each, what is set aside too; the holds are the other's from now on. Nothing is made or lost. */
export async function mergeAccounts(
  tx: AnyDb,
  ledger: Ledger,
  { key, from, into, at: when }: Pair & { key: string; at: Date },
): Promise<MergeItem[]> {
  const read = async () =>
    (
      await sql<{ owner: string; name: string; balance: number }>`select owner, name, balance from ${at(ledger, 'account')}
        where owner in (${from}, ${into}) order by owner::text collate "C", name collate "C" for update`.execute(tx)
    ).rows
  const before = await read()
  const parts = before.filter((one) => one.owner === from && one.balance > 0)
  if (parts.length > 0)
    await post(tx, ledger, {
      event: `merge:${key}:${newId()}`,
      kind: 'merge',
      note: '账号合并',
      reference: key,
      at: when,
      changes: parts.flatMap(({ name, balance }) => [
        { owner: from, name, amount: -balance },
        { owner: into, name, amount: balance },
      ]),
    })
  await sql`update ${at(ledger, 'hold')} set owner = ${into} where owner = ${from}`.execute(tx)
  const after = await read()
  const of = (rows: typeof before, owner: string, name: string): number =>
    rows.find((one) => one.owner === owner && one.name === name)?.balance ?? 0
  return parts.map(({ name, balance }) => {
    const sums = { from: balance, into: of(before, into, name), after: of(after, into, name) }
    if (sums.from + sums.into !== sums.after) throw new Error(`merge ${key}: ${ledger.schema} ${name} does not add up`)
    return { what: `${ledger.schema}:${name}`, moved: balance, combined: 0, sums }
  })
}

type Left = { shopperId: string; what: string; rows: number }

async function leftRows(db: AnyDb, owned: Owned, pairs: readonly Pair[]): Promise<Left[]> {
  const [table, column] = [named(owned.table), columnOf(owned)]
  // What stays because the other had it too is history.
  const history = owned.once && (owned.twice ?? 'stays') === 'stays'
  const { rows } = await sql<Left>`select t.${column} as "shopperId", ${owned.table} as what, count(*)::int as rows
    from unnest(${pairs.map((pair) => pair.from)}::uuid[], ${pairs.map((pair) => pair.into)}::uuid[]) as pair (gone, stands)
    join ${table} t on t.${column} = pair.gone where true ${staying(owned)}
      ${history ? sql`and not exists (select 1 from ${table} o where o.${column} = pair.stands ${same(owned)})` : sql``}
    group by 1`.execute(db)
  return rows
}

async function leftAccounts(db: AnyDb, ledger: Ledger, ids: readonly string[]): Promise<Left[]> {
  const { rows } = await sql<Left>`
    select owner as "shopperId", ${`${ledger.schema}.account`} as what, count(*)::int as rows from ${at(ledger, 'account')}
      where owner = any(${[...ids]}::uuid[]) and balance > 0 group by 1
    union all select owner, ${`${ledger.schema}.hold`}, count(*)::int from ${at(ledger, 'hold')}
      where owner = any(${[...ids]}::uuid[]) group by 1`.execute(db)
  return rows
}
