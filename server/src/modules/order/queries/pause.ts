import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export async function insertPause(db: Db<OrderDb>, pause: { key: string; orderId: string; at: Date }): Promise<void> {
  await db
    .insertInto('order.pause')
    .values({ key: pause.key, order_id: pause.orderId, at: pause.at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Ends a pause and gives the order the time it waited. */
export async function endPause(tx: Db<OrderDb>, key: string, now: Date): Promise<void> {
  const ended = await tx.deleteFrom('order.pause').where('key', '=', key).returning(['order_id as orderId', 'at']).executeTakeFirst()
  if (!ended) return
  await tx
    .updateTable('order.order')
    .set({ auto_receive_at: sql<Date>`auto_receive_at + (${now}::timestamptz - ${ended.at}::timestamptz)` })
    .where('id', '=', ended.orderId)
    .where('auto_receive_at', 'is not', null)
    .execute()
}
