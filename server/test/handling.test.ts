import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { codeOf } from './answers.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let buyer: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  buyer = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

/** An unpaid order of two lines at 10 yuan each. */
const placed = async (of: TestShop = shop) => {
  const { skuIds } = await world.newProduct(of, [20, 20])
  const checkout = await world.place(
    buyer,
    skuIds.map((skuId) => ({ skuId, quantity: 1 })),
  )
  return { id: checkout.orders[0]?.id ?? '', checkoutId: checkout.id }
}
const paid = async () => {
  const order = await placed()
  const { notification } = await world.payAtChannel(buyer, order.checkoutId)
  await world.pay.notify(notification)
  await world.settle()
  return order
}
const price = (id: string, goodsPayableFen: number, requestId: string = randomUUID()) =>
  shop.owner.changeOrderPrice({ id, requestId, reason: '熟客优惠', goodsPayableFen })

test('a lowered price closes the running payment at the channel; the shopper looks at the new total and pays just that', async () => {
  const order = await placed()
  const { number } = await buyer.client.payCheckout({ id: order.checkoutId, method: 'wechat_h5' })
  const changed = await price(order.id, 1501)
  expect(changed).toMatchObject({ payableFen: 1501, changes: [{ kind: 'price', reason: '熟客优惠', beforeFen: 2000, afterFen: 1501 }] })
  expect(changed.lines.map((line) => line.payableFen)).toEqual([750, 751])
  expect(world.pay.trade(number)).toMatchObject({ state: 'CLOSED' })
  const old = await buyer.client.getCheckout({ id: order.checkoutId })
  expect(old).toMatchObject({ state: 'closed', replacedBy: changed.checkoutId })
  expect(await codeOf(buyer.client.payCheckout({ id: order.checkoutId, method: 'wechat_h5' }))).toBe('payment_closed')
  expect(await buyer.client.getCheckout({ id: changed.checkoutId })).toMatchObject({ state: 'unpaid', payableFen: 1501 })
  await world.pay.notify((await world.payAtChannel(buyer, changed.checkoutId)).notification)
  await world.settle()
  expect(await buyer.client.getOrder({ id: order.id })).toMatchObject({ state: 'paid', payableFen: 1501 })
})

test('a payment that saw the checkout a moment before a change of price took its order elsewhere is told that it is closed', async () => {
  const order = await placed()
  await price(order.id, 1500)
  // What the payment had read: the checkout as it was.
  const as = (state: 'unpaid' | 'closed') =>
    world.db.updateTable('order.checkout').set({ state }).where('id', '=', order.checkoutId).execute()
  await as('unpaid')
  expect(await codeOf(buyer.client.payCheckout({ id: order.checkoutId, method: 'wechat_h5' }))).toBe('payment_closed')
  await as('closed')
})

test('twenty identical changes of price are one, and another wish under the same key is refused', async () => {
  const order = await placed()
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => price(order.id, 900, key)))
  expect(new Set(answers.map((answer) => answer.checkoutId)).size).toBe(1)
  expect((await shop.owner.getAdminOrder({ id: order.id })).changes).toHaveLength(1)
  expect(await codeOf(price(order.id, 901, key))).toBe('key_reused')
})

test('a change of price and a payment that arrives at the same moment: one is first, and no money is lost', async () => {
  for (let round = 0; round < 8; round += 1) {
    const order = await placed()
    const { notification } = await world.payAtChannel(buyer, order.checkoutId)
    await Promise.allSettled([price(order.id, 1200), world.pay.notify(notification), world.deliver({ early: true })])
    await world.settle()
    const now = await shop.owner.getAdminOrder({ id: order.id })
    expect(now).toMatchObject({ state: 'paid', payableFen: 2000, payment: { state: 'paid', amountFen: 2000, refunds: [] }, changes: [] })
  }
})

test('money that comes for the old total after the change goes back, and the new total can be paid', async () => {
  const order = await placed()
  const { number } = await buyer.client.payCheckout({ id: order.checkoutId, method: 'wechat_h5' })
  const changed = await price(order.id, 1200)
  // A channel that took the money although it had said that the trade was closed.
  await world.pay.notify(world.pay.pay(number, { force: true }) ?? '')
  await world.settle()
  expect((await shop.owner.getAdminOrder({ id: order.id })).state).toBe('pending_payment')
  const found = await world.calls['payment']?.['find']?.({ subjects: [order.checkoutId] })
  expect(found?.items).toMatchObject([{ refunds: [{ amountFen: 2000 }] }])
  await world.pay.notify((await world.payAtChannel(buyer, changed.checkoutId)).notification)
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id: order.id })).toMatchObject({ state: 'paid', payment: { amountFen: 1200 } })
})

test('a price never goes above what the rules say nor below nothing; free of charge is paid without a channel', async () => {
  const order = await placed()
  expect(await codeOf(price(order.id, 2001))).toBe('price_out_of_range')
  expect(await codeOf(price(order.id, -1))).toBe('input_invalid')
  const free = await shop.owner.changeOrderPrice({ id: order.id, requestId: randomUUID(), reason: '补偿', goodsPayableFen: 0 })
  expect(await buyer.client.payCheckout({ id: free.checkoutId, method: 'wechat_h5' })).toMatchObject({ action: { kind: 'none' } })
  await world.settle()
  expect((await buyer.client.getOrder({ id: order.id })).state).toBe('paid')
  expect(await codeOf(price(order.id, 100))).toBe('transition_illegal')
})

test('a change whose process died after the channel was closed is finished by itself', async () => {
  const order = await placed()
  const lineId = (await shop.owner.getAdminOrder({ id: order.id })).lines[0]?.id ?? ''
  await world.calls['payment']?.['close']?.({ subject: order.checkoutId })
  const wish = { kind: 'price', lines: [{ orderLineId: lineId, payableFen: 400 }] }
  await world.db
    .insertInto('order.change')
    .values({
      id: randomUUID(),
      order_id: order.id,
      request_id: 'dead-process',
      body_hash: 'x',
      kind: 'price',
      state: 'open',
      wish: JSON.stringify(wish),
      actor: 'staff',
      actor_name: '店主',
      reason: '改价',
      before_fen: 2000,
      after_fen: 2000,
      at: clock.now(),
      try_at: clock.now(),
    })
    .execute()
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id: order.id })).toMatchObject({ payableFen: 1400, changes: [{ afterFen: 1400 }] })
})

test('a cancelling that meets a change of price finds the order under its new checkout', async () => {
  for (let round = 0; round < 5; round += 1) {
    const order = await placed()
    await Promise.allSettled([price(order.id, 1000), buyer.client.cancelOrder({ id: order.id, reason: '不要了' })])
    await world.settle()
    const { state } = await buyer.client.getOrder({ id: order.id })
    if (state === 'pending_payment') await buyer.client.cancelOrder({ id: order.id, reason: '不要了' })
    expect((await buyer.client.getOrder({ id: order.id })).state).toBe('cancelled')
  }
})

test('packing: begun twice it is begun once, it can be put back, and money can still be given back; illegal moves name both states', async () => {
  const order = await paid()
  expect((await shop.owner.prepareOrder({ id: order.id })).state).toBe('preparing')
  await shop.owner.prepareOrder({ id: order.id })
  const { steps } = await shop.owner.unprepareOrder({ id: order.id, reason: '先等等' })
  expect(steps.map((step) => step.to)).toEqual(['pending_payment', 'paid', 'preparing', 'paid'])
  await shop.owner.prepareOrder({ id: order.id })
  expect((await buyer.client.listOrders({ tab: 'to_ship' })).items).toContainEqual(
    expect.objectContaining({ id: order.id, state: 'preparing' }),
  )
  await shop.owner.refundOrder({ id: order.id, reason: '缺货' })
  await world.settle()
  await expect(shop.owner.prepareOrder({ id: order.id })).rejects.toMatchObject({
    status: 409,
    code: 'transition_illegal',
    detail: { to: 'preparing' },
  })
})

test('many orders are prepared and marked at once, each by itself', async () => {
  const [one, two, unpaid] = [await paid(), await paid(), await placed()]
  const result = await shop.owner.prepareOrders({ ids: [one.id, unpaid.id, two.id] })
  expect(result).toMatchObject({ done: 2, failed: [{ id: unpaid.id, code: 'transition_illegal' }] })
  await shop.owner.flagOrders({ ids: [one.id, two.id], flag: 3 })
  expect((await shop.owner.listAdminOrders({ flag: 3 })).items.map((order) => order.id).toSorted()).toEqual([one.id, two.id].toSorted())
})

test('the shopper sends a paid order elsewhere until the shop packs it; staff until it is shipped', async () => {
  const order = await paid()
  const other = await buyer.client.createAddress({ name: '李四', phone: '13900000001', districtCode: '310104', detail: '漕溪路 1 号' })
  const wish = { id: order.id, requestId: randomUUID(), addressId: other.id }
  const answers = await Promise.all(Array.from({ length: 10 }, () => buyer.client.changeOrderAddress(wish)))
  expect(answers.every((answer) => answer.address.districtCode === '310104')).toBe(true)
  expect((await shop.owner.getAdminOrder({ id: order.id })).changes).toHaveLength(1)
  expect((await shop.owner.listAdminOrders({ search: '漕溪' })).total).toBe(0) // the street is not searched, the receiver is
  expect((await shop.owner.listAdminOrders({ search: '李四' })).items.map((one) => one.id)).toContain(order.id)
  await shop.owner.prepareOrder({ id: order.id })
  expect(await codeOf(buyer.client.changeOrderAddress({ ...wish, requestId: randomUUID() }))).toBe('transition_illegal')
  const edit = { id: order.id, reason: '顾客来电', name: '王五', phone: '13900000002', districtCode: '110105', detail: '建国路 2 号' }
  expect((await shop.owner.editOrderAddress({ ...edit, requestId: randomUUID() })).address).toMatchObject({ city: '北京市', name: '王五' })
  await shop.owner.shipOrder({ id: order.id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: 'SF1234567890999' })
  expect(await codeOf(shop.owner.editOrderAddress({ ...edit, requestId: randomUUID() }))).toBe('transition_illegal')
})

test('another address has its own freight: unpaid it is priced anew, paid it may not be dearer, and where the shop does not go is refused', async () => {
  const far = await world.newShop('远店')
  const [template] = (await far.owner.listFreightTemplates()).items
  const rate = (regionCodes: string[], firstFen: number) => ({
    regionCodes,
    firstUnits: 9,
    firstFen,
    nextUnits: 1,
    nextFen: 0,
    freeOverFen: null,
  })
  await far.owner.updateFreightTemplate({
    id: template?.id ?? '',
    name: '运费',
    by: 'piece',
    isDefault: true,
    rates: [rate([], 500), rate(['650000'], 2000)],
    excludedCodes: ['810000'],
  })
  const order = await placed(far)
  const [xinjiang, hongkong] = [
    await buyer.client.createAddress({ name: '远方', phone: '13900000003', districtCode: '650102', detail: '人民路 3 号' }),
    await buyer.client.createAddress({ name: '香港', phone: '13900000004', districtCode: '810101', detail: '中环 4 号' }),
  ]
  const go = (addressId: string) => buyer.client.changeOrderAddress({ id: order.id, requestId: randomUUID(), addressId })
  expect(await codeOf(go(hongkong.id))).toBe('address_not_served')
  const dearer = await go(xinjiang.id)
  expect(dearer).toMatchObject({ freightFen: 2000, payableFen: 4000, changes: [{ kind: 'address', beforeFen: 2500, afterFen: 4000 }] })
  expect(dearer.address.districtCode).toBe('650102')
  const near = await go(buyer.addressId)
  expect(near.payableFen).toBe(2500)
  await world.pay.notify((await world.payAtChannel(buyer, near.checkoutId)).notification)
  await world.settle()
  expect(await codeOf(go(xinjiang.id))).toBe('address_freight_higher')
})
