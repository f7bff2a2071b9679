import { randomUUID } from 'node:crypto'
import type { Checkout, CouponChoice } from '../../../../clients/shop/client.ts'
import { type Action, attempt, count, orderAt, personOf, recent, shopOf, type Stage, together } from '../play.ts'

const address = (stage: Stage, shopper: number): string => personOf(stage, shopper).addressId

/** What somebody wants: goods of one shop or two, coupons, points and red packets. */
function wishOf(stage: Stage, who: number) {
  const { dice, told } = stage
  const shops = dice.chance(0.2) ? stage.shops : [dice.pick(stage.shops)]
  const alone = dice.chance(0.14) ? dice.pick(['keys', 'vouchers'] as const) : undefined
  const goods = shops.map(({ goods: all }) => (alone ? all.filter(({ kind }) => kind === alone) : all))
  const lines = goods.flatMap((all) => {
    const skuIds = all.flatMap((one) => one.skuIds)
    return dice.some(skuIds, 2).map((skuId) => ({ skuId, quantity: 1 + dice.below(3) }))
  })
  const own = told.coupons.filter(({ shopper }) => shopper === who)
  const coupons = shops.flatMap(({ shop, coupons: templates }): CouponChoice[] => {
    if (dice.chance(0.55)) return [{ shopId: shop.id, coupons: 'best' }]
    const fitting = own.filter(({ templateId }) => templates.some(({ id }) => id === templateId)).slice(-4)
    return fitting.length > 0 && dice.chance(0.7) ? [{ shopId: shop.id, coupons: [dice.pick(fitting).id] }] : []
  })
  return { lines, addressId: address(stage, who), coupons, usePoints: dice.chance(0.25), useRedPackets: dice.chance(0.25) }
}

/** Quotes and places; sometimes taps twice, sometimes asks again with the same key when the answer was lost. */
async function place(stage: Stage): Promise<void> {
  const { dice } = stage
  const who = dice.below(stage.people.length)
  const { client } = personOf(stage, who)
  const wish = wishOf(stage, who)
  const requestId = randomUUID()
  const gift = dice.chance(0.05) ? { message: '生日快乐' } : null
  const send = async (): Promise<void> => {
    const { payableFen } = await client.quoteCheckout(wish)
    const body = { ...wish, requestId, payableFen, fromCart: false, gift }
    const checkouts = await together(Array.from({ length: dice.chance(0.1) ? 3 : 1 }, () => client.placeOrder(body)))
    for (const checkout of checkouts) note(stage, { who, requestId, checkout, isGift: gift !== null })
  }
  if ((await attempt(stage, 'place', send)) === 'lost' && dice.chance(0.6)) await attempt(stage, 'place, again', send)
}

interface Placed {
  who: number
  requestId: string
  checkout: Checkout
  isGift: boolean
}

export function note({ told, shops }: Stage, { who, requestId, checkout, isGift }: Placed): void {
  const before = told.placed.get(requestId)
  if (before && before !== checkout.id) told.lies.push(`key ${requestId} made ${before} and ${checkout.id}`)
  if (before) return
  told.placed.set(requestId, checkout.id)
  for (const { id, shopId } of checkout.orders) {
    const shop = shops.findIndex((one) => one.shop.id === shopId)
    told.orders.push({ id, checkoutId: checkout.id, shop, shopper: who, guess: 'placed', isGift })
  }
}

/** One person with several devices buys the same at the same moment: what there is once for each is asked for several times. */
async function placeTwice(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const who = dice.below(stage.people.length)
  const { client, addressId } = personOf(stage, who)
  const { shop, goods, coupons: templates } = dice.pick(stage.shops)
  const kind = dice.chance(0.7) ? 'limited' : 'plain'
  const [skuId = ''] = goods.find((one) => one.kind === kind)?.skuIds ?? []
  const own = told.coupons.filter(({ shopper, templateId }) => shopper === who && templates.some(({ id }) => id === templateId)).slice(-3)
  const coupons = own.length > 0 && dice.chance(0.6) ? [{ shopId: shop.id, coupons: [dice.pick(own).id] }] : []
  const wish = { lines: [{ skuId, quantity: 1 + dice.below(2) }], addressId, coupons, usePoints: true, useRedPackets: true }
  await attempt(stage, 'place on several devices', async () => {
    const { payableFen } = await client.quoteCheckout(wish)
    const placing = Array.from({ length: 4 }, async () => {
      const requestId = randomUUID()
      const checkout = await client.placeOrder({ ...wish, requestId, payableFen, fromCart: false })
      note(stage, { who, requestId, checkout, isGift: false })
    })
    await together(placing)
  })
}

async function look(stage: Stage): Promise<boolean> {
  const order = recent(stage, stage.told.orders)
  if (!order) return false
  await attempt(stage, 'look', async () => {
    const { state, checkoutId } = await personOf(stage, order.shopper).client.getOrder({ id: order.id })
    order.checkoutId = checkoutId
    if (['cancelled', 'closed', 'refunded'].includes(state)) order.guess = 'over'
    else if (order.guess === 'placed' && state !== 'pending_payment') order.guess = 'paid'
  })
  return true
}

async function cancel(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  await attempt(stage, 'cancel', async () => {
    await personOf(stage, order.shopper).client.cancelOrder({ id: order.id, reason: '不想要了' })
    order.guess = 'over'
  })
  return true
}

async function receive(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'sent')
  if (!order) return false
  await attempt(stage, 'receive', async () => {
    const { client } = personOf(stage, order.shopper)
    await together(Array.from({ length: stage.dice.chance(0.1) ? 2 : 1 }, () => client.confirmReceipt({ id: order.id })))
    order.guess = 'received'
  })
  return true
}

/** Somebody takes what was given; now and then two at the same moment. */
async function claimGift(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const order = told.orders.filter((one) => one.isGift && one.guess === 'paid').at(-1 - dice.below(3))
  if (!order) return false
  await attempt(stage, 'claim a gift', async () => {
    const { token } = await personOf(stage, order.shopper).client.getOrderGift({ id: order.id })
    const friends = dice.some(stage.people, 2).filter((friend) => friend !== personOf(stage, order.shopper))
    const claimed = await together(friends.map(({ client, addressId }) => client.claimGift({ token, addressId })))
    if (claimed.length > 1) told.lies.push(`two friends have the gift ${order.id}`)
    order.isGift = false
  })
  return true
}

/** Staff name another price before the order is paid; the shopper meets the new checkout. */
async function changePrice(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  const { staff } = shopOf(stage, order.shop)
  await attempt(stage, 'change a price', async () => {
    const { goodsFen, goodsDiscountFen } = await staff.getAdminOrder({ id: order.id })
    const goodsPayableFen = Math.floor((goodsFen - goodsDiscountFen) * stage.dice.pick([0.3, 0.5, 0.9]))
    const wish = { id: order.id, requestId: randomUUID(), reason: '熟客优惠', goodsPayableFen }
    const changed = await together(Array.from({ length: stage.dice.chance(0.2) ? 3 : 1 }, () => staff.changeOrderPrice(wish)))
    for (const { checkoutId } of changed) order.checkoutId = checkoutId
  })
  return true
}

/** The same order to somewhere else. */
async function changeAddress(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed', 'paid')
  if (!order) return false
  const wish = { id: order.id, requestId: randomUUID(), addressId: address(stage, order.shopper) }
  await attempt(stage, 'change an address', () => personOf(stage, order.shopper).client.changeOrderAddress(wish))
  return true
}

/** The prices of a product go up or down; those who bought dearer may have the difference. */
async function reprice(stage: Stage): Promise<void> {
  const { dice } = stage
  const { staff, goods } = dice.pick(stage.shops)
  const amount = dice.chance(0.5) ? -10 - dice.below(100) : 10 + dice.below(100)
  const product = dice.chance(0.6) ? goods[0] : dice.pick(goods)
  await attempt(stage, 'reprice goods', async () => {
    const { changed } = await staff.bulkEditProducts({
      ids: [product?.productId ?? ''],
      change: { kind: 'price', by: 'fen', amount },
      dryRun: false,
    })
    if (changed === 0) count(stage, 'reprice goods', 'nothing changed')
  })
}

export const buying: readonly Action[] = [
  { name: 'place', weight: 22, run: place },
  { name: 'place on several devices', weight: 1.5, run: placeTwice },
  { name: 'look', weight: 8, run: look },
  { name: 'cancel', weight: 4, run: cancel },
  { name: 'receive', weight: 7, run: receive },
  { name: 'claim a gift', weight: 1.5, run: claimGift },
  { name: 'change a price', weight: 2, run: changePrice },
  { name: 'change an address', weight: 1, run: changeAddress },
  { name: 'reprice goods', weight: 1, run: reprice },
]
