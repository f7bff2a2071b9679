import { type Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

/** Whether an order, once paid, waits for its play. */
export async function waitsForPlay(tx: Db<OrderDb>, orderId: string): Promise<boolean> {
  const row = await tx.selectFrom('order.order').select('play_waits as waits').where('id', '=', orderId).executeTakeFirst()
  return row?.waits ?? false
}

/** Whether any order of a checkout belongs to a play. */
export async function hasPlay(db: Db<OrderDb>, checkoutId: string): Promise<boolean> {
  const row = await db
    .selectFrom('order.order')
    .select('id')
    .where('checkout_id', '=', checkoutId)
    .where('play_kind', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
