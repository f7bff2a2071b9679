import { type Db, inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events.ts'
import type { Mover, Orders } from '../context.ts'
import { orderClosed, type OrderState } from '../contract.ts'
import type { OrderDb } from '../db.ts'
import { illegal, move } from '../move.ts'
import { assetsOf } from '../queries/assets.ts'
import { soldLines } from '../queries/checkout.ts'
import { collectionOf, endCollection } from '../queries/on-delivery.ts'
import { orderOfShop, type OrderRecord } from '../queries/read.ts'
import type { OrderToRefund } from '../queries/refunds.ts'
import { close } from '../settle.ts'
import { soldForGood } from '../sold-for-good.ts'
import { type Clerk, isRepeated, lockCollection } from './collect.ts'

const inHouse: readonly OrderState[] = ['accepted', 'preparing']
const outside: readonly OrderState[] = ['partly_shipped', 'shipped']

interface Ending {
  order: OrderToRefund
  by: Mover
  reason: string
  state: 'refused' | 'cancelled'
  requestKey: string | null
  restock: boolean
}

/** The moment in which an order that nobody paid ends; what it used goes back from the event. */
async function end(orders: Orders, tx: Db<OrderDb>, { order, by, reason, ...end }: Ending): Promise<void> {
  const { id: orderId, payableFen: amountFen } = order
  const now = orders.now()
  const note = end.state === 'refused' ? reason : ''
  if (!(await endCollection(tx, orderId, amountFen, { ...end, how: null, staffName: by.name, note, now })))
    throw new AppError('conflict', 'collection_over', { orderId })
  const to = by.actor === 'shopper' ? 'cancelled' : 'closed'
  const { payableFen: _payable, ...moved } = await move(orders, tx, { orderId, from: order.state, to, by, reason, set: { ended_at: now } })
  await emit(tx, orderClosed, { ...moved, reason })
}

/**
 * Ends an order that is to be paid on delivery and of which nothing has left: no money was booked, and everything it used goes back. Of a
 * cancelling and a shipping at once, one wins. Throws `transition_illegal`, `collection_over`.
 */
export async function cancelUncollected(orders: Orders, orderId: string, wish: { by: Mover; reason: string }): Promise<void> {
  await inTx(orders.db, async (tx) => {
    const { order, collection } = await lockCollection(tx, orderId)
    if (collection.state !== 'due' || !inHouse.includes(order.state))
      throw illegal(order.state, wish.by.actor === 'shopper' ? 'cancelled' : 'closed')
    await end(orders, tx, { order, ...wish, state: 'cancelled', requestKey: null, restock: true })
  })
}

/** Ends an order that is not paid: before payment at its channel first, on a promise at once. */
export async function endUnpaid(orders: Orders, order: OrderRecord, wish: { by: Mover; reason: string }): Promise<void> {
  if (order.onDelivery) await cancelUncollected(orders, order.id, wish)
  else await close(orders, order.checkoutId, { ...wish, orderId: order.id })
}

export interface Refusing {
  orderId: string
  requestId: string
  reason: string
  restock: boolean
}

/**
 * The buyer did not take it: the whole order ends. Of a collecting and a refusing at once, one wins. The same key again is fine.
 * Throws `not_on_delivery`, `collection_over`, `transition_illegal`, `key_reused`.
 */
export async function refuse(orders: Orders, clerk: Clerk, wish: Refusing): Promise<void> {
  const { orderId, restock, reason } = wish
  if (!(await orderOfShop(orders.db, clerk.shopId, orderId))) throw new AppError('not_found', 'order_not_found')
  const handed = (await orders.shipping.delivery({ orderId })).delivery !== null
  await inTx(orders.db, async (tx) => {
    const { order, collection } = await lockCollection(tx, orderId)
    if (isRepeated(collection, wish.requestId, { state: 'refused', same: collection.restock === restock })) return
    if (!outside.includes(order.state) && !(handed && inHouse.includes(order.state))) throw illegal(order.state, 'closed')
    const by = { actor: 'staff' as const, name: clerk.name }
    await end(orders, tx, { order, by, reason: `买家拒收：${reason}`, state: 'refused', requestKey: wish.requestId, restock })
  })
}

/** Closed: its stock is free again. What was sold by a promise goes back to the shelf. */
export async function freeStock(orders: Orders, orderId: string): Promise<void> {
  const collection = await collectionOf(orders.db, orderId)
  const sold = collection ? await soldForGood(orders, orderId) : (await orders.inventory.release({ key: orderId })).state === 'sold'
  if (!sold || collection?.restock === false) return
  const lines = (await soldLines(orders.db, orderId)).map(({ skuId, quantity }) => ({ skuId, quantity }))
  await orders.inventory.restock({ key: orderId, restockKey: `undelivered:${orderId}`, lines })
}

/** Closed: points and red packets are free again, also those that a promise had spent. */
export async function freeAssets(orders: Orders, orderId: string): Promise<void> {
  const { pointsFen, redPacketFen } = await assetsOf(orders.db, orderId)
  const promised = (await collectionOf(orders.db, orderId)) !== undefined
  const back = { key: orderId, returnKey: `undelivered:${orderId}` }
  if (pointsFen > 0) await (promised ? orders.points.giveBack({ ...back, amountFen: pointsFen }) : orders.points.release({ key: orderId }))
  if (redPacketFen > 0)
    await (promised ? orders.redpacket.giveBack({ ...back, amountFen: redPacketFen }) : orders.redpacket.release({ key: orderId }))
}
