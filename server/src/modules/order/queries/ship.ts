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
    .select(['id', 'delivery', 'shipped', 'refunded', 'cancelled', sql<number>`quantity - shipped - cancelled`.as('left')])
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

/** False: it was voided before, or is no shipment of an order. */
export async function voidShipment(db: Db<OrderDb>, key: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('order.shipment')
    .set({ voided_at: now })
    .where('key', '=', key)
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function takeShipped(db: Db<OrderDb>, orderId: string, line: { orderLineId: string; quantity: number }): Promise<boolean> {
  const result = await db
    .updateTable('order.line')
    .set((eb) => ({ shipped: eb('shipped', '-', line.quantity) }))
    .where('id', '=', line.orderLineId)
    .where('order_id', '=', orderId)
    // Pieces that came back and were paid back had been sent.
    .where(sql<boolean>`shipped - ${line.quantity} >= refunded - cancelled`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Everything that is still wanted of an order leaves at once. */
export async function shipAll(db: Db<OrderDb>, orderId: string): Promise<void> {
  await db.selectFrom('order.order').select('id').where('id', '=', orderId).forUpdate().execute()
  await db
    .updateTable('order.line')
    .set({ shipped: sql<number>`quantity - cancelled` })
    .where('order_id', '=', orderId)
    .execute()
}

/** Pieces of each line that are still to be sent. */
export async function leftToShip(db: Db<OrderDb>, orderIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('order.line')
    .select(['id', sql<number>`quantity - shipped - cancelled`.as('left')])
    .where('order_id', 'in', [...orderIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row.left]))
}

/** Of these orders, those of which every piece that would be handed over is paid back instead; card keys and vouchers beside them do not count. */
export async function nothingToHandOver(db: Db<OrderDb>, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('order.line')
    .select('order_id as id')
    .where('order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .where('delivery', '=', 'parcel')
    .groupBy('order_id')
    .having(sql<boolean>`bool_and(cancelled = quantity)`)
    .execute()
  return new Set(rows.map((row) => row.id))
}
