import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Delivery } from '../../catalog/contract.ts'
import type { OrderDb } from '../db.ts'

export async function deliveriesOf(db: Db<OrderDb>, orderId: string): Promise<Map<string, Delivery>> {
  const rows = await db.selectFrom('order.line').select(['id', 'delivery']).where('order_id', '=', orderId).execute()
  return new Map(rows.map((row) => [row.id, row.delivery]))
}

/** Lines of card keys and vouchers that count as sent. */
export async function sentVirtual(db: Db<OrderDb>, orderId: string) {
  const rows = await db
    .selectFrom('order.line')
    .select(['id as orderLineId', 'sku_id as skuId', 'product_id as productId', 'delivery', 'shipped as quantity'])
    .where('order_id', '=', orderId)
    .where('delivery', '<>', 'parcel')
    .where('shipped', '>', 0)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, delivery: row.delivery === 'voucher' ? ('voucher' as const) : ('card_key' as const) }))
}

/** Lines of card keys and vouchers of these orders, with how many units count as sent. */
export async function sentUnits(db: Db<OrderDb>, orderIds: readonly string[]): Promise<{ id: string; shipped: number }[]> {
  return db
    .selectFrom('order.line')
    .select(['id', 'shipped'])
    .where('order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .where('delivery', '<>', 'parcel')
    .execute()
}
