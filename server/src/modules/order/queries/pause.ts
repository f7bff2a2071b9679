import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export interface PausedUnits {
  lineId: string
  quantity: number
}

export async function insertPause(
  db: Db<OrderDb>,
  pause: { key: string; orderId: string; units: readonly PausedUnits[]; at: Date },
): Promise<void> {
  await db
    .insertInto('order.pause')
    .values({ key: pause.key, order_id: pause.orderId, units: jsonb<unknown>(pause.units), at: pause.at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Ends a pause and gives the order the time it waited. Answers the order. */
export async function endPause(tx: Db<OrderDb>, key: string, now: Date): Promise<string | undefined> {
  const ended = await tx.deleteFrom('order.pause').where('key', '=', key).returning(['order_id as orderId', 'at']).executeTakeFirst()
  if (!ended) return undefined
  await tx
    .updateTable('order.order')
    .set({ auto_receive_at: sql<Date>`auto_receive_at + (${now}::timestamptz - ${ended.at}::timestamptz)` })
    .where('id', '=', ended.orderId)
    .where('auto_receive_at', 'is not', null)
    .execute()
  return ended.orderId
}

/** Whether somebody holds the order as a whole: nothing of it leaves until then. */
export async function isHeld(db: Db<OrderDb>, orderId: string): Promise<boolean> {
  const row = await db
    .selectFrom('order.pause')
    .select('key')
    .where('order_id', '=', orderId)
    .where('key', 'like', 'hold:%')
    .executeTakeFirst()
  return row !== undefined
}

/** How many pieces of each line somebody wants money back for before they leave. */
export async function pausedUnits(db: Db<OrderDb>, orderId: string): Promise<Map<string, number>> {
  const rows = await db.selectFrom('order.pause').select('units').where('order_id', '=', orderId).execute()
  const sums = new Map<string, number>()
  // Written by `insertPause` and nobody else.
  for (const one of rows.flatMap((row) => row.units as PausedUnits[])) sums.set(one.lineId, (sums.get(one.lineId) ?? 0) + one.quantity)
  return sums
}
