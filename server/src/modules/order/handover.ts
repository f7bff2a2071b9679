import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Picture } from '../media/contract.ts'
import type { DeliveryChoice } from '../shipping/contract.ts'
import type { Orders } from './context.ts'
import { orderReceived } from './contract.ts'
import { illegal, move } from './move.ts'
import type { NewOrder } from './queries/place.ts'
import { orderOfShop, orderState } from './queries/read.ts'
import { shipAll } from './queries/ship.ts'
import { orRefund } from './refund-stock.ts'
import type { z } from 'zod'

/** A place in the slot the shopper chose. Throws `slot_full`, `delivery_choice_wrong`. */
export async function holdPlace(
  orders: Orders,
  order: NewOrder,
  { minutes, choice }: { minutes: number; choice: z.output<typeof DeliveryChoice> | undefined },
): Promise<void> {
  if (!choice) return
  const { id: orderId, number: orderNumber, shopperId } = order
  const { name, phone, ...where } = order.address
  const address = Object.entries(where)
    .filter(([key]) => ['province', 'city', 'district', 'detail'].includes(key))
    .map(([, text]) => text)
    .join('')
  await orders.shipping.holdDelivery({ orderId, orderNumber, shopperId, choice, contact: { name, phone, address }, minutes })
}

/** Paid: the place is the order's. One that had lapsed and is gone sends the money back. */
export async function keepPlace(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.shipping.keepDelivery({ orderId }), reason: '预约时段已满，自动退款' })
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

/** A clerk types or scans the code of somebody who fetches an order. Each code works once, in its shop. Throws `pickup_code_wrong`. */
export async function pickUp(orders: Orders, clerk: Clerk, code: string): Promise<string> {
  const { delivery } = await orders.shipping.deliveryOfCode({ shopId: clerk.shopId, code })
  if (delivery?.kind !== 'pickup' || (delivery.state !== 'kept' && delivery.state !== 'ready'))
    throw new AppError('not_found', 'pickup_code_wrong')
  await handOver(orders, clerk, { orderId: delivery.orderId, photo: null })
  return delivery.orderId
}

/** The courier who has it hands it over. Throws `order_not_found`, `transition_illegal`. */
export async function deliver(orders: Orders, clerk: Clerk, wish: { orderId: string; photo: Picture | null }): Promise<void> {
  const { delivery } = await orders.shipping.delivery({ orderId: wish.orderId })
  if (delivery?.shopId !== clerk.shopId || delivery.kind !== 'local') throw new AppError('not_found', 'order_not_found')
  if (delivery.state === 'done' && delivery.courierId === clerk.id) return
  if (delivery.state !== 'taken' || delivery.courierId !== clerk.id) throw illegal(delivery.state, 'received')
  await handOver(orders, clerk, wish)
}

/** The order moves first: of two at once one does, and what follows is repeated by whoever tries again. */
async function handOver(orders: Orders, clerk: Clerk, { orderId, photo }: { orderId: string; photo: Picture | null }): Promise<void> {
  const order = await orderOfShop(orders.db, clerk.shopId, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  await inTx(orders.db, async (tx) => {
    const from = await orderState(tx, orderId)
    if (from !== 'paid' && from !== 'preparing') throw illegal(from ?? 'unknown', 'received')
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
    await emit(tx, orderReceived, { ...moved, by: 'staff' })
  })
  await orders.shipping.finishDelivery({ orderId, photo })
}
