import { expect, test } from 'vitest'
import { goodsOf } from '../goods.ts'
import { shops } from '../shops.ts'
import type { Demo, OpenShop } from './context.ts'
import { pastOrders, payableOf } from './orders.ts'
import type { Person } from './people.ts'

const now = new Date('2026-11-24T05:30:00+08:00')
let ids = 0
// Only what the generator of orders reads.
const demo = { now, newId: () => `id-${(ids += 1)}` } as unknown as Demo
const picture = { url: '/media/x', width: 1, height: 1, colour: '#ffffff' }
const open = shops.map((data): OpenShop => {
  const goods = goodsOf(data).map((one) => ({
    goods: one,
    productId: one.code,
    skus: new Map(one.skus.map((sku) => [sku.code, { skuId: sku.code, options: sku.options, priceFen: sku.priceFen, picture }])),
  }))
  return { data, goods, shop: { id: data.slug, name: data.name } as OpenShop['shop'] }
})
const people = Array.from({ length: 50 }, (_, index): Person => ({
  id: `p${index}`,
  nickname: `p${index}`,
  address: { name: '', phone: '', province: '', city: '', district: '', districtCode: '', detail: '' },
}))
const orders = pastOrders(demo, open, people)
const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 10)

test('every shop sold something on every day of three months, today included, and nothing in the future', () => {
  for (const shop of open)
    expect(new Set(orders.filter((order) => order.shop === shop).map((order) => dayOf(order.placedAt))).size).toBe(92)
  expect(orders.filter((order) => [order.placedAt, order.paidAt, order.shippedAt, order.receivedAt].some((at) => at && at > now))).toEqual(
    [],
  )
})

test('times of an order follow one another, and its state is where they end', () => {
  const wrong = orders.filter(({ state, placedAt, paidAt, shippedAt, receivedAt, endedAt }) => {
    const steps = [placedAt, paidAt, shippedAt, receivedAt, endedAt].filter((at) => at !== null)
    const inOrder = steps.every((at, index) => index === 0 || at >= (steps[index - 1] ?? at))
    const shape = [paidAt, shippedAt, receivedAt, endedAt].map((at) => (at ? '1' : '0')).join('')
    return (
      !inOrder || shape !== { closed: '0001', refunded: '1001', paid: '1000', shipped: '1100', received: '1110', completed: '1111' }[state]
    )
  })
  expect(wrong).toEqual([])
  expect(new Set(orders.map((order) => order.state)).size).toBe(6)
})

test('no discount exceeds its line, and every order costs something', () => {
  expect(
    orders.filter((order) => order.lines.some((line) => line.discountFen < 0 || line.discountFen > line.unitPriceFen * line.quantity)),
  ).toEqual([])
  expect(Math.min(...orders.map(payableOf))).toBeGreaterThan(0)
})

test('evenings are busier than nights and the eleventh of November is the best day', () => {
  const hour = (from: number, until: number): number =>
    orders.filter((order) => (order.placedAt.getUTCHours() + 8) % 24 >= from && (order.placedAt.getUTCHours() + 8) % 24 < until).length
  expect(hour(20, 23)).toBeGreaterThan(5 * hour(2, 5))
  const perDay = new Map<string, number>()
  for (const order of orders) perDay.set(dayOf(order.placedAt), (perDay.get(dayOf(order.placedAt)) ?? 0) + 1)
  expect([...perDay].sort((a, b) => b[1] - a[1])[0]?.[0]).toBe('2026-11-11')
})
