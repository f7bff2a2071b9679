import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export async function claimShipment(
  db: Db<OrderDb>,
  shipment: { key: string; orderId: string; bodyHash: string; now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('order.shipment')
    .values({ key: shipment.key, order_id: shipment.orderId, body_hash: shipment.bodyHash, at: shipment.now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export async function findShipment(db: Db<OrderDb>, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('order.shipment').select('body_hash').where('key', '=', key).executeTakeFirst()
  return row?.body_hash
}

/** Lines with what is left of each; the order's row is locked until the transaction ends. */
export async function linesToShip(db: Db<OrderDb>, orderId: string) {
  const order = await db.selectFrom('order.order').select('state').where('id', '=', orderId).forUpdate().executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('order.line')
    .select(['id', sql<number>`quantity - shipped - cancelled`.as('left')])
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, state: order.state }))
}

export async function addShipped(db: Db<OrderDb>, orderId: string, line: { orderLineId: string; quantity: number }): Promise<boolean> {
  const result = await db
    .updateTable('order.line')
    .set((eb) => ({ shipped: eb('shipped', '+', line.quantity) }))
    .where('id', '=', line.orderLineId)
    .where('order_id', '=', orderId)
    .where(sql<boolean>`quantity - shipped - cancelled >= ${line.quantity}`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
