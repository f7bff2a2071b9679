import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { PayMethod } from '../payment/contract.ts'
import type { Orders } from './context.ts'
import type { getCheckout, payCheckout } from './contract.ts'
import { findCheckout, ordersOfCheckout } from './queries/checkout.ts'
import { offerFor } from './on-delivery/offer.ts'
import { candidates } from './queries/on-delivery.ts'
import { takePayment } from './settle.ts'

export interface Payer {
  shopperId: string
  ip: string
}

/** Inside an app the payer is the one who is signed in there. */
const payerPlatform: Partial<Record<PayMethod, 'weapp' | 'alipay'>> = { wechat_jsapi: 'weapp', alipay_mini: 'alipay' }

/** Starts paying a checkout; the same method again gives the same attempt. */
export async function pay(
  orders: Orders,
  payer: Payer,
  wish: { checkoutId: string } & z.output<typeof payCheckout.body>,
): Promise<z.input<typeof payCheckout.reply>> {
  const checkout = unpaid(orders, await ownCheckout(orders, payer.shopperId, wish.checkoutId))
  const parts = await partsToPay(orders, checkout.id)
  const openId = await payerOf(orders, payer.shopperId, wish.method)
  return orders.payment.start({
    subject: checkout.id,
    shopperId: payer.shopperId,
    shopIds: [...new Set(parts.map((part) => part.shopId))],
    amountFen: checkout.payableFen,
    walletFen: wish.walletFen,
    title: titleOf(parts),
    expiresAt: checkout.payBefore.toISOString(),
    method: wish.method,
    openId,
    ip: payer.ip,
    returnUrl: wish.returnPath ? `${orders.publicUrl}${wish.returnPath}` : null,
  })
}

/** The orders of a checkout that is to be paid. A change of price or address may have taken them elsewhere this moment. Throws `payment_closed`. */
export async function partsToPay(orders: Orders, checkoutId: string) {
  const parts = await ordersOfCheckout(orders.db, checkoutId)
  if (parts.length === 0) throw new AppError('conflict', 'payment_closed')
  return parts
}

export const titleOf = (parts: readonly { shopName: string }[]): string =>
  parts
    .map((part) => part.shopName)
    .join('、')
    .slice(0, 60)

/** Who the channel is to take the money from, where that is known: the one who is signed in. Throws `payer_unknown`. */
export async function payerOf(orders: Orders, shopperId: string, method: PayMethod): Promise<string | null> {
  const platform = payerPlatform[method]
  if (!platform) return null
  const { openId } = await orders.shopper.payer({ shopperId, platform })
  if (!openId) throw new AppError('conflict', 'payer_unknown')
  return openId
}

/** A checkout that can still be paid. Throws `payment_paid`, `payment_closed`. */
export function unpaid<C extends { state: string; payBefore: Date }>(orders: Orders, checkout: C): C {
  if (checkout.state === 'paid') throw new AppError('conflict', 'payment_paid')
  if (checkout.state === 'closed' || checkout.state === 'on_delivery' || checkout.payBefore <= orders.now())
    throw new AppError('conflict', 'payment_closed')
  return checkout
}

export async function ownCheckout(orders: Orders, shopperId: string, checkoutId: string) {
  const checkout = await findCheckout(orders.db, checkoutId)
  if (!checkout || checkout.shopperId !== shopperId) throw new AppError('not_found', 'checkout_not_found')
  return checkout
}

/** A checkout with its orders, as the one who places sees it. */
export async function checkoutView(orders: Orders, shopperId: string, checkoutId: string): Promise<z.input<typeof getCheckout.reply>> {
  const checkout = await ownCheckout(orders, shopperId, checkoutId)
  const parts = await candidates(orders.db, checkoutId)
  return {
    id: checkout.id,
    payableFen: checkout.payableFen,
    payBefore: checkout.payBefore.toISOString(),
    state: checkout.state,
    replacedBy: checkout.replacedBy,
    onDelivery: checkout.state === 'unpaid' ? await offerFor(orders, parts) : { offered: false, why: null, maxFen: null },
    orders: parts.map((part) => ({
      id: part.id,
      number: part.number,
      shopId: part.shopId,
      payableFen: part.payableFen,
      state: part.state,
    })),
  }
}

/** The same, after asking the channel when it is not known to be paid: what the page that waits for the payment calls. */
export async function freshCheckout(orders: Orders, shopperId: string, checkoutId: string): Promise<z.input<typeof getCheckout.reply>> {
  const checkout = await ownCheckout(orders, shopperId, checkoutId)
  if (checkout.state === 'unpaid') {
    const { state } = await orders.payment.status({ subject: checkoutId, ask: true })
    if (state === 'paid') await takePayment(orders, checkoutId)
  }
  return checkoutView(orders, shopperId, checkoutId)
}
