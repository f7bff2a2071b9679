import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const codes = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason instanceof ApiError ? one.reason.code : String(one.reason)))
const count = (all: readonly string[], code: string): number => all.filter((one) => one === code).length
const orders = (shopper: TestShopper) => shopper.client.listOrders({ limit: 50 }).then((page) => page.items)

test('two hundred buyers of fifty pieces make exactly fifty orders', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [50])
  const buyers = await Promise.all(Array.from({ length: 20 }, () => world.newShopper()))
  const results = codes(
    await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => world.place(buyers[n % 20] as TestShopper, [{ skuId: sku, quantity: 1 }])),
    ),
  )
  expect(count(results, 'ok')).toBe(50)
  expect(count(results, 'stock_short')).toBe(150)
  expect((await Promise.all(buyers.map(orders))).flat()).toHaveLength(50)
})

test('a double tap makes one order, also on the last piece', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const wish = { lines: [{ skuId: sku, quantity: 1 }], addressId: buyer.addressId, requestId: randomUUID(), payableFen: 1000 }
  const answers = await Promise.all(Array.from({ length: 8 }, () => buyer.client.placeOrder(wish)))
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  expect(await orders(buyer)).toHaveLength(1)
  await expect(buyer.client.placeOrder({ ...wish, notes: [{ shopId: shop.id, text: '别的' }] })).rejects.toMatchObject({
    code: 'key_reused',
  })
})

test('a refused try leaves its key free, so that the same key works once there is stock', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [0])
  const buyer = await world.newShopper()
  const wish = { lines: [{ skuId: sku, quantity: 1 }], addressId: buyer.addressId, requestId: randomUUID(), payableFen: 1000 }
  await expect(buyer.client.placeOrder(wish)).rejects.toMatchObject({ code: 'stock_short' })
  await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '补货', lines: [{ skuId: sku, change: 1 }] })
  expect((await buyer.client.placeOrder(wish)).payableFen).toBe(1000)
})

test('a total other than the one quoted is refused with the new quote, and nothing is held', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [3])
  const buyer = await world.newShopper()
  const wish = { lines: [{ skuId: sku, quantity: 1 }], addressId: buyer.addressId, requestId: randomUUID(), payableFen: 1 }
  await expect(buyer.client.placeOrder(wish)).rejects.toMatchObject({ code: 'price_changed', detail: { quote: { payableFen: 1000 } } })
  expect((await world.shop().getStock({ skuIds: sku })).items[0]?.available).toBe(3)
})

test('a notification delivered twenty times at once pays once', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [2])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  const { notification } = await world.payAtChannel(buyer, checkout.id)
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.pay.notify(notification)))
  expect(answers.every((status) => status === 200 || status === 204)).toBe(true)
  await world.settle()
  const order = await shop.owner.getAdminOrder({ id: checkout.orders[0]?.id ?? '' })
  expect(order.steps.filter((step) => step.to === 'paid')).toHaveLength(1)
  expect(order.payment).toMatchObject({ state: 'paid', refunds: [] })
})

test('a payment whose notification is lost is found by asking', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  await world.payAtChannel(buyer, checkout.id)
  expect(await buyer.client.getCheckout({ id: checkout.id })).toMatchObject({ state: 'paid', orders: [{ state: 'paid' }] })
})

test('carts with the same SKUs in opposite order never deadlock', async () => {
  const {
    skuIds: [a = '', b = ''],
  } = await world.newProduct(shop, [200, 200])
  const buyers = await Promise.all(Array.from({ length: 10 }, () => world.newShopper()))
  const line = (skuId: string) => ({ skuId, quantity: 1 })
  const results = codes(
    await Promise.allSettled(
      Array.from({ length: 80 }, (_, n) => world.place(buyers[n % 10] as TestShopper, n % 2 ? [line(a), line(b)] : [line(b), line(a)])),
    ),
  )
  expect(new Set(results)).toEqual(new Set(['ok']))
})

test('paid, cancelled and timed out at the same moment, an order is one of them and its money follows', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [12])
  const buyer = await world.newShopper()
  for (let round = 0; round < 6; round += 1) {
    const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
    const id = checkout.orders[0]?.id ?? ''
    const { notification } = await world.payAtChannel(buyer, checkout.id)
    await Promise.allSettled([
      buyer.client.cancelOrder({ id, reason: '不要了' }),
      world.pay.notify(notification),
      world.deliver({ early: true }),
      shop.owner.closeOrder({ id, reason: '缺货了' }),
    ])
    await world.settle()
    const order = await shop.owner.getAdminOrder({ id })
    expect(['paid', 'cancelled', 'closed']).toContain(order.state)
    if (order.state !== 'paid') expect(order.payment?.refunds).toHaveLength(1)
  }
})

test('one of two orders of a checkout can be cancelled, and the other still be paid', async () => {
  const second = await world.newShop('第二店')
  const {
    skuIds: [a = ''],
  } = await world.newProduct(shop, [3], 1100)
  const {
    skuIds: [b = ''],
  } = await world.newProduct(second, [3], 2200)
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [
    { skuId: a, quantity: 1 },
    { skuId: b, quantity: 1 },
  ])
  expect(checkout).toMatchObject({ payableFen: 3300 })
  const [first, other] = checkout.orders
  const { number } = await buyer.client.payCheckout({ id: checkout.id, method: 'wechat_h5' })
  await buyer.client.cancelOrder({ id: first?.id ?? '', reason: '只要一件' })
  expect(world.pay.trade(number)?.state).toBe('CLOSED')
  const left = await buyer.client.getOrder({ id: other?.id ?? '' })
  expect(left).toMatchObject({ state: 'pending_payment' })
  const { notification } = await world.payAtChannel(buyer, left.checkoutId)
  await world.pay.notify(notification)
  await world.settle()
  expect(await buyer.client.getOrder({ id: left.id })).toMatchObject({ state: 'paid' })
})

test('shipping the same pieces from two desks at once sends them once', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [3])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 3 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const send = (requestId: string, trackingNumber: string) => shop.owner.shipOrder({ id, requestId, carrierCode: 'ZTO', trackingNumber })
  const results = codes(
    await Promise.allSettled([send('desk-one-1', 'ZT1234567890'), send('desk-two-1', 'ZT0987654321'), send('desk-one-1', 'ZT1234567890')]),
  )
  expect(count(results, 'ok')).toBeGreaterThanOrEqual(1)
  await world.settle()
  const order = await shop.owner.getAdminOrder({ id })
  expect(order.parcels).toHaveLength(1)
  expect(order.lines[0]?.shipped).toBe(3)
})

test('a refund asked for twice at once gives the money and the stock back once', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [2])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const results = codes(
    await Promise.allSettled([shop.owner.refundOrder({ id, reason: '协商退款' }), shop.owner.refundOrder({ id, reason: '协商退款' })]),
  )
  expect(results.toSorted()).toEqual(['ok', 'transition_illegal'])
  await world.settle()
  const [refund] = (await shop.owner.getAdminOrder({ id })).payment?.refunds ?? []
  world.pay.settleRefund(refund?.number ?? '', 'SUCCESS')
  clock.advance({ minutes: 3 })
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 2000, payment: { refundedFen: 2000 } })
  expect((await world.shop().getStock({ skuIds: sku })).items[0]?.available).toBe(2)
})

test('an order that is not paid closes in time, also when nobody looked for a day', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  clock.advance({ days: 1 })
  await world.settle()
  expect(await buyer.client.getOrder({ id: checkout.orders[0]?.id ?? '' })).toMatchObject({ state: 'closed' })
  expect((await world.shop().getStock({ skuIds: sku })).items[0]?.available).toBe(1)
})
