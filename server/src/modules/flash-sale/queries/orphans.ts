import type { Db } from '../../../kernel/db.ts'
import type { FlashSaleDb } from '../db.ts'
import { type Counted, counted } from './places.ts'

type Tx = Db<FlashSaleDb>
export interface Unseen {
  orderId: string
  shopperId: string
  sessionId: string
}

/** Held places from before then of which nobody has seen an order, of everybody or of one person and item. */
export async function unseenPlaces(db: Tx, before: Date, of?: { itemId: string; shopperId: string }): Promise<Unseen[]> {
  let found = db
    .selectFrom('flash_sale.place')
    .select(['order_id as orderId', 'shopper_id as shopperId', 'session_id as sessionId'])
    .where('state', '=', 'held')
    .where('order_seen', '=', false)
    .where('created_at', '<=', before)
    .orderBy('created_at')
    .limit(50)
  if (of) found = found.where('item_id', '=', of.itemId).where('shopper_id', '=', of.shopperId)
  return found.execute()
}

export async function orderSeen(db: Tx, orderId: string): Promise<void> {
  await db.updateTable('flash_sale.place').set({ order_seen: true }).where('order_id', '=', orderId).execute()
}

/** Ends a hold before its time; gives what it counted. */
export async function lapseUnseen(db: Tx, orderId: string, now: Date): Promise<Counted | undefined> {
  return db
    .updateTable('flash_sale.place')
    .set({ state: 'lapsed', expires_at: now })
    .where('order_id', '=', orderId)
    .where('state', '=', 'held')
    .where('order_seen', '=', false)
    .returning(counted)
    .executeTakeFirst()
}
