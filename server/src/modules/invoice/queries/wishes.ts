import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { InvoiceBuyer } from '../contract-shop.ts'
import type { InvoiceDb } from '../db.ts'

export interface WishRow {
  id: string
  shopperId: string
  kind: 'general' | 'special'
  title: InvoiceBuyer
  email: string
}
interface NewWish extends WishRow {
  requestId: string
  at: Date
}

/** Keeps it, or gives the one that this request made before. */
export async function keepOrFind(db: Db<InvoiceDb>, wish: NewWish): Promise<WishRow> {
  await db
    .insertInto('invoice.wish')
    .values({
      id: wish.id,
      shopper_id: wish.shopperId,
      request_id: wish.requestId,
      kind: wish.kind,
      title: jsonb(wish.title),
      email: wish.email,
      at: wish.at,
    })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'request_id']).doNothing())
    .execute()
  const row = await db
    .selectFrom('invoice.wish')
    .select(['id', 'shopper_id as shopperId', 'kind', 'title', 'email'])
    .where('shopper_id', '=', wish.shopperId)
    .where('request_id', '=', wish.requestId)
    .executeTakeFirstOrThrow()
  return { ...row, title: row.title as InvoiceBuyer } // written above only
}

/** The order it is for; not one of somebody else's wish. */
export async function bindWish(db: Db<InvoiceDb>, to: { orderId: string; wishId: string; shopperId: string; at: Date }): Promise<void> {
  await db
    .insertInto('invoice.order_wish')
    .columns(['order_id', 'wish_id', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('invoice.wish')
        .select([eb.val(to.orderId).$castTo<string>().as('order_id'), 'id', eb.val(to.at).as('at')])
        .where('id', '=', to.wishId)
        .where('shopper_id', '=', to.shopperId),
    )
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .execute()
}

/** What was wished for an order and has not come about yet. */
export async function waitingWish(db: Db<InvoiceDb>, orderId: string): Promise<WishRow | undefined> {
  const row = await db
    .selectFrom('invoice.order_wish as o')
    .innerJoin('invoice.wish as w', 'w.id', 'o.wish_id')
    .select(['w.id', 'w.shopper_id as shopperId', 'w.kind', 'w.title', 'w.email'])
    .where('o.order_id', '=', orderId)
    .where('o.state', '=', 'waiting')
    .executeTakeFirst()
  return row && { ...row, title: row.title as InvoiceBuyer } // written by `keepOrFind` only
}

export async function endWish(
  db: Db<InvoiceDb>,
  orderId: string,
  end: { state: 'asked' | 'refused'; reason: string; at: Date },
): Promise<void> {
  await db.updateTable('invoice.order_wish').set(end).where('order_id', '=', orderId).where('state', '=', 'waiting').execute()
}

/** Wishes of checkouts that never came about. */
export async function forgetWishes(db: Db<InvoiceDb>, before: Date): Promise<void> {
  await db
    .deleteFrom('invoice.wish')
    .where('at', '<', before)
    .where(sql<boolean>`not exists (select 1 from invoice.order_wish o where o.wish_id = invoice.wish.id)`)
    .execute()
}
