import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Quote } from '../../clients/shop/client.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  await shop.owner.createRule({
    title: '满50减5',
    group: 'goods',
    scope: {},
    conditions: [],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 5000, offFen: 500 }] } },
  })
})
afterAll(() => world.close())

/** A shopper with so many coupons of ¥10 from ¥30 on. */
async function shopperWith(coupons: number): Promise<{ shopper: TestShopper; ids: string[] }> {
  const template = await shop.owner.createCouponTemplate({
    title: '满30减10',
    kind: 'amount',
    value: 1000,
    thresholdFen: 3000,
    scope: {},
    stock: 10,
    perShopper: 5,
    validDays: 7,
  })
  const shopper = await world.newShopper()
  const ids: string[] = []
  for (let index = 0; index < coupons; index += 1) ids.push((await shopper.client.claimCoupon({ id: template.id })).id)
  return { shopper, ids }
}
const states = async ({ client }: TestShopper): Promise<string[]> => (await client.listMyCoupons()).items.map((coupon) => coupon.state)
const wish = (shopper: TestShopper, skuId: string, quantity: number) => ({ lines: [{ skuId, quantity }], addressId: shopper.addressId })
const pay = async (shopper: TestShopper, checkoutId: string): Promise<void> => {
  const { notification } = await world.payAtChannel(shopper, checkoutId)
  await world.pay.notify(notification)
  await world.settle()
}

test('rule and coupon are in the quote, in the order line by line, and the coupon is used once the order is paid', async () => {
  const {
    skuIds: [a = '', b = ''],
  } = await world.newProduct(shop, [9, 9], 3333)
  const { shopper, ids } = await shopperWith(1)
  const two = {
    ...wish(shopper, a, 1),
    lines: [
      { skuId: a, quantity: 1 },
      { skuId: b, quantity: 1 },
    ],
  }
  const quote: Quote = await shopper.client.quoteCheckout(two)
  expect(quote).toMatchObject({
    goodsFen: 6666,
    discountFen: 1500,
    payableFen: 5166,
    shops: [
      {
        couponIds: ids,
        applied: [
          { title: '满50减5', goodsFen: 500 },
          { title: '满30减10', goodsFen: 1000 },
        ],
      },
    ],
  })
  const checkout = await shopper.client.placeOrder({ ...two, requestId: randomUUID(), payableFen: 5166 })
  expect(await states(shopper)).toEqual(['held'])
  await pay(shopper, checkout.id)
  expect(await states(shopper)).toEqual(['used'])
  const order = await shopper.client.getOrder({ id: checkout.orders[0]?.id ?? '' })
  expect(order).toMatchObject({
    state: 'paid',
    payableFen: 5166,
    lines: [
      { discountFen: 750, payableFen: 2583 },
      { discountFen: 750, payableFen: 2583 },
    ],
  })
  expect(await world.doctor()).toEqual([])
})

test('one coupon and ten orders at the same moment: one order has it', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [50], 4000)
  const { shopper, ids } = await shopperWith(1)
  const body = { ...wish(shopper, sku, 1), coupons: [{ shopId: shop.id, coupons: ids }] }
  const { payableFen } = await shopper.client.quoteCheckout(body)
  expect(payableFen).toBe(3000)
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, () => shopper.client.placeOrder({ ...body, requestId: randomUUID(), payableFen })),
  )
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
  const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
  expect(codes.every((code) => ['coupon_unusable', 'price_changed'].includes(code))).toBe(true)
  expect((await world.shop().getStock({ skuIds: sku })).items).toMatchObject([{ available: 49 }])
  expect(await world.doctor()).toEqual([])
})

test('an order that is cancelled gives its coupon back, and the next one can use it', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [9], 4000)
  const { shopper } = await shopperWith(1)
  const first = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  expect(first.payableFen).toBe(3000)
  await shopper.client.cancelOrder({ id: first.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  expect(await states(shopper)).toEqual(['usable'])
  const second = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  expect(second.payableFen).toBe(3000)
  await pay(shopper, second.id)
  expect(await states(shopper)).toEqual(['used'])
  expect(await world.doctor()).toEqual([])
})

test('a rule that changes between quote and order is not charged behind the back', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [9], 5000)
  const shopper = await world.newShopper()
  const { payableFen } = await shopper.client.quoteCheckout(wish(shopper, sku, 1))
  expect(payableFen).toBe(4500)
  const rule = (await shop.owner.listRules()).items[0]!
  const { id, createdAt: _created, updatedAt: _updated, taken: _taken, ...input } = rule
  await shop.owner.updateRule({ ...input, id, enabled: false })
  const placing = shopper.client.placeOrder({ ...wish(shopper, sku, 1), requestId: randomUUID(), payableFen })
  await expect(placing).rejects.toMatchObject({ code: 'price_changed', detail: { quote: { payableFen: 5000 } } })
  await shop.owner.updateRule({ ...input, id })
})
