import type { z } from 'zod'
import type { Orders } from './context.ts'
import type { orderUnitsRefunded } from './contract.ts'
import type { NewOrder } from './queries/place.ts'
import { orRefund } from './refund-stock.ts'

/** Counts what the order takes of products with a limit per person. Throws `over_person_limit`. */
export async function claimLimits(orders: Orders, order: NewOrder, minutes: number): Promise<void> {
  const lines = order.lines.flatMap(({ productId, quantity, limits: { perPerson, period } }) =>
    perPerson === null ? [] : [{ productId, quantity, most: perPerson, period }],
  )
  if (lines.length > 0) await orders.purchaseLimit.claim({ key: order.id, shopperId: order.shopperId, lines, minutes })
}

/** Paid: the pieces count for good. When others took the room after the claim had lapsed, the money goes back. */
export async function keepLimits(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.purchaseLimit.keep({ key: orderId }), reason: '超过每人限购数量，自动退款' })
}

/** Units that are refunded no longer count, once for each refund. */
export async function giveLimitsBack(orders: Orders, fact: z.output<typeof orderUnitsRefunded.payload>): Promise<void> {
  const lines = fact.lines.map(({ productId, quantity }) => ({ productId, quantity }))
  await orders.purchaseLimit.giveBack({ key: fact.orderId, returnKey: `${fact.orderId}:${fact.refundKey}`, lines })
}
