import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { dayOf } from '../../kernel/clock.ts'
import { type Mover, type Orders, REVIEW_DAYS, shopperMover, system } from './context.ts'
import { orderCompleted, orderReceived } from './contract.ts'
import { illegal, move } from './move.ts'
import { leftOfOrder } from './queries/assets.ts'
import { collectionOf } from './queries/on-delivery.ts'
import { dueToComplete, dueToReceive } from './queries/checkout.ts'
import { lockToRefund } from './queries/refunds.ts'
import { remind, setReviewed } from './queries/read.ts'
import { own } from './view.ts'

async function receive(orders: Orders, orderId: string, by: Mover): Promise<void> {
  await inTx(orders.db, async (tx) => {
    // It is received when its money is taken and in the books, and not before.
    const order = await lockToRefund(tx, orderId)
    const collection = await collectionOf(tx, orderId)
    if (collection?.state === 'due' || (collection?.state === 'collected' && !order?.paidAt))
      throw new AppError('conflict', 'not_collected', { orderId })
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from: 'shipped',
      to: 'received',
      by,
      reason: '',
      set: { received_at: orders.now() },
    })
    await emit(tx, orderReceived, { ...moved, by: by.actor === 'shopper' ? 'shopper' : 'timeout' })
  })
}

/** The shopper has got everything. */
export async function confirmReceiptOf(orders: Orders, shopperId: string, orderId: string): Promise<void> {
  await own(orders, shopperId, orderId)
  await receive(orders, orderId, shopperMover)
}

/** Orders whose time to confirm is over are received by themselves. Returns how many. */
export async function receiveOverdue(orders: Orders): Promise<number> {
  const ids = await dueToReceive(orders.db, orders.now(), 100)
  for (const id of ids) await unlessMoved(() => receive(orders, id, system))
  return ids.length
}

/** Received orders end when every line is reviewed or the time for it is over. Returns how many. */
export async function completeReviewed(orders: Orders): Promise<number> {
  const ids = await dueToComplete(orders.db, new Date(orders.now().getTime() - REVIEW_DAYS * 86_400_000), 100)
  for (const id of ids) {
    await unlessMoved(() => complete(orders, id))
  }
  return ids.length
}

async function complete(orders: Orders, orderId: string): Promise<void> {
  await inTx(orders.db, async (tx) => {
    await lockToRefund(tx, orderId)
    const goodsPaidFen = await leftOfOrder(tx, orderId)
    const set = { ended_at: orders.now(), earning_fen: goodsPaidFen }
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from: 'received',
      to: 'completed',
      by: system,
      reason: '',
      set,
    })
    await emit(tx, orderCompleted, { ...moved, goodsPaidFen })
  })
}

/** Another worker, or the shopper, may have been quicker: that is no fault. */
async function unlessMoved(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'transition_illegal') throw error
  }
}

/** Asks the shop to hurry, once a day. */
export async function remindShop(orders: Orders, shopperId: string, orderId: string): Promise<{ ok: true }> {
  const order = await own(orders, shopperId, orderId)
  if (!['accepted', 'paid', 'preparing', 'partly_shipped'].includes(order.state)) throw illegal(order.state, 'shipped')
  const midnight = new Date(`${dayOf(orders.now())}T00:00:00+08:00`)
  if (!(await remind(orders.db, orderId, orders.now(), midnight))) throw new AppError('conflict', 'reminded_today')
  return { ok: true }
}

export async function markReviewedLine(orders: Orders, orderLineId: string): Promise<{ ok: true }> {
  await setReviewed(orders.db, orderLineId)
  return { ok: true }
}
