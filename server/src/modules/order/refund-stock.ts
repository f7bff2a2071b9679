import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { type Orders, system } from './context.ts'
import type { orderUnitsRefunded } from './contract.ts'
import { cancelUncollected } from './on-delivery/end.ts'
import { orderToRefund } from './queries/refunds.ts'
import { deliveriesOf } from './queries/virtual.ts'
import { startRefund } from './refund-units.ts'
import { soldForGood } from './sold-for-good.ts'

/** Paid: what was held is sold. Stock that is gone (the hold had lapsed before the money came) sends the money back. */
export async function sellStock(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.inventory.sell({ key: orderId }), reason: '库存不足，自动退款' })
}

/** Paid: its coupons are used. One that another order took after the hold had lapsed sends the money back: no coupon counts twice. */
export async function useCoupons(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.promotion.redeem({ key: orderId }), reason: '优惠券已失效，自动退款' })
}

/** Does what an order needs that is paid or promised; when that cannot be had any more, the money goes back, or the order is closed if there is none. */
export async function orRefund(
  orders: Orders,
  orderId: string,
  { run, reason }: { run: () => Promise<unknown>; reason: string },
): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    const order = await orderToRefund(orders.db, orderId)
    if (order?.state !== 'paid' && order?.state !== 'preparing' && order?.state !== 'accepted' && order?.state !== 'waiting') return
    await endOnce(() =>
      order.paidAt
        ? startRefund(orders, orderId, { by: system, reason })
        : cancelUncollected(orders, orderId, { by: system, reason: reason.replace('自动退款', '订单已关闭') }),
    )
  }
}

/** Several may find at once that something is missing: one of them ends the order, the others find it moved. */
async function endOnce(end: () => Promise<void>): Promise<void> {
  try {
    await end()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'transition_illegal') throw error
  }
}

/** Units go back to the shelf, once for each refund: those that had not left, and those that came back if so decided. */
export async function giveStockBack(orders: Orders, fact: z.output<typeof orderUnitsRefunded.payload>): Promise<void> {
  const lines = await returning(orders, fact)
  // Without stock nothing was ever taken from the shelf for this order: it goes back as a whole.
  if (lines.length === 0 || !(await soldForGood(orders, fact.orderId))) return
  await orders.inventory.restock({
    key: fact.orderId,
    restockKey: fact.refundKey.startsWith('order:') ? `refund:${fact.orderId}` : fact.refundKey,
    lines,
  })
}

/** A card key that a shopper has seen does not go back to the pool: only those not yet given do. */
async function returning(orders: Orders, { orderId, lines, restock }: z.output<typeof orderUnitsRefunded.payload>) {
  const deliveries = await deliveriesOf(orders.db, orderId)
  return lines
    .map(({ lineId, skuId, quantity, unshipped }) => {
      const all = restock && deliveries.get(lineId) !== 'card_key'
      return { skuId, quantity: all ? quantity : unshipped }
    })
    .filter((line) => line.quantity > 0)
}
