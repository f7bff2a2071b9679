import { type Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

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
