import type { z } from 'zod'
import { dayOf, later, startOfDay } from '../server/src/kernel/clock.ts'
import { newId } from '../server/src/kernel/ids.ts'
import type { PromiseCode } from './shops/data.ts'
import type { orderCalls } from '../server/src/modules/order/contract.ts'
import type { paymentCalls } from '../server/src/modules/payment/contract.ts'
import type { Picture } from '../server/src/modules/media/contract.ts'
import type { shippingCalls } from '../server/src/modules/shipping/contract.ts'
import { dice, type Dice } from './random.ts'
import { parcelOf } from './past-parcels.ts'

export interface PastProduct {
  id: string
  shopId: string
  title: string
  promises: PromiseCode[]
  picture: Picture
  skus: { id: string; options: string[]; priceFen: number; picture: Picture | null }[]
}
export interface PastShopper {
  id: string
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
}
export interface PastWorld {
  now: Date
  /** How many days back the shops opened. */
  days: number
  shops: { id: string; name: string }[]
  products: PastProduct[]
  shoppers: PastShopper[]
}

export type PastOrder = z.input<typeof orderCalls.seed.input>['orders'][number]
export type PastPayment = z.input<typeof paymentCalls.seed.input>['payments'][number]
export type PastParcel = z.input<typeof shippingCalls.seed.input>['parcels'][number]
export interface Past {
  orders: PastOrder[]
  payments: PastPayment[]
  parcels: PastParcel[]
}

/** When people buy: a share for each hour in China. Quiet at night, a hill at noon, a mountain in the evening. */
const hours = [2, 1, 1, 0, 0, 1, 2, 4, 6, 8, 10, 10, 12, 11, 8, 7, 7, 8, 9, 12, 15, 16, 12, 6]
/** Sunday first: weekends are busier. */
const weekdays = [1.25, 0.9, 0.92, 0.95, 1, 1.12, 1.3]
const notes = ['请发顺丰', '麻烦包装好一点，送人的', '周末送货', '放小区快递柜就行', '尽快发货，谢谢', '下午家里有人']

/** Months of believable orders: a rhythm of days and weeks, slowly growing, favourites and rarities, in all stages. */
export function makePast(world: PastWorld): Past {
  const roll = dice('past')
  const shelves = new Map(world.shops.map((shop) => [shop.id, shelf(world.products.filter((product) => product.shopId === shop.id))]))
  const past: Past = { orders: [], payments: [], parcels: [] }
  const today = startOfDay(dayOf(world.now))
  for (let back = world.days; back >= 0; back -= 1) {
    const day = later(today, { days: -back })
    const growth = 0.7 + (0.6 * (world.days - back)) / world.days
    const busy = 26 * growth * (weekdays[new Date(day.getTime() + 8 * 3_600_000).getUTCDay()] ?? 1) * (0.85 + roll.next() * 0.3)
    for (let n = 0; n < busy; n += 1) {
      const at = later(day, { hours: hourOf(roll), minutes: roll.int(0, 59), seconds: roll.int(0, 59) })
      if (at.getTime() < world.now.getTime() - 45 * 60_000) addCheckout(past, { world, roll, at, shelves })
    }
  }
  return past
}

function hourOf(roll: Dice): number {
  let left = roll.next() * hours.reduce((sum, share) => sum + share, 0)
  return Math.max(
    hours.findIndex((share) => (left -= share) < 0),
    0,
  )
}

/** Products with their weight: the n-th favourite sells like 1/n, which is how shops are. */
function shelf(products: PastProduct[]): { products: PastProduct[]; total: number } {
  const shuffled = products.map((product) => ({ product, key: dice(product.title).next() })).toSorted((a, b) => a.key - b.key)
  return { products: shuffled.map(({ product }) => product), total: shuffled.reduce((sum, _, index) => sum + 1 / (index + 3), 0) }
}

interface Draw {
  world: PastWorld
  roll: Dice
  at: Date
  shelves: Map<string, ReturnType<typeof shelf>>
}

function favourite({ products, total }: ReturnType<typeof shelf>, roll: Dice): PastProduct | undefined {
  let left = roll.next() * total
  return products.find((_, index) => (left -= 1 / (index + 3)) < 0) ?? products[0]
}

/** One visit to the cash desk: mostly one shop, sometimes two at once. */
function addCheckout(past: Past, draw: Draw): void {
  const { world, roll, at } = draw
  const shopper = roll.pick(world.shoppers)
  const first = roll.pick(world.shops)
  const second = roll.chance(0.07) ? roll.pick(world.shops) : first
  const fate = fateOf(world.now.getTime() - at.getTime(), roll)
  const checkoutId = newId()
  const orders = [...new Set([first, second])].map((shop) => orderOf(draw, { shop, shopper, fate, checkoutId }))
  past.orders.push(...orders)
  if (fate === 'closed') return
  const paidAt = orders[0]?.paidAt ?? at.toISOString()
  past.payments.push({
    subject: checkoutId,
    shopperId: shopper.id,
    shopIds: orders.map((order) => order.shopId),
    amountFen: orders.reduce((sum, order) => sum + payable(order), 0),
    title: orders.map((order) => order.shopName).join('、'),
    paidAt,
    refunds: orders
      .filter((order) => order.state === 'refunded' && payable(order) > 0)
      .map((order) => ({
        key: `order:${order.id}`,
        orderId: order.id,
        amountFen: payable(order),
        at: order.endedAt ?? paidAt,
        reason: '协商一致退款',
      })),
  })
  for (const order of orders) if (order.shippedAt) past.parcels.push(parcelOf(order, roll, world.now))
}

export const payable = (order: PastOrder): number =>
  order.lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity - line.discountFen, 0) +
  order.freightFen -
  order.freightDiscountFen

type Fate = 'closed' | 'refunded' | 'paid' | 'shipped' | 'received' | 'completed'

/** Where an order of that age stands. */
function fateOf(ageMs: number, roll: Dice): Fate {
  const days = ageMs / 86_400_000
  const luck = roll.next()
  if (luck < 0.06) return 'closed'
  if (luck < 0.085 && days > 2) return 'refunded'
  if (days < 0.7) return 'paid'
  if (days < 1.6) return luck < 0.4 ? 'paid' : 'shipped'
  if (days < 5) return luck < 0.75 ? 'shipped' : 'received'
  if (days < 9) return luck < 0.2 ? 'shipped' : 'received'
  return days < 14 ? 'received' : 'completed'
}

interface OrderWish {
  shop: { id: string; name: string }
  shopper: PastShopper
  fate: Fate
  checkoutId: string
}

function orderOf({ world, roll, at, shelves }: Draw, { shop, shopper, fate, checkoutId }: OrderWish): PastOrder {
  const place = shelves.get(shop.id)
  const picked = new Map<string, PastProduct>()
  for (let n = roll.chance(0.6) ? 1 : roll.int(2, 4); n > 0; n -= 1) {
    const product = place && favourite(place, roll)
    if (product) picked.set(product.id, product)
  }
  const lines = [...picked.values()].map((product) => lineOf(product, roll))
  const goodsFen = lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity, 0)
  if (goodsFen >= 200_00 && roll.chance(0.6)) discountLines(lines, goodsFen >= 500_00 ? 60_00 : 20_00)
  const freightFen = goodsFen < 99_00 ? 8_00 : 0
  const { id: _id, ...address } = shopper
  return {
    id: newId(),
    checkoutId,
    shopId: shop.id,
    shopName: shop.name,
    shopperId: shopper.id,
    state: fate,
    placedAt: at.toISOString(),
    ...times({ at, fate, roll, now: world.now }),
    address,
    note: roll.chance(0.08) ? roll.pick(notes) : '',
    freightFen,
    freightDiscountFen: 0,
    lines,
  }
}

function lineOf(product: PastProduct, roll: Dice): PastOrder['lines'][number] {
  const sku = roll.pick(product.skus)
  return {
    id: newId(),
    skuId: sku.id,
    productId: product.id,
    title: product.title,
    options: sku.options,
    picture: sku.picture ?? product.picture,
    promises: product.promises,
    quantity: roll.chance(0.8) ? 1 : roll.int(2, 3),
    unitPriceFen: sku.priceFen,
    discountFen: 0,
  }
}

/** Spreads a discount over the lines by what they cost; the last takes what is left of it. */
function discountLines(lines: PastOrder['lines'], offFen: number): void {
  const total = lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity, 0)
  let left = offFen
  for (const line of lines) {
    const cost = line.unitPriceFen * line.quantity
    line.discountFen = line === lines.at(-1) ? Math.min(left, cost) : Math.floor((offFen * cost) / total)
    left -= line.discountFen
  }
}

function times({
  at,
  fate,
  roll,
  now,
}: {
  at: Date
  fate: Fate
  roll: Dice
  now: Date
}): Pick<PastOrder, 'paidAt' | 'shippedAt' | 'receivedAt' | 'endedAt'> {
  const none = { paidAt: null, shippedAt: null, receivedAt: null, endedAt: null }
  if (fate === 'closed') return { ...none, endedAt: later(at, { minutes: 30 }).toISOString() }
  const paidAt = later(at, { seconds: roll.int(15, 400) })
  const paid = { ...none, paidAt: paidAt.toISOString() }
  if (fate === 'paid') return paid
  if (fate === 'refunded') return { ...paid, endedAt: earlier(later(paidAt, { hours: roll.int(3, 30) }), now) }
  const shippedAt = new Date(earlier(later(paidAt, { hours: roll.int(3, 22), minutes: roll.int(0, 59) }), now))
  const shipped = { ...paid, shippedAt: shippedAt.toISOString() }
  if (fate === 'shipped') return shipped
  const receivedAt = new Date(earlier(later(shippedAt, { hours: roll.int(40, 90), minutes: roll.int(0, 59) }), now))
  const received = { ...shipped, receivedAt: receivedAt.toISOString() }
  return fate === 'received' ? received : { ...received, endedAt: earlier(later(receivedAt, { days: roll.int(2, 8) }), now) }
}

/** Nothing of the past happens after now. */
const earlier = (at: Date, now: Date): string => new Date(Math.min(at.getTime(), now.getTime() - 60_000)).toISOString()
