import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { type Mover, type Orders, system } from './context.ts'
import { orderRefunded, orderRefundPaid, orderRefundRefused, orderRefundStarted, type refundCalls } from './contract.ts'
import { illegal, move } from './move.ts'
import {
  addRefunded,
  allRefundsPaid,
  lockToRefund,
  markAskedAgain,
  markRefundPaid,
  markRefused,
  orderToRefund,
  refundByKey,
  refundsByKeys,
  refusedKeys,
} from './queries/refunds.ts'
import { insertRemark, type OrderRecord } from './queries/read.ts'

/** One key a try: what the channel has clearly refused is never sent again under its old number. */
const paymentKey = (refundKey: string, refused: number): string => (refused === 0 ? refundKey : `${refundKey}#${refused}`)
const triesOf = (key: string): { refundKey: string; refused: number } => {
  const match = /^(.+)#(\d+)$/.exec(key)
  return match?.[1] ? { refundKey: match[1], refused: Number(match[2]) } : { refundKey: key, refused: 0 }
}

/** Asks payment for the money of one refund; keyed by the try, so that asking twice pays once. */
export async function askForMoney(orders: Orders, fact: z.output<typeof orderRefundStarted.payload>): Promise<void> {
  const refundKey = fact.refundKey ?? `order:${fact.orderId}`
  if (fact.amountFen === 0) return arrived(orders, refundKey)
  // What was taken at the door was paid for one order by itself.
  const order = await orderToRefund(orders.db, fact.orderId)
  await orders.payment.refund({
    key: paymentKey(refundKey, fact.refused),
    subject: order?.onDelivery ? fact.orderId : fact.checkoutId,
    orderId: fact.orderId,
    shopId: fact.shopId,
    amountFen: fact.amountFen,
    reason: fact.reason,
  })
}

/** Payment says how a refund ended. Refunds that are not an order's (late money) are none of our business. */
export async function onRefunded(orders: Orders, fact: { key: string; amountFen: number; ok: boolean }): Promise<void> {
  const { refundKey, refused } = triesOf(fact.key)
  const refund = await refundByKey(orders.db, refundKey)
  if (!refund) return
  if (fact.ok) return arrived(orders, refundKey)
  await inTx(orders.db, async (tx) => {
    const order = await lockToRefund(tx, refund.orderId)
    if (!order || !(await markRefused(tx, refundKey, refused))) return
    const { id: orderId, checkoutId, shopId, shopperId } = order
    await insertRemark(tx, { id: orders.newId(), orderId, staffName: '系统', text: '渠道退款失败，请人工处理', at: orders.now() })
    await emit(tx, orderRefundRefused, { orderId, checkoutId, shopId, shopperId, refundKey, amountFen: refund.amountFen })
  })
}

/** The money of one refund has arrived, booked once; the last of an order of which every unit went back ends it. */
async function arrived(orders: Orders, key: string): Promise<void> {
  const known = await refundByKey(orders.db, key)
  if (!known) throw new Error(`refund ${key} is not known`)
  await inTx(orders.db, async (tx) => {
    const order = await lockToRefund(tx, known.orderId)
    const paid = await markRefundPaid(tx, key, orders.now())
    if (!order || !paid) return
    await addRefunded(tx, order.id, paid.amountFen)
    const who = { orderId: order.id, checkoutId: order.checkoutId, shopId: order.shopId, shopperId: order.shopperId }
    await emit(tx, orderRefundPaid, { ...who, refundKey: key, amountFen: paid.amountFen, kind: paid.kind })
    if (order.state !== 'refunding' || !(await allRefundsPaid(tx, order.id))) return
    await move(orders, tx, {
      orderId: order.id,
      from: 'refunding',
      to: 'refunded',
      by: system,
      reason: '',
      set: { ended_at: orders.now() },
    })
    await emit(tx, orderRefunded, { ...who, amountFen: order.payableFen })
  })
}

/** The channel refused, and somebody has seen to it: asks again. Two who ask at once ask once. Throws `refund_not_refused`. */
export async function retryRefund(orders: Orders, wish: { key: string; by: Mover; reason: string }): Promise<{ ok: true }> {
  await inTx(orders.db, async (tx) => {
    const again = await markAskedAgain(tx, wish.key)
    const order = again && (await lockToRefund(tx, again.orderId))
    if (!again || !order) throw new AppError('conflict', 'refund_not_refused', { key: wish.key })
    const { id: orderId, checkoutId, shopId, shopperId } = order
    await insertRemark(tx, { id: orders.newId(), orderId, staffName: wish.by.name, text: `重新退款：${wish.reason}`, at: orders.now() })
    const { amountFen, refused } = again
    await emit(tx, orderRefundStarted, {
      orderId,
      checkoutId,
      shopId,
      shopperId,
      amountFen,
      reason: wish.reason,
      refundKey: wish.key,
      refused,
    })
  })
  return { ok: true }
}

/** The same for whatever of an order was refused. */
export async function refundAgain(orders: Orders, order: OrderRecord, wish: { by: Mover; reason: string }): Promise<void> {
  const keys = await refusedKeys(orders.db, order.id)
  if (keys.length === 0) throw illegal(order.state, 'refunding')
  for (const key of keys) await retryRefund(orders, { ...wish, key }).catch(unlessAsked)
}

function unlessAsked(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'refund_not_refused') throw error
}

export async function refunds(orders: Orders, keys: readonly string[]): Promise<z.input<typeof refundCalls.refunds.reply>> {
  if (keys.length === 0) return { items: [] }
  const rows = await refundsByKeys(orders.db, keys)
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString(), paidAt: row.paidAt?.toISOString() ?? null })) }
}
