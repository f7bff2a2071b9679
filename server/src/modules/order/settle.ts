import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { type Mover, type Orders, system } from './context.ts'
import { orderClosed, orderPaid, orderWaiting, type OrderState } from './contract.ts'
import type { OrderDb } from './db.ts'
import { illegal, moveWhole } from './move.ts'
import {
  findCheckout,
  lockCheckout,
  moveToCheckout,
  ordersOfCheckout,
  overdueCheckouts,
  setCheckout,
  setReplaced,
  soldLines,
} from './queries/checkout.ts'
import { settleCollected } from './on-delivery/collect.ts'
import { insertCheckout } from './queries/place.ts'
import { orderOfShop } from './queries/read.ts'

/** The payment of a checkout came in full: its orders are paid. Twice is once. Money for a closed checkout goes back. */
export async function settlePaid(orders: Orders, paid: { subject: string; amountFen: number; paidAt: string }): Promise<void> {
  const outcome = await inTx(orders.db, async (tx) => {
    const checkout = await lockCheckout(tx, paid.subject)
    // Payment takes the money of other subjects too: of orders that were paid at the door, of top-ups.
    if (!checkout) return 'other'
    if (checkout.state !== 'unpaid') return checkout.state
    if (checkout.payableFen !== paid.amountFen)
      throw new Error(`checkout ${paid.subject} costs ${checkout.payableFen}, paid was ${paid.amountFen}`)
    const paidAt = new Date(paid.paidAt)
    await setCheckout(tx, checkout.id, { state: 'paid', paidAt })
    for (const { id, waits } of await ordersOfCheckout(tx, checkout.id)) await markPaid(orders, tx, { orderId: id, waits, paidAt })
    return 'paid'
  })
  if (outcome === 'other') await settleCollected(orders, paid.subject, new Date(paid.paidAt))
  if (outcome === 'closed' || outcome === 'on_delivery') {
    await orders.payment.refund({
      key: `late:${paid.subject}`,
      subject: paid.subject,
      orderId: null,
      amountFen: paid.amountFen,
      reason: '订单已关闭，自动退款',
    })
  }
}

/** `waits`: whether it waits for its play then. */
async function markPaid(
  orders: Orders,
  tx: Db<OrderDb>,
  { orderId, waits, paidAt }: { orderId: string; waits: boolean; paidAt: Date },
): Promise<void> {
  const { payableFen, concerns, ...moved } = await moveWhole(orders, tx, {
    orderId,
    from: 'pending_payment',
    to: waits ? 'waiting' : 'paid',
    by: system,
    reason: '',
    set: { paid_at: paidAt },
  })
  const fact = { ...moved, payableFen, paidAt: paidAt.toISOString(), ...(concerns ? { concerns } : {}) }
  if (waits) await emit(tx, orderWaiting, fact)
  else await emit(tx, orderPaid, { ...fact, lines: await soldLines(tx, orderId) })
}

/**
 * Closes an unpaid order; without one, all of the checkout. The channel is asked to close first: when the money has come by then, the orders
 * are paid and the wish is refused. Orders of the same checkout that stay get a checkout of their own, so that they can still be paid.
 */
export async function close(orders: Orders, checkoutId: string, wish: { orderId?: string; by: Mover; reason: string }): Promise<void> {
  const { outcome } = await orders.payment.close({ subject: checkoutId })
  if (outcome === 'paid') {
    await takePayment(orders, checkoutId)
    throw illegal('paid', endOf(wish.by))
  }
  const movedTo = await inTx(orders.db, async (tx) => {
    const checkout = await lockCheckout(tx, checkoutId)
    if (!checkout) throw new AppError('not_found', 'order_not_found')
    if (checkout.state === 'paid' || checkout.state === 'on_delivery')
      throw illegal(checkout.state === 'paid' ? 'paid' : 'accepted', endOf(wish.by))
    if (checkout.state === 'closed') {
      return wish.orderId ? newCheckoutOf(tx, { orderId: wish.orderId, former: checkoutId, to: endOf(wish.by) }) : undefined
    }
    const all = await ordersOfCheckout(tx, checkoutId)
    for (const order of all.filter((one) => !wish.orderId || one.id === wish.orderId)) {
      const {
        payableFen: _payable,
        concerns,
        ...moved
      } = await moveWhole(orders, tx, {
        orderId: order.id,
        from: 'pending_payment',
        to: endOf(wish.by),
        by: wish.by,
        reason: wish.reason,
        set: { ended_at: orders.now() },
      })
      await emit(tx, orderClosed, { ...moved, reason: wish.reason, ...(concerns ? { concerns } : {}) })
    }
    const staying = all.filter((one) => wish.orderId && one.id !== wish.orderId)
    await renewCheckout(orders, tx, { checkout, staying })
    return undefined
  })
  if (movedTo) await close(orders, movedTo, wish)
}

/** The checkout of an order that a change of price has given another one meanwhile. Throws where the order stands when it is over. */
async function newCheckoutOf(
  tx: Db<OrderDb>,
  { orderId, former, to }: { orderId: string; former: string; to: OrderState },
): Promise<string> {
  const order = await orderOfShop(tx, undefined, orderId)
  if (order?.state !== 'pending_payment' || order.checkoutId === former) throw illegal(order?.state ?? 'unknown', to)
  return order.checkoutId
}

interface Renewal {
  checkout: NonNullable<Awaited<ReturnType<typeof lockCheckout>>>
  /** Orders that can still be paid, at these amounts. */
  staying: readonly { id: string; payableFen: number }[]
}

/**
 * Ends a checkout that is closed at its channel; what stays of it goes on under a fresh one, so that the total of a checkout never changes
 * and what a shopper looks at is what is charged.
 */
export async function renewCheckout(orders: Orders, tx: Db<OrderDb>, { checkout, staying }: Renewal): Promise<void> {
  await setCheckout(tx, checkout.id, { state: 'closed' })
  if (staying.length === 0) return
  const id = orders.newId()
  const payableFen = staying.reduce((sum, one) => sum + one.payableFen, 0)
  await insertCheckout(tx, { id, shopperId: checkout.shopperId, payableFen, payBefore: checkout.payBefore, placedAt: checkout.placedAt })
  await moveToCheckout(
    tx,
    staying.map((one) => one.id),
    id,
  )
  await setReplaced(tx, checkout.id, id)
}

/** What ends by the shopper's own wish is cancelled; what others or the clock end is closed. */
const endOf = (by: Mover): 'cancelled' | 'closed' => (by.actor === 'shopper' ? 'cancelled' : 'closed')

/** Books a payment that payment already knows of. */
export async function takePayment(orders: Orders, checkoutId: string): Promise<void> {
  const status = await orders.payment.status({ subject: checkoutId })
  const checkout = await findCheckout(orders.db, checkoutId)
  if (status.state !== 'paid' || !status.paidAt || !checkout) return
  await settlePaid(orders, { subject: checkoutId, amountFen: checkout.payableFen, paidAt: status.paidAt })
}

/** Closes checkouts that were not paid in time. Returns how many were tried. */
export async function closeOverdue(orders: Orders): Promise<number> {
  const ids = await overdueCheckouts(orders.db, orders.now(), 50)
  for (const id of ids) {
    await close(orders, id, { by: system, reason: '超时未支付' }).catch((error: unknown) => {
      // It was paid at the last moment, or the channel cannot be asked now: then it is tried again half a minute later.
      if (!(error instanceof AppError)) throw error
    })
  }
  return ids.length
}
