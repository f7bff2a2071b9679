import { type Db, inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events.ts'
import type { Orders } from '../context.ts'
import { orderCollected, orderPaid, orderReceived } from '../contract.ts'
import type { OrderDb } from '../db.ts'
import { illegal, move } from '../move.ts'
import { soldLines } from '../queries/checkout.ts'
import { collectionOf, type CollectionRow, endCollection, setPaidAt } from '../queries/on-delivery.ts'
import { insertStep } from '../queries/move.ts'
import { orderOfShop } from '../queries/read.ts'
import { lockToRefund, type OrderToRefund } from '../queries/refunds.ts'

export interface Clerk {
  shopId: string
  name: string
}
export interface Collecting {
  orderId: string
  requestId: string
  amountFen: number
  how: 'cash' | 'scan'
  note: string
}

/**
 * The money was taken at the door: marked once, for exactly what was to be taken, and then booked. The same key again is fine.
 * Throws `not_on_delivery`, `collection_over`, `amount_mismatch`, `transition_illegal`, `key_reused`.
 */
export async function collect(orders: Orders, clerk: Clerk, wish: Collecting): Promise<void> {
  const { orderId, amountFen } = wish
  if (!(await orderOfShop(orders.db, clerk.shopId, orderId))) throw new AppError('not_found', 'order_not_found')
  const handed = (await orders.shipping.delivery({ orderId })).delivery !== null
  await inTx(orders.db, async (tx) => {
    const { order, collection } = await lockCollection(tx, orderId)
    if (
      isRepeated(collection, wish.requestId, {
        state: 'collected',
        same: collection.amountFen === amountFen && collection.how === wish.how,
      })
    )
      return
    if (amountFen !== collection.amountFen)
      throw new AppError('conflict', 'amount_mismatch', { amountFen: collection.amountFen, receivedFen: amountFen })
    // A parcel is at the door; what is fetched or brought by the shop is paid before it is handed over.
    const early = handed && (order.state === 'accepted' || order.state === 'preparing')
    if (order.state !== 'shipped' && !early) throw illegal(order.state, 'received')
    const end = { state: 'collected' as const, requestKey: wish.requestId, how: wish.how, staffName: clerk.name, note: wish.note }
    if (!(await endCollection(tx, orderId, amountFen, { ...end, restock: true, now: orders.now() })))
      throw new AppError('conflict', 'collection_over', { state: collection.state })
    await emit(tx, orderCollected, { orderId })
  })
  await bookCollected(orders, orderId)
}

/** The order and what is to be taken for it, locked until the transaction ends. Throws `not_on_delivery`. */
export async function lockCollection(tx: Db<OrderDb>, orderId: string): Promise<{ order: OrderToRefund; collection: CollectionRow }> {
  const order = await lockToRefund(tx, orderId)
  const collection = order && (await collectionOf(tx, orderId))
  if (!order || !collection) throw new AppError('conflict', 'not_on_delivery', { orderId })
  return { order, collection }
}

/** This very command was done before. Throws `key_reused`, and `collection_over` when another one ended it. */
export function isRepeated(collection: CollectionRow, requestId: string, wish: { state: CollectionRow['state']; same: boolean }): boolean {
  if (collection.state === 'due') return false
  if (collection.requestKey !== requestId) throw new AppError('conflict', 'collection_over', { state: collection.state })
  if (collection.state !== wish.state || !wish.same) throw new AppError('conflict', 'key_reused', { key: requestId })
  return true
}

/** Brings collected money into the books; only then the order counts as paid. Keyed by the order; twice is once. */
export async function bookCollected(orders: Orders, orderId: string): Promise<void> {
  const collection = await collectionOf(orders.db, orderId)
  const order = await orderOfShop(orders.db, undefined, orderId)
  if (collection?.state !== 'collected' || !order || !collection.endedAt) return
  const { shopperId, shopId, shopName: title } = order
  const at = collection.endedAt.toISOString()
  await orders.payment.collect({ subject: orderId, shopperId, shopIds: [shopId], amountFen: collection.amountFen, title, at })
  await settleCollected(orders, orderId, collection.endedAt)
}

/** The books have the money: the order is paid, and received when it was brought. Orders of another kind are passed over. */
export async function settleCollected(orders: Orders, orderId: string, paidAt: Date): Promise<void> {
  await inTx(orders.db, async (tx) => {
    const order = await lockToRefund(tx, orderId)
    const collection = order && (await collectionOf(tx, orderId))
    if (!order || collection?.state !== 'collected' || order.paidAt) return
    const by = { actor: 'staff' as const, name: collection.staffName }
    const { checkoutId, shopId, shopperId, payableFen } = order
    const who = { orderId, checkoutId, shopId, shopperId }
    const reason = `货到付款已收款${collection.how === 'scan' ? '（扫码）' : '（现金）'}`
    if (order.state === 'shipped') {
      await move(orders, tx, { orderId, from: 'shipped', to: 'received', by, reason, set: { paid_at: paidAt, received_at: orders.now() } })
    } else if (order.state === 'accepted') {
      await move(orders, tx, { orderId, from: 'accepted', to: 'paid', by, reason, set: { paid_at: paidAt } })
    } else {
      await setPaidAt(tx, orderId, paidAt)
      const step = { from: order.state, to: order.state, at: orders.now(), actor: by.actor, name: by.name, reason }
      await insertStep(tx, { id: orders.newId(), orderId, ...step })
    }
    await emit(tx, orderPaid, { ...who, payableFen, paidAt: paidAt.toISOString(), lines: await soldLines(tx, orderId) })
    if (order.state === 'shipped') await emit(tx, orderReceived, { ...who, by: 'staff' })
  })
}
