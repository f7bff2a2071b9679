import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { createFriendLink, FriendPay, payForFriend } from './contract.ts'
import { type Payer, payerOf, ownCheckout, partsToPay, titleOf, unpaid } from './pay.ts'
import { findCheckout, ordersOfCheckout } from './queries/checkout.ts'
import { friendLink, putFriendLink } from './queries/friend.ts'
import { takePayment } from './settle.ts'
import { linesByOrder } from './view.ts'

/** A link that nobody guesses; whoever has it may look and pay, and nothing else. */
export async function askFriend(
  orders: Orders,
  shopperId: string,
  wish: { checkoutId: string } & z.output<typeof createFriendLink.body>,
): Promise<{ token: string }> {
  const checkout = unpaid(orders, await ownCheckout(orders, shopperId, wish.checkoutId))
  const token = randomBytes(24).toString('base64url')
  const { message, showGoods } = wish
  return { token: await putFriendLink(orders.db, { token, checkoutId: checkout.id, shopperId, message, showGoods, now: orders.now() }) }
}

/** The checkout a link leads to; a change of price or address has given it another one. */
async function followed(orders: Orders, token: string) {
  const link = await friendLink(orders.db, token)
  if (!link) throw new AppError('not_found', 'friend_link_not_found')
  let checkout = await findCheckout(orders.db, link.checkoutId)
  while (checkout?.replacedBy) checkout = await findCheckout(orders.db, checkout.replacedBy)
  if (!checkout) throw new AppError('not_found', 'friend_link_not_found')
  return { link, checkout }
}

/** What the friend sees: as much as the owner shows, and neither address nor phone. */
export async function friendView(orders: Orders, token: string): Promise<z.input<typeof FriendPay>> {
  const first = await followed(orders, token)
  if (first.checkout.state === 'unpaid') {
    const { state } = await orders.payment.status({ subject: first.checkout.id, ask: true })
    if (state === 'paid') await takePayment(orders, first.checkout.id)
  }
  const { link, checkout } = await followed(orders, token)
  const [owner] = (await orders.shopper.find({ ids: [link.shopperId] })).items
  const parts = await ordersOfCheckout(orders.db, checkout.id)
  const lines = link.showsGoods
    ? await linesByOrder(
        orders,
        parts.map((part) => part.id),
      )
    : new Map<string, never[]>()
  const over = checkout.state === 'unpaid' && checkout.payBefore <= orders.now()
  return {
    state: over || checkout.state === 'on_delivery' ? 'closed' : checkout.state,
    owner: owner?.nickname ?? '',
    message: link.message,
    payableFen: checkout.payableFen,
    payBefore: checkout.payBefore.toISOString(),
    lines: [...lines.values()].flat().map(({ title, options, picture, quantity }) => ({ title, options, picture, quantity })),
  }
}

/** The friend pays all of it, as themselves: the channel knows them as the payer, and gives refunds back to them. */
export async function payAsFriend(
  orders: Orders,
  payer: Payer,
  wish: { token: string } & z.output<typeof payForFriend.body>,
): Promise<z.input<typeof payForFriend.reply>> {
  const { link, checkout: found } = await followed(orders, wish.token)
  const checkout = unpaid(orders, found)
  const parts = await partsToPay(orders, checkout.id)
  const { number, action } = await orders.payment.start({
    subject: checkout.id,
    shopperId: link.shopperId,
    shopIds: [...new Set(parts.map((part) => part.shopId))],
    amountFen: checkout.payableFen,
    // The owner's wallet has no part in it: what it had set aside is free again.
    walletFen: 0,
    title: titleOf(parts),
    expiresAt: checkout.payBefore.toISOString(),
    method: wish.method,
    openId: await payerOf(orders, payer.shopperId, wish.method),
    ip: payer.ip,
    returnUrl: wish.returnPath ? `${orders.publicUrl}${wish.returnPath}` : null,
  })
  return { number, action }
}
