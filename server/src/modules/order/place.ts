import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Channel } from '../catalog/contract.ts'
import { draftLines } from './draft-lines.ts'
import type { Quote, ShopQuote } from '../pricing/contract.ts'
import type { Address } from '../shopper/contract.ts'
import { holdAssets } from './assets.ts'
import { concernsOf } from './concerns.ts'
import { HOLD_GRACE_MINUTES, type Orders } from './context.ts'
import { orderPlaced, type placeOrder, type PlayWish } from './contract.ts'
import { holdPlay, releasePlay } from './play/terms.ts'
import {
  claimPlacement,
  dropPlacement,
  findPlacement,
  finishPlacement,
  insertOrder,
  type NewOrder,
  type Placement,
  takeOverPlacement,
} from './queries/place.ts'
import { refuseVirtualGift, settingsOf, snapshotsOf } from './keep.ts'
import { claimLimits } from './limits.ts'
import { goesTo, holdPlace, refuseElsewhere } from './hold-place.ts'
import { quote } from './quote.ts'
import type { Answered } from './ways/answers.ts'
import { wrap } from './ways/gift.ts'
import { answersOf } from './ways/questions.ts'

export type PlaceInput = z.output<typeof placeOrder.body> & { channel: Channel | null }

/** After this long without an end a placing is taken to be that of a dead process. */
const ABANDONED_MS = 30_000

/**
 * Places a checkout once: the same key and body answers with the same checkout, also while the first is still at work; the same key and
 * another body is `key_reused`. Placed only at the total the shopper confirmed, else `price_changed` with the new quote.
 */
export async function place(orders: Orders, shopperId: string, input: PlaceInput): Promise<string> {
  const placement: Placement = {
    shopperId,
    requestId: input.requestId,
    bodyHash: createHash('sha256').update(JSON.stringify(input)).digest('base64url'),
    claim: orders.newId(),
    now: orders.now(),
  }
  const before = await claimOrFind(orders, placement)
  if (before) return before
  try {
    return await placeClaimed(orders, placement, input)
  } catch (error) {
    await dropPlacement(orders.db, placement)
    throw error
  }
}

/** Nothing: the placing is ours to do. An id: it was done before. */
async function claimOrFind(orders: Orders, placement: Placement): Promise<string | undefined> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (await claimPlacement(orders.db, placement)) return undefined
    const found = await findPlacement(orders.db, placement.shopperId, placement.requestId)
    if (!found) continue // the one before was refused and has just left
    if (found.bodyHash !== placement.bodyHash) throw new AppError('conflict', 'key_reused', { key: placement.requestId })
    if (found.checkoutId) return found.checkoutId
    const abandoned = orders.now().getTime() - found.claimedAt.getTime() > ABANDONED_MS
    if (abandoned && (await takeOverPlacement(orders.db, placement, found.claim))) return undefined
    await sleep(50)
  }
  throw new AppError('unavailable', 'placing_under_way')
}

async function placeClaimed(orders: Orders, placement: Placement, input: PlaceInput): Promise<string> {
  if (input.play && input.gift) throw new AppError('conflict', 'play_alone')
  // What is not used to pay need not be looked up.
  const {
    quote: priced,
    address,
    terms,
  } = await quote(orders, placement.shopperId, {
    ...input,
    withAssets: input.usePoints || input.useRedPackets,
  })
  if (!address && priced.needsAddress) throw new AppError('not_found', 'address_not_found')
  const refused = whyNotAsConfirmed(priced, input)
  if (refused === 'price_changed')
    throw new AppError('conflict', 'price_changed', { quote: (await quote(orders, placement.shopperId, input)).quote })
  refuseElsewhere(terms ?? {}, input.deliveries)
  if (input.gift) refuseVirtualGift(priced, input.deliveries)
  const answers = await answersOf(orders, priced, input.answers)
  const checkoutId = orders.newId()
  const [settings, snapshots] = await Promise.all([settingsOf(orders, priced), snapshotsOf(orders, priced)])
  const minutes = Math.min(...[...settings.values()].map((one) => one.unpaidMinutes), terms?.payMinutes ?? Infinity)
  const draft = { orders, placement, input, address, answers, checkoutId, minutes, settings, snapshots, waits: terms?.waits ?? false }
  const drafts = priced.shops.map((shop) => draftOrder(draft, shop))
  try {
    const to = { minutes, address, deliveries: input.deliveries, play: input.play }
    for (const order of drafts) await hold(orders, order, to)
    await write(orders, placement, { drafts, ...input, fromCart: input.fromCart && !input.play })
  } catch (error) {
    for (const order of drafts) await letGo(orders, order.id, input.play)
    throw error
  }
  if (priced.payableFen === 0) await payNothing(orders, drafts)
  return checkoutId
}

/** What the shopper saw is what is charged: any difference is refused, that of the price with the truth. */
function whyNotAsConfirmed(priced: Quote, input: PlaceInput): 'price_changed' | undefined {
  const short = priced.invalid.find((line) => line.reason === 'stock_short')
  if (short) throw new AppError('conflict', 'stock_short', { skuId: short.skuId, available: short.available })
  if (priced.invalid.length > 0 || priced.shops.length === 0) throw new AppError('conflict', 'lines_invalid', { invalid: priced.invalid })
  if (priced.payableFen !== input.payableFen) return 'price_changed'
  const given = new Set(
    priced.shops.flatMap(({ gifts }) =>
      gifts.flatMap(({ offerId, items }) => items.filter((item) => item.chosen).map(({ skuId }) => `${offerId} ${skuId}`)),
    ),
  )
  if (input.gifts.some((gift) => !given.has(`${gift.offerId} ${gift.skuId}`))) return 'price_changed'
  for (const choice of input.coupons) {
    const chosen = choice.coupons
    const used = priced.shops.find((shop) => shop.shopId === choice.shopId)?.couponIds ?? []
    if (chosen !== 'best' && chosen.some((id) => !used.includes(id)))
      throw new AppError('conflict', 'coupon_unusable', { shopId: choice.shopId })
  }
  return undefined
}

interface Draft {
  orders: Orders
  placement: Placement
  input: PlaceInput
  address: Address | null
  answers: ReadonlyMap<string, Answered[]>
  checkoutId: string
  minutes: number
  waits: boolean
  settings: Awaited<ReturnType<typeof settingsOf>>
  snapshots: Awaited<ReturnType<typeof snapshotsOf>>
}

function draftOrder(
  { orders, placement, input, address, answers, checkoutId, minutes, settings, snapshots, waits }: Draft,
  shop: ShopQuote,
): NewOrder {
  const placedAt = orders.now()
  const order = {
    id: orders.newId(),
    number: shortNumber(placedAt),
    checkoutId,
    shopId: shop.shopId,
    shopName: shop.shopName,
    shopperId: placement.shopperId,
    ...goesTo(address, input, shop),
    terms: settings.get(shop.shopId)?.terms ?? '',
    note: input.notes.find((note) => note.shopId === shop.shopId)?.text ?? '',
    goodsFen: shop.goodsFen,
    goodsDiscountFen: shop.goodsDiscountFen,
    freightFen: shop.freightFen,
    freightDiscountFen: shop.freightDiscountFen,
    pointsFen: shop.pointsFen,
    redPacketFen: shop.redPacketFen,
    payableFen: shop.payableFen,
    couponIds: shop.couponIds,
    placedAt,
    payBefore: new Date(placedAt.getTime() + minutes * 60_000),
    limitedRuleIds: shop.limitedRuleIds,
    play: input.play && { ...input.play, waits },
    lines: draftLines(shop, { answers, snapshots, newId: orders.newId }),
  }
  const place = input.deliveries.some((one) => one.shopId === shop.shopId)
  const { gift, invoiceWishId, play } = input
  const beside = { gift: gift !== null, place, invoice: invoiceWishId !== null, play: play?.kind ?? null }
  return { ...order, concerns: concernsOf(order, beside) }
}

async function hold(
  orders: Orders,
  order: NewOrder,
  to: { minutes: number; address: Address | null } & Pick<PlaceInput, 'deliveries' | 'play'>,
): Promise<void> {
  const minutes = to.minutes + HOLD_GRACE_MINUTES
  const lines = order.lines.map(({ skuId, quantity }) => ({ skuId, quantity }))
  const { districtCode = null } = to.address ?? {}
  await holdPlay(orders, order, { play: to.play, minutes })
  await orders.inventory.reserve({ key: order.id, lines, minutes, ...(districtCode ? { to: { districtCode } } : {}) })
  await claimLimits(orders, order, minutes)
  const { couponIds, limitedRuleIds } = order
  if (couponIds.length + limitedRuleIds.length > 0) {
    const wish = { couponIds: [...couponIds], ruleIds: [...limitedRuleIds] }
    await orders.promotion.hold({ key: order.id, shopperId: order.shopperId, ...wish, minutes })
  }
  await holdAssets(orders, order, minutes)
  const choice = to.deliveries.find((one) => one.shopId === order.shopId)
  await holdPlace(orders, order, { minutes, address: to.address, choice, play: to.play?.kind ?? null })
}

/** Gives back what a failed placing took; what cannot be given back now lapses by itself. */
async function letGo(orders: Orders, orderId: string, play: PlayWish | null): Promise<void> {
  await Promise.allSettled([
    releasePlay(orders, play, orderId),
    orders.inventory.release({ key: orderId }),
    orders.promotion.release({ key: orderId }),
    orders.points.release({ key: orderId }),
    orders.shipping.releaseDelivery({ orderId }),
    orders.redpacket.release({ key: orderId }),
    orders.purchaseLimit.end({ key: orderId }),
  ])
}

interface Written {
  drafts: readonly NewOrder[]
  fromCart: boolean
  gift: PlaceInput['gift']
  invoiceWishId: string | null
}

/** The moment in which the orders exist. */
async function write(orders: Orders, placement: Placement, { drafts, fromCart, gift, invoiceWishId }: Written): Promise<void> {
  const [first] = drafts
  if (!first) throw new AppError('conflict', 'lines_invalid', { invalid: [] })
  await inTx(orders.db, async (tx) => {
    const checkout = {
      id: first.checkoutId,
      shopperId: placement.shopperId,
      payableFen: drafts.reduce((sum, order) => sum + order.payableFen, 0),
      payBefore: first.payBefore,
      placedAt: first.placedAt,
    }
    if (!(await finishPlacement(tx, placement, checkout))) throw new AppError('unavailable', 'placing_under_way')
    for (const order of drafts) {
      await insertOrder(tx, order, orders.newId())
      if (gift) await wrap(tx, order.id, gift.message)
      const skuIds = fromCart ? order.lines.filter((line) => !line.gift).map((line) => line.skuId) : []
      await emit(tx, orderPlaced, {
        orderId: order.id,
        checkoutId: order.checkoutId,
        shopId: order.shopId,
        shopperId: order.shopperId,
        skuIds,
        payableFen: order.payableFen,
        invoiceWishId,
        concerns: [...(skuIds.length > 0 ? ['cart'] : []), ...(invoiceWishId ? ['invoice'] : [])],
      })
    }
  })
}

/** An order that costs nothing is paid without a channel. */
async function payNothing(orders: Orders, drafts: readonly NewOrder[]): Promise<void> {
  const [first] = drafts
  if (!first) return
  await orders.payment.start({
    subject: first.checkoutId,
    shopperId: first.shopperId,
    shopIds: drafts.map((order) => order.shopId),
    amountFen: 0,
    title: first.shopName,
    expiresAt: first.payBefore.toISOString(),
    method: 'wechat_h5',
    openId: null,
    ip: '127.0.0.1',
    returnUrl: null,
  })
}
