import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { z } from 'zod'
import type { Picture } from '../media/contract.ts'
import { type Mover, type Orders, system } from './context.ts'
import { orderReceived, orderVirtualDue, type Pickup } from './contract.ts'
import { refuseUnentitled } from './entitled.ts'
import { over, ownPlace } from './hold-place.ts'
import { illegal, move } from './move.ts'
import { cancelUncollected } from './on-delivery/end.ts'
import { collectionOf } from './queries/on-delivery.ts'
import { orderOfShop, orderState } from './queries/read.ts'
import { linesToRefund } from './queries/refunds.ts'
import { linesToShip, shipAll } from './queries/ship.ts'
import { orRefund } from './refund-stock.ts'
import { refundUnits, startRefund } from './refund-units.ts'
import { linesByOrder } from './view.ts'

/** Paid: the place is the order's. One that had lapsed and is gone sends the money back; a refund that came in between frees it again. */
export async function keepPlace(orders: Orders, orderId: string): Promise<void> {
  if (over.has((await orderState(orders.db, orderId)) ?? '')) return
  await orRefund(orders, orderId, { run: () => ownPlace(orders, orderId), reason: '预约时段已满，自动退款' })
}

/** Nobody fetched it: its money goes back; where none was taken yet, it ends. What was fetched at that very moment stays fetched. */
export async function giveUpPickup(orders: Orders, orderId: string): Promise<void> {
  try {
    if ((await collectionOf(orders.db, orderId))?.state === 'due')
      await cancelUncollected(orders, orderId, { by: system, reason: '超过保留期限未取货，订单已关闭' })
    else await giveUpPaid(orders, orderId, { by: system, reason: '超过保留期限未取货，自动退款' })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
  }
}

/** Card keys and vouchers that were given beside it stay the shopper's. */
async function giveUpPaid(orders: Orders, orderId: string, wish: { by: Mover; reason: string }): Promise<void> {
  if ((await orderState(orders.db, orderId)) !== 'partly_shipped') return startRefund(orders, orderId, wish)
  const lines = (await linesToRefund(orders.db, orderId))
    .map((line) => ({ lineId: line.id, left: line.quantity - line.shipped - line.cancelled }))
    .filter((line) => line.left > 0)
    .map(({ lineId, left }) => ({ lineId, quantity: left, unshipped: left }))
  if (lines.length > 0) await refundUnits(orders, { key: `overdue:${orderId}`, orderId, lines, withFreight: false, restock: true, ...wish })
}

/** Handed over, in case the process that did it ended before it said so. */
export async function finishPlace(orders: Orders, orderId: string): Promise<void> {
  const { delivery } = await orders.shipping.delivery({ orderId })
  if (delivery && delivery.state !== 'done' && delivery.state !== 'released') await orders.shipping.finishDelivery({ orderId })
}

interface Clerk {
  id: string
  shopId: string
  name: string
}

/** What a code hands out. Throws `pickup_code_wrong`: also for one of another shop, or of an order that is not paid. */
export async function lookUp(orders: Orders, shopId: string, code: string): Promise<z.input<typeof Pickup>> {
  const { delivery } = await orders.shipping.deliveryOfCode({ shopId, code })
  const order = delivery?.kind === 'pickup' ? await orderOfShop(orders.db, shopId, delivery.orderId) : undefined
  // What is paid on delivery is looked at before its money is taken, and handed over after.
  if (!delivery || !order || (!order.paidAt && !order.onDelivery)) throw new AppError('not_found', 'pickup_code_wrong')
  const lines = (await linesByOrder(orders, [order.id])).get(order.id) ?? []
  const state = delivery.state === 'done' ? 'done' : delivery.state === 'released' || over.has(order.state) ? 'void' : undefined
  return {
    orderId: order.id,
    orderNumber: order.number,
    state: state ?? (delivery.state === 'ready' ? 'ready' : 'waiting'),
    receiver: order.address.name,
    phone: order.address.phone,
    pointName: delivery.pointName,
    day: delivery.day,
    span: delivery.span,
    lines: lines
      .filter((line) => line.delivery === 'parcel' && line.quantity > line.refunded)
      .map(({ id, title, options, picture, quantity, refunded }) => ({ id, title, options, picture, quantity: quantity - refunded })),
    note: order.note,
    doneAt: delivery.doneAt,
  }
}

/** A clerk types or scans the code of somebody who fetches an order. Each code works once, in its shop. Throws `pickup_code_wrong`. */
export async function pickUp(orders: Orders, clerk: Clerk, code: string): Promise<string> {
  const { delivery } = await orders.shipping.deliveryOfCode({ shopId: clerk.shopId, code })
  if (delivery?.kind !== 'pickup' || (delivery.state !== 'kept' && delivery.state !== 'ready'))
    throw new AppError('not_found', 'pickup_code_wrong')
  await handOver(orders, clerk, { orderId: delivery.orderId, photo: null })
  return delivery.orderId
}

/** The courier who has it hands it over. Throws `order_not_found`, `transition_illegal`, `photo_unknown`. */
export async function deliver(orders: Orders, clerk: Clerk, wish: { orderId: string; photo: Picture | null }): Promise<void> {
  const { delivery } = await orders.shipping.delivery({ orderId: wish.orderId })
  if (delivery?.shopId !== clerk.shopId || delivery.kind !== 'local') throw new AppError('not_found', 'order_not_found')
  if (delivery.state === 'done' && delivery.courierId === clerk.id) return
  if (delivery.state !== 'taken' || delivery.courierId !== clerk.id) throw illegal(delivery.state, 'received')
  if (wish.photo && !(await orders.media.known({ urls: [wish.photo.url] })).known.includes(wish.photo.url))
    throw new AppError('invalid', 'photo_unknown')
  await handOver(orders, clerk, wish)
}

/** The order moves first: of two at once one does, and what follows is repeated by whoever tries again. */
export async function handOver(
  orders: Orders,
  clerk: Clerk,
  { orderId, photo }: { orderId: string; photo: Picture | null },
): Promise<void> {
  const order = await orderOfShop(orders.db, clerk.shopId, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  await refuseUnentitled(orders, orderId, 'received')
  await inTx(orders.db, async (tx) => {
    const from = await orderState(tx, orderId)
    if ((await collectionOf(tx, orderId))?.state === 'due') throw new AppError('conflict', 'not_collected', { orderId })
    if (from !== 'paid' && from !== 'preparing' && from !== 'partly_shipped') throw illegal(from ?? 'unknown', 'received')
    const due = (await linesToShip(tx, orderId)).some((line) => line.delivery !== 'parcel' && line.left > 0)
    await shipAll(tx, orderId)
    const now = orders.now()
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from,
      to: 'received',
      by: { actor: 'staff', name: clerk.name },
      reason: '',
      set: { shipped_at: now, received_at: now },
    })
    // Fetched at the moment it was paid: its card keys and vouchers were still to be given.
    if (due) await emit(tx, orderVirtualDue, moved)
    await emit(tx, orderReceived, { ...moved, by: 'staff' })
  })
  await orders.shipping.finishDelivery({ orderId, byName: clerk.name, photo })
}
