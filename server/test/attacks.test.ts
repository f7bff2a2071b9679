import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Attempts on money, stock and coupons: what comes late, twice, in another order, or from somebody who means harm.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let other: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const codeOf = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'ok',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  )

async function couponFor(shopper: TestShopper, kind: 'amount' | 'percent' = 'amount', value = 300): Promise<string> {
  const terms = { title: '立减', kind, value, thresholdFen: 0, scope: {}, stock: 9, validDays: 30 }
  const template = await shop.owner.createCouponTemplate(terms)
  return (await shopper.client.claimCoupon({ id: template.id })).id
}
const couponState = async (shopper: TestShopper, id: string): Promise<string | undefined> =>
  (await shopper.client.listMyCoupons()).items.find((one) => one.id === id)?.state
const available = async (skuId: string): Promise<number | undefined> => (await world.shop().getStock({ skuIds: skuId })).items[0]?.available
const orderIdOf = (checkout: { orders: { id: string }[] }, at = 0): string => checkout.orders[at]?.id ?? ''

/** Keeps back all deliveries to a handler until the function it gives is called. */
async function keepBack(handler: string): Promise<() => Promise<void>> {
  await sql`create function kernel.keep_back() returns trigger language plpgsql as $$ begin new.due_at := 'infinity'; return new; end $$`.execute(
    world.db,
  )
  await sql`create trigger keep_back before insert on kernel.delivery for each row when (new.handler = ${sql.lit(handler)}) execute function kernel.keep_back()`.execute(
    world.db,
  )
  return async () => {
    await sql`drop trigger keep_back on kernel.delivery`.execute(world.db)
    await sql`drop function kernel.keep_back()`.execute(world.db)
    await sql`update kernel.delivery set due_at = now() where due_at = 'infinity'`.execute(world.db)
  }
}

const orderHandlers = [
  'order.settle-paid',
  'order.finish-refund',
  'order.meet-shopper',
  'order.sell-stock',
  'order.keep-limits',
  'order.redeem-coupons',
  'order.count-sales',
  'order.ask-for-money',
  'order.restock-units',
  'order.return-limits',
  'order.give-coupons-back',
  'inventory.tell-catalog',
  'catalog.forget-hot',
]

test.each(orderHandlers)('bought and refunded with %s as the very last to hear of it, all is given back once', async (handler) => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [2])
  const buyer = await world.newShopper()
  const coupon = await couponFor(buyer)
  const letGo = await keepBack(handler)
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 2 }])
  expect(checkout.payableFen).toBe(1700)
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = orderIdOf(checkout)
  const refund = async (): Promise<string> => {
    const code = await codeOf(shop.owner.refundOrder({ id, reason: '协商退款' }))
    await world.settle()
    const [begun] = (await shop.owner.getAdminOrder({ id })).payment?.refunds ?? []
    if (begun?.state === 'sent') world.pay.settleRefund(begun.number, 'SUCCESS')
    clock.advance({ minutes: 3 })
    await world.settle()
    return code
  }
  await refund()
  await letGo()
  await world.settle()
  await refund() // for those handlers without which the first could not begin or end
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 1700 })
  expect(await couponState(buyer, coupon)).toBe('usable')
  expect(await available(sku)).toBe(2)
})

test.each(['order.release-stock', 'order.release-coupons'])(
  'cancelled with %s as the last to hear of it, all is given back once',
  async (handler) => {
    const {
      skuIds: [sku = ''],
    } = await world.newProduct(shop, [2])
    const buyer = await world.newShopper()
    const coupon = await couponFor(buyer)
    const letGo = await keepBack(handler)
    const checkout = await world.place(buyer, [{ skuId: sku, quantity: 2 }])
    await buyer.client.cancelOrder({ id: orderIdOf(checkout), reason: '不要了' })
    clock.advance({ days: 1 })
    await world.settle()
    await letGo()
    await world.settle()
    expect(await couponState(buyer, coupon)).toBe('usable')
    expect(await available(sku)).toBe(2)
  },
)

/** Nobody could close the checkout in time because the channel did not answer; its holds have lapsed, and its payer pays all the same. */
async function paidAfterTheHoldsLapsed(buyer: TestShopper, sku: string, meanwhile: () => Promise<void>): Promise<string> {
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  const { notification } = await world.payAtChannel(buyer, checkout.id)
  // The money moved, the news of it did not: neither the notification nor an answer to our questions.
  world.pay.fail({ on: 'any', kind: 'error-500', times: 10_000 })
  clock.advance({ minutes: 50 })
  await world.settle()
  await meanwhile()
  world.pay.heal()
  await world.pay.notify(notification)
  clock.advance({ minutes: 20 })
  await world.settle()
  return orderIdOf(checkout)
}

test('paid when the hold had lapsed and the last piece was sold to somebody else, the money goes back', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const id = await paidAfterTheHoldsLapsed(buyer, sku, async () => {
    await world.place(await world.newShopper(), [{ skuId: sku, quantity: 1 }])
  })
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'refunding', payment: { refunds: [{ amountFen: 1000 }] } })
})

test('paid when the hold had lapsed and the coupon was used for another order, the money goes back and the coupon is used once', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const buyer = await world.newShopper()
  await couponFor(buyer)
  const id = await paidAfterTheHoldsLapsed(buyer, sku, async () => {
    expect((await world.place(buyer, [{ skuId: sku, quantity: 1 }])).payableFen).toBe(700)
  })
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'refunding', payment: { refunds: [{ amountFen: 700 }] } })
  world.pay.settleRefund(order.payment?.refunds[0]?.number ?? '', 'SUCCESS')
  clock.advance({ hours: 1 })
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded' })
})

test('of a payment that two shops share, each sees its own refunds only', async () => {
  const {
    skuIds: [a = ''],
  } = await world.newProduct(shop, [3], 1100)
  const {
    skuIds: [b = ''],
  } = await world.newProduct(other, [3], 2200)
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [
    { skuId: a, quantity: 1 },
    { skuId: b, quantity: 1 },
  ])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const mine = checkout.orders.find((order) => order.shopId === shop.id)?.id ?? ''
  await shop.owner.refundOrder({ id: mine, reason: '只有甲店知道的缘由' })
  await world.settle()
  expect((await shop.owner.listPayments({ subjects: checkout.id })).items[0]?.refunds).toMatchObject([{ orderId: mine, amountFen: 1100 }])
  expect((await other.owner.listPayments({ subjects: checkout.id })).items[0]?.refunds).toEqual([])
  const theirs = checkout.orders.find((order) => order.shopId === other.id)?.id ?? ''
  expect(await other.owner.getAdminOrder({ id: theirs })).toMatchObject({ state: 'paid', payment: { refunds: [] } })
})

test('what costs nothing with a coupon is paid at once, and its refund gives stock and coupon back without a channel', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const coupon = await couponFor(buyer, 'percent', 10_000)
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  await world.settle()
  const id = orderIdOf(checkout)
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'paid', payableFen: 0 })
  expect(await codeOf(buyer.client.payCheckout({ id: checkout.id, method: 'wechat_h5' }))).toBe('payment_paid')
  expect(await codeOf(buyer.client.cancelOrder({ id, reason: '不要了' }))).toBe('transition_illegal')
  await shop.owner.refundOrder({ id, reason: '协商退款' })
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 0 })
  expect(await couponState(buyer, coupon)).toBe('usable')
  expect(await available(sku)).toBe(1)
})

test('a coupon is spent once, however many orders, shoppers and shops reach for it at the same moment', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [50])
  const {
    skuIds: [elsewhere = ''],
  } = await world.newProduct(other, [5])
  const [buyer, thief] = [await world.newShopper(), await world.newShopper()]
  const coupon = await couponFor(buyer)
  const wish = (who: TestShopper, skuId = sku, shopId = shop.id) => ({
    lines: [{ skuId, quantity: 1 }],
    addressId: who.addressId,
    coupons: [{ shopId, coupons: [coupon] }],
    requestId: randomUUID(),
    payableFen: 700,
  })
  expect(await codeOf(thief.client.placeOrder(wish(thief)))).toBe('price_changed')
  expect(await codeOf(thief.client.placeOrder({ ...wish(thief), payableFen: 1000 }))).toBe('coupon_unusable')
  expect(await codeOf(buyer.client.placeOrder({ ...wish(buyer, elsewhere, other.id), payableFen: 1000 }))).toBe('coupon_unusable')
  const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(buyer.client.placeOrder(wish(buyer)))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes.filter((code) => !['ok', 'coupon_unusable', 'price_changed'].includes(code))).toEqual([])
})

test('one SKU in many lines counts as one sum: nobody buys more than there is, or more than an order may hold', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [30_000], 1)
  const buyer = await world.newShopper()
  const place = (quantities: readonly number[]) =>
    codeOf(
      buyer.client.placeOrder({
        lines: quantities.map((quantity) => ({ skuId: sku, quantity })),
        addressId: buyer.addressId,
        requestId: randomUUID(),
        payableFen: quantities.reduce((sum, quantity) => sum + quantity, 0),
      }),
    )
  expect(await place([9999, 9999])).toBe('lines_invalid')
  expect(await place([9999, 9999, 9999, 9999])).toBe('stock_short')
  expect(await available(sku)).toBe(999)
  for (const quantity of [0, -1, 1.5, 1e9, Number.MAX_SAFE_INTEGER + 2]) expect(await place([quantity])).toBe('input_invalid')
})

test('a payment begun by two methods at once can be paid by one of them only', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const buyer = await world.newShopper()
  for (let round = 0; round < 3; round += 1) {
    const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
    const methods = ['wechat_h5', 'wechat_native', 'wechat_h5', 'wechat_native'] as const
    const started = await Promise.allSettled(methods.map((method) => buyer.client.payCheckout({ id: checkout.id, method })))
    const numbers = [...new Set(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : [])))]
    expect(numbers.length).toBeGreaterThan(0)
    const open = numbers.filter((number) => world.pay.trade(number)?.state === 'NOTPAY')
    expect(open.length).toBeLessThanOrEqual(1)
    // The channel breaks its word and takes the money of every one of them.
    for (const number of numbers) await world.pay.notify(world.pay.pay(number, { force: true }) ?? '')
    await world.settle()
    const order = await shop.owner.getAdminOrder({ id: orderIdOf(checkout) })
    expect(order.state).toBe('paid')
    expect(order.payment?.refunds).toHaveLength(numbers.length - 1)
  }
})

test('the same key in the hands of two people makes two orders, and tells neither of the other', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const [one, two] = [await world.newShopper(), await world.newShopper()]
  const requestId = randomUUID()
  const mine = await world.place(one, [{ skuId: sku, quantity: 1 }], requestId)
  const theirs = await world.place(two, [{ skuId: sku, quantity: 2 }], requestId)
  expect(theirs.id).not.toBe(mine.id)
  const foreign = { lines: [{ skuId: sku, quantity: 1 }], addressId: one.addressId, requestId: randomUUID(), payableFen: 1000 }
  expect(await codeOf(two.client.placeOrder(foreign))).toBe('address_not_found')
})

test('a refund that the channel refuses can be asked for again, under a new number, and the money goes back once', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const buyer = await world.newShopper()
  const checkout = await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  const { number, notification } = await world.payAtChannel(buyer, checkout.id)
  await world.pay.notify(notification)
  await world.settle()
  const id = orderIdOf(checkout)
  const ask = () => codeOf(shop.owner.refundOrder({ id, reason: '协商退款' }))
  const end = async (status: 'SUCCESS' | 'CLOSED'): Promise<void> => {
    await world.settle()
    const last = (await shop.owner.getAdminOrder({ id })).payment?.refunds.at(-1)
    const news = world.pay.settleRefund(last?.number ?? '', status)
    await Promise.all([world.pay.notify(news ?? ''), world.pay.notify(news ?? '')])
    clock.advance({ minutes: 5 })
    await world.settle()
  }
  expect(await ask()).toBe('ok')
  expect(await ask()).toBe('transition_illegal')
  await end('CLOSED')
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunding', refundedFen: 0 })
  expect(await Promise.all([ask(), ask()])).toEqual(['ok', 'ok'])
  await end('SUCCESS')
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'refunded', refundedFen: 1000, payment: { refundedFen: 1000 } })
  expect(order.payment?.refunds.map((refund) => refund.state)).toEqual(['failed', 'succeeded'])
  expect(world.pay.trade(number)?.refunds.filter((refund) => refund.status === 'SUCCESS')).toHaveLength(1)
  expect(await ask()).toBe('transition_illegal')
  expect(await available(sku)).toBe(1)
})

test('a coupon of an order whose price was changed after placing, also to nothing, is used once the order is paid', async () => {
  for (const goodsPayableFen of [500, 0]) {
    const [sku = ''] = (await world.newProduct(shop, [2])).skuIds
    const buyer = await world.newShopper()
    const coupon = await couponFor(buyer)
    const id = orderIdOf(await world.place(buyer, [{ skuId: sku, quantity: 1 }]))
    await shop.owner.changeOrderPrice({ id, requestId: randomUUID(), reason: '熟客优惠', goodsPayableFen })
    const { checkoutId } = await buyer.client.getOrder({ id })
    if (goodsPayableFen > 0) await world.pay.notify((await world.payAtChannel(buyer, checkoutId)).notification)
    else await buyer.client.payCheckout({ id: checkoutId, method: 'wechat_h5' })
    await world.settle()
    expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'paid' })
    expect(await couponState(buyer, coupon)).toBe('used')
  }
})
