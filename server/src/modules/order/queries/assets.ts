import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export async function assetsOf(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.order')
    .select(['points_fen as pointsFen', 'red_packet_fen as redPacketFen', 'earning_fen as earningFen'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
}

/** What was paid for goods and not given back. */
export async function leftOfOrder(db: Db<OrderDb>, orderId: string): Promise<number> {
  const row = await db
    .selectFrom('order.line')
    .select(sql<number>`coalesce(sum(payable_fen - refunded_fen - allowance_fen), 0)::bigint`.as('leftFen'))
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow()
  return row.leftFen
}

/** Orders that were paid with points or red packets, in pages, with the lines that say how much of it has come back. */
export async function ordersWithAssets(db: Db<OrderDb>, after: string, limit: number) {
  const orders = await db
    .selectFrom('order.order')
    .select(['id', 'state', 'on_delivery as onDelivery', 'points_fen as pointsFen', 'red_packet_fen as redPacketFen'])
    .where((eb) => eb.or([eb('points_fen', '>', 0), eb('red_packet_fen', '>', 0)]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  if (orders.length === 0) return []
  const lines = await db
    .selectFrom('order.line')
    .select(['order_id as orderId', 'quantity', 'refunded', 'points_fen as pointsFen', 'red_packet_fen as redPacketFen'])
    .where(
      'order_id',
      'in',
      orders.map((order) => order.id),
    )
    .execute()
  return orders.map((order) => ({ ...order, lines: lines.filter((line) => line.orderId === order.id) }))
}
