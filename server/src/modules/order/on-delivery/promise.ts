import { type Db, inTx, isDuplicate } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events.ts'
import { type Orders, shopperMover } from '../context.ts'
import { orderAccepted, orderPromised } from '../contract.ts'
import type { OrderDb } from '../db.ts'
import { move } from '../move.ts'
import { ownCheckout, unpaid } from '../pay.ts'
import { lockCheckout, ordersOfCheckout, setCheckout } from '../queries/checkout.ts'
import { endPromise, insertCollection, insertPromise } from '../queries/on-delivery.ts'
import { takePayment } from '../settle.ts'
import { offerOf } from './offer.ts'

/**
 * The shopper promises to pay when it is brought. The promise is written first; then the payment is closed at its channel, so that nobody pays
 * twice, and the orders go on. Again is fine. Throws `on_delivery_unavailable`, `payment_paid`, `payment_closed`, `key_reused`.
 */
export async function promise(
  orders: Orders,
  shopperId: string,
  { checkoutId, requestId }: { checkoutId: string; requestId: string },
): Promise<{ ok: true }> {
  const checkout = await ownCheckout(orders, shopperId, checkoutId)
  if (checkout.state === 'on_delivery') return { ok: true }
  unpaid(orders, checkout)
  const { offered, why, maxFen } = await offerOf(orders, checkoutId)
  if (!offered) throw new AppError('conflict', 'on_delivery_unavailable', { why, maxFen })
  try {
    await inTx(orders.db, async (tx) => {
      if (await insertPromise(tx, { checkoutId, shopperId, requestId, now: orders.now() })) await emit(tx, orderPromised, { checkoutId })
    })
  } catch (error) {
    if (isDuplicate(error, 'promise_shopper_id_request_id_key')) throw new AppError('conflict', 'key_reused', { key: requestId })
    throw error
  }
  await keepPromise(orders, checkoutId)
  return { ok: true }
}

/** What a promise brings about; twice is once. Throws `payment_paid`, `payment_closed` when the checkout had ended before. */
export async function keepPromise(orders: Orders, checkoutId: string): Promise<void> {
  const { outcome } = await orders.payment.close({ subject: checkoutId })
  if (outcome === 'paid') await takePayment(orders, checkoutId)
  const state = await inTx(orders.db, async (tx) => {
    const checkout = await lockCheckout(tx, checkoutId)
    if (checkout?.state === 'unpaid' && outcome === 'closed') {
      await setCheckout(tx, checkoutId, { state: 'on_delivery' })
      await endPromise(tx, checkoutId, 'kept')
      for (const order of await ordersOfCheckout(tx, checkoutId)) await accept(orders, tx, order)
      return 'on_delivery'
    }
    if (checkout?.state !== 'on_delivery') await endPromise(tx, checkoutId, 'dropped')
    return checkout?.state
  })
  if (state === 'on_delivery') return
  throw new AppError('conflict', state === 'paid' || outcome === 'paid' ? 'payment_paid' : 'payment_closed')
}

/** The same from the event: what ended otherwise has ended. */
export async function keepTold(orders: Orders, checkoutId: string): Promise<void> {
  try {
    await keepPromise(orders, checkoutId)
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
  }
}

async function accept(orders: Orders, tx: Db<OrderDb>, order: { id: string; shopId: string; payableFen: number }): Promise<void> {
  const { payableFen: amountFen, ...moved } = await move(orders, tx, {
    orderId: order.id,
    from: 'pending_payment',
    to: 'accepted',
    by: shopperMover,
    reason: '货到付款',
    set: { on_delivery: true },
  })
  await insertCollection(tx, { orderId: order.id, shopId: order.shopId, amountFen, now: orders.now() })
  await emit(tx, orderAccepted, moved)
}
