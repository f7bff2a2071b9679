import type { Interface } from '../../../kernel/contract.ts'
import { inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events.ts'
import { type Orders, system } from '../context.ts'
import { orderPaid, type playOrderCalls } from '../contract.ts'
import { handOver } from '../handover.ts'
import { moveWhole } from '../move.ts'
import { soldLines } from '../queries/checkout.ts'
import { orderOfShop } from '../queries/read.ts'
import { startRefund } from '../refund-units.ts'
import { close } from '../settle.ts'

type Answer = { state: string }

export const playOrderCallsOf = (orders: Orders): Interface<typeof playOrderCalls> => ({
  goOn: ({ orderId }) => goOn(orders, orderId),
  callOff: (input) => callOff(orders, input),
  handOut: async ({ orderId, shopId, byName }) => {
    await handOver(orders, { id: '', shopId, name: byName }, { orderId, photo: null })
    return { ok: true as const }
  },
})

/** The play has come to its good end: a waiting order goes on as any paid one. Asked again, or of an order that does not wait, nothing happens. */
async function goOn(orders: Orders, orderId: string): Promise<Answer> {
  return inTx(orders.db, async (tx) => {
    const order = await orderOfShop(tx, undefined, orderId)
    if (!order) throw new AppError('not_found', 'order_not_found')
    if (order.state !== 'waiting' || !order.paidAt) return { state: order.state }
    try {
      const step = { orderId, from: 'waiting', to: 'paid', by: system, reason: '' } as const
      const { concerns, ...moved } = await moveWhole(orders, tx, step)
      const fact = { ...moved, paidAt: order.paidAt.toISOString(), lines: await soldLines(tx, orderId) }
      await emit(tx, orderPaid, concerns ? { ...fact, concerns } : fact)
      return { state: 'paid' }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'transition_illegal') throw error
      // Somebody moved it between the look and the move.
      return { state: String(error.detail['from']) }
    }
  })
}

const unsent: readonly string[] = ['waiting', 'paid', 'preparing']

/** The play came to nothing for this order: unpaid it is closed, paid its money goes back. What has left, or is over, stays as it is. */
async function callOff(orders: Orders, { orderId, reason }: { orderId: string; reason: string }): Promise<Answer> {
  const order = await orderOfShop(orders.db, undefined, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  try {
    if (order.state === 'pending_payment') await close(orders, order.checkoutId, { orderId, by: system, reason })
    else if (unsent.includes(order.state)) await startRefund(orders, orderId, { by: system, reason })
    else return { state: order.state }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'transition_illegal') throw error
    // It was paid, sent or ended this moment: whoever asked looks again.
  }
  return { state: (await orderOfShop(orders.db, undefined, orderId))?.state ?? order.state }
}
