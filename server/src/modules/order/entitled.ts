import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { OrderState } from './contract.ts'
import { ownPlace } from './hold-place.ts'
import { illegal } from './move.ts'
import { assetsOf } from './queries/assets.ts'
import { orderState } from './queries/read.ts'

/** Where an order stands whose goods may leave. */
const mayLeave: readonly (string | undefined)[] = ['accepted', 'paid', 'preparing', 'partly_shipped']

/**
 * Whether an order has all it needs: what it held is its own now, or becomes so again after it had lapsed. When it has not, those who
 * find that out send the money back.
 */
export async function entitled(orders: Orders, orderId: string): Promise<boolean> {
  if (!(await isUnderWay(orders, orderId))) return false
  try {
    await orders.inventory.sell({ key: orderId })
    await orders.purchaseLimit.keep({ key: orderId })
    await orders.promotion.redeem({ key: orderId })
    const { pointsFen, redPacketFen } = await assetsOf(orders.db, orderId)
    if (pointsFen > 0) await orders.points.capture({ key: orderId })
    if (redPacketFen > 0) await orders.redpacket.capture({ key: orderId })
    await ownPlace(orders, orderId)
    return true
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return false
    throw error
  }
}

/** Whether its goods may yet leave: neither over nor going back. */
export async function isUnderWay(orders: Orders, orderId: string): Promise<boolean> {
  return mayLeave.includes(await orderState(orders.db, orderId))
}

/**
 * Nothing leaves for an order whose money is about to go back: what is partly sent cannot be refunded as a whole any more. States in which
 * nothing may leave anyway are told by whoever moves the order. Throws `transition_illegal`.
 */
export async function refuseUnentitled(orders: Orders, orderId: string, to: OrderState): Promise<void> {
  const from = await orderState(orders.db, orderId)
  if (mayLeave.includes(from) && !(await entitled(orders, orderId))) throw illegal(from ?? 'unknown', to)
}
