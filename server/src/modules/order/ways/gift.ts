import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../../kernel/clock.ts'
import { type Db, inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { type Orders, system } from '../context.ts'
import type { Gift, getOrderGift, GiftState } from '../contract-ways.ts'
import type { OrderDb } from '../db.ts'
import { freightThere } from '../handling/address.ts'
import { addressOf } from '../keep.ts'
import { setAddress } from '../queries/changes.ts'
import { orderOfShop, type OrderRecord } from '../queries/read.ts'
import { expiredButPaid, expireGifts, giftByToken, giftOf, type GiftRow, insertGift, openGift, takeGift } from '../queries/ways.ts'
import { startRefund } from '../refund-units.ts'
import { linesByOrder, own } from '../view.ts'

/** Hours in which a friend says where a gift goes; after that the giver has the money back. */
const CLAIM_HOURS = 72

/** Makes an order a gift, in the transaction that places it. The link holds 24 random bytes. */
export async function wrap(tx: Db<OrderDb>, orderId: string, message: string): Promise<void> {
  await insertGift(tx, { orderId, token: randomBytes(24).toString('base64url'), message })
}

/** Paid: the time for the friend begins. */
export async function openPaidGift(orders: Orders, { orderId, paidAt }: { orderId: string; paidAt: string }): Promise<void> {
  await openGift(orders.db, orderId, later(new Date(paidAt), { hours: CLAIM_HOURS }))
}

type State = z.output<typeof GiftState>
function stateOf(gift: GiftRow, order: OrderRecord): State {
  if (gift.state !== 'waiting') return gift.state
  if (order.state === 'pending_payment') return 'unpaid'
  return order.state === 'paid' && gift.claimBefore ? 'waiting' : order.state === 'paid' ? 'unpaid' : 'over'
}

async function found(orders: Orders, token: string): Promise<{ gift: GiftRow; order: OrderRecord }> {
  const gift = await giftByToken(orders.db, token)
  const order = gift && (await orderOfShop(orders.db, undefined, gift.orderId))
  if (!gift || !order) throw new AppError('not_found', 'gift_not_found')
  return { gift, order }
}

/** What is in it and from whom, for whoever has the link. */
export async function giftView(orders: Orders, token: string, shopperId: string | null): Promise<z.input<typeof Gift>> {
  const { gift, order } = await found(orders, token)
  const [lines, people] = await Promise.all([linesByOrder(orders, [order.id]), orders.shopper.find({ ids: [order.shopperId] })])
  return {
    state: stateOf(gift, order),
    giver: people.items[0]?.nickname ?? '',
    giverAvatar: people.items[0]?.avatar ?? null,
    message: gift.message,
    shopName: order.shopName,
    lines: (lines.get(order.id) ?? []).map(({ title, options, picture, quantity }) => ({ title, options, picture, quantity })),
    claimBefore: gift.claimBefore?.toISOString() ?? null,
    mine: shopperId !== null && gift.claimedBy === shopperId,
  }
}

/** The friend says where it goes. The same friend again changes nothing; another one is too late. A dearer freight is the shop's. */
export async function claim(orders: Orders, shopperId: string, wish: { token: string; addressId: string }): Promise<void> {
  const { gift, order } = await found(orders, wish.token)
  if (gift.claimedBy === shopperId) return
  if (stateOf(gift, order) !== 'waiting') throw new AppError('conflict', 'gift_gone')
  const { address } = await orders.shopper.address({ shopperId, addressId: wish.addressId })
  if (!address) throw new AppError('not_found', 'address_not_found')
  await freightThere(orders, order, address.districtCode)
  const taken = await inTx(orders.db, async (tx) => {
    if (!(await takeGift(tx, order.id, { shopperId, now: orders.now() }))) return false
    // Its money may be going back at this moment: then nobody has it.
    if (!(await setAddress(tx, order.id, { address: addressOf(address), states: ['paid'] }))) throw new AppError('conflict', 'gift_gone')
    return true
  })
  if (!taken && (await giftByToken(orders.db, wish.token))?.claimedBy !== shopperId) throw new AppError('conflict', 'gift_gone')
}

export async function orderGift(orders: Orders, shopperId: string, orderId: string): Promise<z.input<typeof getOrderGift.reply>> {
  const order = await own(orders, shopperId, orderId)
  const gift = await giftOf(orders.db, orderId)
  if (!gift) throw new AppError('not_found', 'gift_not_found')
  const friend = gift.claimedBy ? (await orders.shopper.find({ ids: [gift.claimedBy] })).items[0] : undefined
  const { province, city } = order.address
  return {
    token: gift.token,
    state: stateOf(gift, order),
    message: gift.message,
    claimBefore: gift.claimBefore?.toISOString() ?? null,
    claimedAt: gift.claimedAt?.toISOString() ?? null,
    claimedBy: friend?.nickname ?? null,
    place: gift.state === 'claimed' ? [...new Set([province, city])].join('') : '',
  }
}

/** Gifts nobody came for end, and their money goes back by itself. Returns how many. */
export async function returnGifts(orders: Orders): Promise<number> {
  const ended = await expireGifts(orders.db, orders.now())
  const unpaid = await expiredButPaid(orders.db, 50)
  for (const orderId of unpaid) {
    await startRefund(orders, orderId, { by: system, reason: '礼物超时未领取，自动退款' }).catch((error: unknown) => {
      // Staff were quicker: it is going back already.
      if (!(error instanceof AppError) || error.code !== 'transition_illegal') throw error
    })
  }
  return ended + unpaid.length
}
