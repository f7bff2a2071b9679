import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CardKeyDb } from '../db.ts'
import type { Units } from './delivery.ts'

export async function addHolder(db: Db<CardKeyDb>, { key, holder, now }: { key: string; holder: string; now: Date }): Promise<void> {
  await db
    .insertInto('card_key.aside')
    .values({ key, holder, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The vouchers that wait under this key, so that whoever adds to them and whoever lets go see each other. */
export async function lockAside(db: Db<CardKeyDb>, key: string): Promise<void> {
  await db.selectFrom('card_key.secret').select('id').where('aside_key', '=', key).orderBy('id').forUpdate().execute()
}

/** Forgets one who held the key, or all of them; gives how many still do. */
export async function dropHolders(db: Db<CardKeyDb>, key: string, holder?: string): Promise<number> {
  const gone = db.deleteFrom('card_key.aside').where('key', '=', key)
  await (holder === undefined ? gone : gone.where('holder', '=', holder)).execute()
  const rows = await db.selectFrom('card_key.aside').select('holder').where('key', '=', key).execute()
  return rows.length
}

/** Sets unused vouchers of a line aside until so many wait under the key; gives how many do, those that became void by it among them. */
export async function setAsideVouchers(db: Db<CardKeyDb>, line: Units, key: string): Promise<number> {
  // One order for everybody, and the rows of a line together: two refunds of one line see each other.
  await sql`select id from card_key.secret where order_line_id = ${line.orderLineId} order by id for update`.execute(db)
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from card_key.secret where order_line_id = ${line.orderLineId} and aside_key = ${key}`.execute(db)
  const waiting = rows[0]?.waiting ?? 0
  if (waiting >= line.quantity) return waiting
  const { numAffectedRows } = await sql`
    update card_key.secret set aside_key = ${key} where state = 'delivered' and aside_key is null and id in (
      select id from card_key.secret where order_line_id = ${line.orderLineId} and kind = 'voucher' and state = 'delivered' and aside_key is null
      order by unit desc limit ${line.quantity - waiting})`.execute(db)
  return waiting + Number(numAffectedRows ?? 0n)
}

export async function putBackVouchers(db: Db<CardKeyDb>, key: string): Promise<void> {
  await db.updateTable('card_key.secret').set({ aside_key: null }).where('aside_key', '=', key).where('state', '=', 'delivered').execute()
}
