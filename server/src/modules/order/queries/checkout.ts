import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export async function findCheckout(db: Db<OrderDb>, checkoutId: string) {
  return db
    .selectFrom('order.checkout')
    .select([
      'id',
      'shopper_id as shopperId',
      'state',
      'payable_fen as payableFen',
      'pay_before as payBefore',
      'paid_at as paidAt',
      'placed_at as placedAt',
      'replaced_by as replacedBy',
    ])
    .where('id', '=', checkoutId)
    .executeTakeFirst()
}

/** The same, locked until the transaction ends: everything that moves a checkout's orders goes through this lock. */
export async function lockCheckout(db: Db<OrderDb>, checkoutId: string) {
  return db
    .selectFrom('order.checkout')
    .select(['id', 'shopper_id as shopperId', 'state', 'payable_fen as payableFen', 'pay_before as payBefore', 'placed_at as placedAt'])
    .where('id', '=', checkoutId)
    .forUpdate()
    .executeTakeFirst()
}

export async function ordersOfCheckout(db: Db<OrderDb>, checkoutId: string) {
  return db
    .selectFrom('order.order')
    .select([
      'id',
      'number',
      'shop_id as shopId',
      'shop_name as shopName',
      'payable_fen as payableFen',
      'state',
      'shopper_id as shopperId',
      'play_waits as waits',
    ])
    .where('checkout_id', '=', checkoutId)
    .orderBy('id')
    .execute()
}

export async function setCheckout(
  db: Db<OrderDb>,
  checkoutId: string,
  set: { state: 'paid' | 'closed' | 'on_delivery'; paidAt?: Date },
): Promise<void> {
  await db
    .updateTable('order.checkout')
    .set({ state: set.state, ...(set.paidAt ? { paid_at: set.paidAt } : {}) })
    .where('id', '=', checkoutId)
    .execute()
}

/** What a closed checkout goes on as. */
export async function setReplaced(db: Db<OrderDb>, checkoutId: string, replacedBy: string): Promise<void> {
  await db.updateTable('order.checkout').set({ replaced_by: replacedBy }).where('id', '=', checkoutId).execute()
}

/** Moves the orders that are still unpaid to another checkout. */
export async function moveToCheckout(db: Db<OrderDb>, orderIds: readonly string[], checkoutId: string): Promise<void> {
  await db
    .updateTable('order.order')
    .set({ checkout_id: checkoutId, revision: sql<number>`revision + 1` })
    .where('id', 'in', [...orderIds])
    .execute()
}

/** Checkouts whose time to pay is over; each is handed out once per `retrySeconds`. */
export async function overdueCheckouts(db: Db<OrderDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update "order".checkout set close_try_at = ${now}::timestamptz + interval '30 seconds'
    where id in (
      select id from "order".checkout where state = 'unpaid' and close_try_at <= ${now} order by close_try_at limit ${limit} for update skip locked
    ) returning id`.execute(db)
  return rows.map((row) => row.id)
}

export async function soldLines(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.line')
    .select(['product_id as productId', 'sku_id as skuId', 'quantity'])
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
}

/** Nobody holds the order back. */
const notPaused = sql<boolean>`not exists (select 1 from "order".pause p where p.order_id = "order"."order".id)`

export async function dueToReceive(db: Db<OrderDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('order.order')
    .select('id')
    .where('state', '=', 'shipped')
    .where('paid_at', 'is not', null)
    .where('auto_receive_at', '<=', now)
    .where(notPaused)
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function dueToComplete(db: Db<OrderDb>, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('order.order')
    .select('id')
    .where('state', '=', 'received')
    .where(notPaused)
    .where((eb) =>
      eb.or([
        eb('received_at', '<=', before),
        eb.not(
          eb.exists(
            eb
              .selectFrom('order.line')
              .select('order.line.id')
              .whereRef('order.line.order_id', '=', 'order.order.id')
              .where('reviewed', '=', false),
          ),
        ),
      ]),
    )
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
