import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock()
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
afterAll(() => world.close())

const rule = (over: object) =>
  shop.owner.createRule({
    title: randomUUID(),
    group: randomUUID(),
    scope: {},
    conditions: [],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: 1 }] } },
    ...over,
  })
const stop = async (id: string): Promise<void> => {
  const found = (await shop.owner.listRules({ pageSize: 100 })).items.find((one) => one.id === id)!
  const { id: _id, createdAt: _c, updatedAt: _u, taken: _t, ...input } = found
  await shop.owner.updateRule({ ...input, id, enabled: false })
}
const wish = (shopper: TestShopper, skuId: string) => ({ lines: [{ skuId, quantity: 1 }], addressId: shopper.addressId })
const pay = async (shopper: TestShopper, checkoutId: string): Promise<void> => {
  const { notification } = await world.payAtChannel(shopper, checkoutId)
  await world.pay.notify(notification)
  await world.settle()
}
const stockOf = async (skuId: string): Promise<number> =>
  (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available ?? 0

test('a gift holds stock, is a line that costs nothing, and the last one goes to one of ten who order at once', async () => {
  const {
    skuIds: [goods = ''],
  } = await world.newProduct(shop, [50], 9900)
  const {
    skuIds: [present = ''],
  } = await world.newProduct(shop, [1], 5000)
  const gift = await rule({ title: '送杯子', benefit: { type: 'gift', args: { gifts: [{ skuId: present, quantity: 1 }] } } })
  const people = await Promise.all(Array.from({ length: 10 }, () => world.newShopper()))
  const answers = await Promise.all(
    people.map((person) =>
      person.client
        .placeOrder({ ...wish(person, goods), requestId: randomUUID(), payableFen: 9900, gifts: [{ offerId: gift.id, skuId: present }] })
        .then(
          (checkout) => ({ person, checkout }),
          (error: { code: string }) => error.code,
        ),
    ),
  )
  const placed = answers.filter((answer) => typeof answer !== 'string')
  expect(placed).toHaveLength(1)
  for (const code of answers.filter((answer) => typeof answer === 'string')) expect(['price_changed', 'stock_short']).toContain(code)
  const { person, checkout } = placed[0]!
  expect(await stockOf(present)).toBe(0)
  await pay(person, checkout.id)
  const order = await person.client.getOrder({ id: checkout.orders[0]!.id })
  expect(order.lines).toMatchObject([
    { skuId: goods, gift: false, payableFen: 9900 },
    { skuId: present, gift: true, unitPriceFen: 0, payableFen: 0, quantity: 1 },
  ])
  await shop.owner.refundOrder({ id: order.id, reason: '不想要了' })
  await world.settle()
  const [refund] = (await shop.owner.getAdminOrder({ id: order.id })).payment?.refunds ?? []
  world.pay.settleRefund(refund?.number ?? '', 'SUCCESS')
  clock.advance({ minutes: 3 })
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id: order.id })).toMatchObject({ state: 'refunded', refundedFen: 9900 })
  expect(await stockOf(present)).toBe(1)
  expect(await world.doctor()).toEqual([])
  await stop(gift.id)
})

test('of twenty orders of one newcomer at once, one has the first-order reduction', async () => {
  const {
    skuIds: [goods = ''],
  } = await world.newProduct(shop, [50], 9900)
  const first = await rule({ title: '首单立减', benefit: { type: 'first_order', args: { offFen: 900 } } })
  const person = await world.newShopper()
  const placing = () =>
    person.client.placeOrder({ ...wish(person, goods), requestId: randomUUID(), payableFen: 9000 }).then(
      () => 'placed',
      (error: { code: string }) => error.code,
    )
  const answers = await Promise.all(Array.from({ length: 20 }, placing))
  expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
  expect(await placing()).toBe('price_changed')
  expect(await world.doctor()).toEqual([])
  await stop(first.id)
})

test('an order that is paid brings the coupon that was promised', async () => {
  const {
    skuIds: [goods = ''],
  } = await world.newProduct(shop, [50], 9900)
  const coupon = await shop.owner.createCouponTemplate({
    title: '回头客',
    kind: 'amount',
    value: 100,
    thresholdFen: 0,
    scope: {},
    stock: 5,
    validDays: 7,
    claimable: false,
  })
  const after = await rule({ title: '支付有礼', benefit: { type: 'coupon_after', args: { templateId: coupon.id } } })
  const person = await world.newShopper()
  const quote = await person.client.quoteCheckout(wish(person, goods))
  expect(quote.shops).toMatchObject([{ promised: [{ title: '支付有礼' }] }])
  const checkout = await world.place(person, wish(person, goods).lines)
  expect((await person.client.listMyCoupons()).items).toEqual([])
  await pay(person, checkout.id)
  expect((await person.client.listMyCoupons()).items).toMatchObject([{ title: '回头客', state: 'usable' }])
  expect(await world.doctor()).toEqual([])
  await stop(after.id)
})
