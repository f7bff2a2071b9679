import { allocate } from '../../server/src/kernel/money.ts'
import { dice, type Dice } from '../random.ts'
import type { Demo, OpenGoods, OpenShop, OpenSku } from './context.ts'
import type { Person } from './people.ts'

export type PastState = 'paid' | 'shipped' | 'received' | 'completed' | 'refunded' | 'closed'

export interface PastLine {
  id: string
  skuId: string
  productId: string
  goods: OpenGoods
  options: string[]
  picture: OpenSku['picture']
  quantity: number
  unitPriceFen: number
  discountFen: number
}

export interface PastOrder {
  id: string
  checkoutId: string
  shop: OpenShop
  person: Person
  state: PastState
  placedAt: Date
  paidAt: Date | null
  shippedAt: Date | null
  receivedAt: Date | null
  endedAt: Date | null
  note: string
  freightFen: number
  lines: PastLine[]
  handover: 'parcel' | 'pickup' | 'local'
  /** When it does not go to the person's own address. */
  address?: Person['address']
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const days = 91

/** Orders by hour of the day in China: quiet nights, a lunch break, an evening. */
const hourWeights = [8, 4, 2, 1, 1, 2, 6, 14, 24, 34, 42, 44, 50, 46, 38, 36, 38, 40, 44, 56, 74, 82, 66, 30]
/** Sunday first. */
const weekdayWeights = [1.25, 0.95, 0.9, 0.92, 0.98, 1.08, 1.3]
const industryShare: Readonly<Record<string, number>> = { fresh: 1.5, clothes: 1, home: 0.85, beauty: 1, digital: 0.65 }
const notes = ['', '', '', '', '', '', '', '', '放门口就好，谢谢', '工作日白天送', '麻烦包装结实一点', '送人的，别放价格单', '到了先打电话']

/** Three months of trade: more from week to week, more on week-ends and in the evening, most of all on the eleventh of November. */
export function pastOrders(demo: Demo, shops: readonly OpenShop[], people: readonly Person[]): PastOrder[] {
  const roll = dice('orders')
  const choices = new Map(shops.map((shop) => [shop, weighted(shop.goods, (_goods, index) => popularity(shop.data.slug, index))]))
  const orders: PastOrder[] = []
  for (let back = days; back >= 0; back -= 1) {
    for (const first of shops) {
      for (const placedAt of timesOf(demo, { back, shop: first, roll })) {
        const person = roll.chance(0.06) ? people[roll.int(0, 4)] : people[Math.floor(people.length * roll.next() ** 1.6)]
        if (!person) continue
        const second = roll.chance(0.1) ? roll.pick(shops) : first
        const shared = { person, placedAt, checkoutId: demo.newId(), fate: fateOf(demo, placedAt, roll), roll }
        for (const shop of new Set([first, second])) {
          const choose = choices.get(shop)
          if (choose) orders.push(orderOf(demo, { ...shared, shop, choose }))
        }
      }
    }
  }
  return orders
}

/** When orders came in at a shop on a day. Today is as far as it has come, and never quite without. */
function timesOf({ now }: Demo, { back, shop, roll }: { back: number; shop: OpenShop; roll: Dice }): Date[] {
  const midnight = chinaMidnight(now) - back * day
  const weekday = weekdayWeights[new Date(midnight + 12 * hour).getUTCDay()] ?? 1
  const share = industryShare[shop.data.industry] ?? 1
  const count = Math.round(7 * share * growth(back) * weekday * festival(midnight) * (0.8 + roll.next() * 0.4))
  const times = Array.from({ length: count }, () => midnight + chooseHour(roll) * hour + roll.int(0, 59) * minute + roll.int(0, 59) * 1000)
  // Whoever tries the shop should not meet orders from the future, nor some that are just being paid.
  const latest = now.getTime() - 45 * minute
  const past = times.filter((time) => time < latest)
  if (back === 0 && latest > midnight) while (past.length < 2) past.push(midnight + Math.floor((latest - midnight) * roll.next()))
  return past.map((time) => new Date(time))
}

const growth = (back: number): number => 0.7 + 0.6 * (1 - back / days)
const chooseHour = (roll: Dice): number => Math.floor(weightedIndex(hourWeights, roll))

function festival(midnight: number): number {
  const china = new Date(midnight + 8 * hour + 12 * hour)
  const date = `${china.getUTCMonth() + 1}-${china.getUTCDate()}`
  return (
    ({ '11-11': 3.2, '11-10': 1.7, '11-1': 1.5, '10-1': 1.4, '9-9': 1.3, '12-12': 2, '6-18': 2.6 } as Record<string, number>)[date] ?? 1
  )
}

function chinaMidnight(now: Date): number {
  return Math.floor((now.getTime() + 8 * hour) / day) * day - 8 * hour
}

/** A few things sell most of what is sold. */
function popularity(slug: string, index: number): number {
  const roll = dice(`${slug}${index}`)
  return 1 / (1 + 12 * roll.next() ** 2) + (roll.chance(0.06) ? 1.5 : 0)
}

function weightedIndex(weights: readonly number[], roll: Dice): number {
  let left = roll.next() * weights.reduce((sum, weight) => sum + weight, 0)
  const found = weights.findIndex((weight) => (left -= weight) < 0)
  return found < 0 ? weights.length - 1 : found
}

function weighted<T>(items: readonly T[], weight: (item: T, index: number) => number): (roll: Dice) => T {
  const weights = items.map(weight)
  return (roll) => {
    const item = items[weightedIndex(weights, roll)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }
}

interface Fate {
  state: PastState
  paidAt: Date | null
  shippedAt: Date | null
  receivedAt: Date | null
  endedAt: Date | null
}

/** What has become of an order of that age. */
function fateOf({ now }: Demo, placedAt: Date, roll: Dice): Fate {
  const paidAt = new Date(placedAt.getTime() + roll.int(20, 900) * 1000)
  const none = { paidAt: null, shippedAt: null, receivedAt: null, endedAt: null }
  if (roll.chance(0.055)) return { ...none, state: 'closed', endedAt: new Date(placedAt.getTime() + 30 * minute) }
  if (roll.chance(0.022)) return { ...none, state: 'refunded', paidAt, endedAt: new Date(paidAt.getTime() + roll.int(10, 25) * minute) }
  const shippedAt = new Date(paidAt.getTime() + roll.int(3, 30) * hour)
  if (shippedAt > now) return { ...none, state: 'paid', paidAt }
  const receivedAt = new Date(shippedAt.getTime() + roll.int(30, 110) * hour)
  if (receivedAt > now) return { ...none, state: 'shipped', paidAt, shippedAt }
  const endedAt = new Date(receivedAt.getTime() + 15 * day)
  if (endedAt > now) return { ...none, state: 'received', paidAt, shippedAt, receivedAt }
  return { state: 'completed', paidAt, shippedAt, receivedAt, endedAt }
}

interface Ask {
  shop: OpenShop
  person: Person
  checkoutId: string
  placedAt: Date
  fate: Fate
  choose: (roll: Dice) => OpenGoods
  roll: Dice
}

function orderOf(demo: Demo, { shop, person, checkoutId, placedAt, fate, choose, roll }: Ask): PastOrder {
  const wanted = new Set(Array.from({ length: roll.chance(0.6) ? 1 : roll.int(2, 3) }, () => choose(roll)))
  const lines = [...wanted].map((goods): PastLine => {
    const { skuId, options, picture, priceFen } = roll.pick([...goods.skus.values()])
    const quantity = priceFen > 300_00 || roll.chance(0.74) ? 1 : roll.int(2, 4)
    return {
      id: demo.newId(),
      skuId,
      productId: goods.productId,
      goods,
      options,
      picture,
      quantity,
      unitPriceFen: priceFen,
      discountFen: 0,
    }
  })
  const amounts = lines.map((line) => line.unitPriceFen * line.quantity)
  const goodsFen = amounts.reduce((sum, amount) => sum + amount, 0)
  for (const [index, share] of allocate(discountOf(goodsFen, roll), amounts).entries()) {
    const line = lines[index]
    if (line) line.discountFen = share
  }
  return {
    id: demo.newId(),
    checkoutId,
    shop,
    person,
    placedAt,
    ...fate,
    note: roll.pick(notes),
    freightFen: goodsFen >= 99_00 ? 0 : 8_00,
    handover: 'parcel',
    lines,
  }
}

function discountOf(goodsFen: number, roll: Dice): number {
  if (goodsFen >= 299_00 && roll.chance(0.7)) return 30_00
  return goodsFen >= 99_00 && roll.chance(0.55) ? 10_00 : 0
}

export const payableOf = (order: PastOrder): number =>
  order.lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity - line.discountFen, order.freightFen)
