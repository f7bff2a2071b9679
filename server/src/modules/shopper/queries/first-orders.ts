import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

/** Those of these orders before which their shopper had paid none in the shop, or none at all. */
export async function firstOrders(
  db: Db<ShopperDb>,
  { shopId, orderIds }: { shopId: string | null; orderIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.order_id as id from shopper.paid_order o
    where (${shopId}::uuid is null or o.shop_id = ${shopId}::uuid) and o.order_id = any(${orderIds}::uuid[]) and not exists (
      select from shopper.paid_order e
      where (${shopId}::uuid is null or e.shop_id = o.shop_id) and e.shopper_id = o.shopper_id and (e.at, e.order_id) < (o.at, o.order_id))`.execute(
    db,
  )
  return rows.map((row) => row.id)
}
