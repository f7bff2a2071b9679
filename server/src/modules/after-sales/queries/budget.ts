import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

interface Entry {
  id: string
  shopId: string
  /** The business event: the same never counts twice. */
  cause: string
  at: Date
}

async function insertEntry(tx: Db<AfterSalesDb>, entry: Entry & { kind: 'compensation' | 'returned'; usedFen: number }): Promise<boolean> {
  const row = await tx
    .insertInto('after_sales.budget_entry')
    .values({
      id: entry.id,
      shop_id: entry.shopId,
      kind: entry.kind,
      cause: entry.cause,
      revenue_fen: 0,
      granted_fen: 0,
      used_fen: entry.usedFen,
      at: entry.at,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What a shop took in grants it a share of it. */
export async function grant(db: Db<AfterSalesDb>, entry: Entry & { revenueFen: number; grantedFen: number }): Promise<void> {
  await sql`
    with counted as (
      insert into after_sales.budget_entry (id, shop_id, kind, cause, revenue_fen, granted_fen, used_fen, at)
      values (${entry.id}, ${entry.shopId}, 'revenue', ${entry.cause}, ${entry.revenueFen}, ${entry.grantedFen}, 0, ${entry.at})
      on conflict (kind, cause) do nothing returning shop_id, revenue_fen, granted_fen
    )
    insert into after_sales.budget as b (shop_id, revenue_fen, granted_fen) select shop_id, revenue_fen, granted_fen from counted
    on conflict (shop_id) do update
    set revenue_fen = b.revenue_fen + excluded.revenue_fen, granted_fen = b.granted_fen + excluded.granted_fen`.execute(db)
}

/** Spends from the budget if so much is left; false when it is not. */
export async function spend(tx: Db<AfterSalesDb>, entry: Entry & { amountFen: number }): Promise<boolean> {
  const result = await tx
    .updateTable('after_sales.budget')
    .set((eb) => ({ used_fen: eb('used_fen', '+', entry.amountFen) }))
    .where('shop_id', '=', entry.shopId)
    .where(sql<boolean>`granted_fen - used_fen >= ${entry.amountFen}`)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  return insertEntry(tx, { ...entry, kind: 'compensation', usedFen: entry.amountFen })
}

/** What could not be paid is there to be spent again. */
export async function giveBack(tx: Db<AfterSalesDb>, entry: Entry & { amountFen: number }): Promise<void> {
  if (!(await insertEntry(tx, { ...entry, kind: 'returned', usedFen: -entry.amountFen }))) return
  await tx
    .updateTable('after_sales.budget')
    .set((eb) => ({ used_fen: eb('used_fen', '-', entry.amountFen) }))
    .where('shop_id', '=', entry.shopId)
    .execute()
}

export async function budgetOf(db: Db<AfterSalesDb>, shopId: string) {
  const row = await db
    .selectFrom('after_sales.budget')
    .select(['revenue_fen as revenueFen', 'granted_fen as grantedFen', 'used_fen as usedFen'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst()
  return row ?? { revenueFen: 0, grantedFen: 0, usedFen: 0 }
}
