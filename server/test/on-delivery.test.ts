import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { orderCalls } from '../src/modules/order/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import type { redpacketCalls } from '../src/modules/redpacket/contract.ts'
import { ApiError, testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let shopper: TestShopper
let skuId = ''
let productId = ''
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
afterAll(() => world.close())
beforeEach(async () => {
  shop = await world.newShop()
  shopper = await world.newShopper()
  const made = await world.newProduct(shop, [50], 3000)
  skuId = made.skuIds[0] ?? ''
  productId = made.productId
  await shop.owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
})
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const stock = async (sku = skuId) => (await world.shop().getStock({ skuIds: sku })).items[0]?.available
const codes = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason instanceof ApiError ? one.reason.code : String(one.reason)))
async function promised(quantity = 2) {
  const checkout = await world.place(shopper, [{ skuId, quantity }])
  await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
  await world.settle()
  return { checkout, id: checkout.orders[0]?.id ?? '' }
}
const parcel = () => ({ requestId: randomUUID(), carrierCode: 'SF', trackingNumber: `SF${String(Math.random()).slice(2, 14)}` })
const ship = (id: string) => shop.owner.shipOrder({ id, ...parcel() })
const taken = (id: string, over: Partial<{ requestId: string; amountFen: number; how: 'cash' | 'scan' }> = {}) =>
  shop.owner.collectOrder({ id, requestId: randomUUID(), amountFen: 6000, how: 'cash', ...over })
const sold = async () => (await shopper.client.getProduct({ id: productId })).sold

test('a promise sells the stock once and books no money; the money at the door pays the order, which only then counts', async () => {
  const { checkout, id } = await promised()
  expect(await shopper.client.getCheckout({ id: checkout.id })).toMatchObject({ state: 'on_delivery' })
  expect(await shopper.client.getOrder({ id })).toMatchObject({
    state: 'accepted',
    paidAt: null,
    onDelivery: { state: 'due', amountFen: 6000 },
  })
  expect(await stock()).toBe(48)
  expect((await shop.owner.getDashboard({ days: 7 })).gmvFen.today).toBe(0)
  expect(await sold()).toBe(0)
  await expect(shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5' })).rejects.toMatchObject({ code: 'payment_closed' })
  await expect(taken(id)).rejects.toMatchObject({ code: 'transition_illegal' })
  await ship(id)
  await expect(taken(id, { amountFen: 5999 })).rejects.toMatchObject({ code: 'amount_mismatch' })
  expect(await taken(id, { how: 'scan' })).toMatchObject({ state: 'collected', how: 'scan', staffName: 'owner' })
  await world.settle()
  clock.advance({ seconds: 1 })
  const order = await shopper.client.getOrder({ id })
  expect(order).toMatchObject({ state: 'received', onDelivery: { state: 'collected', how: 'scan', by: 'owner' } })
  expect(order.paidAt).not.toBeNull()
  expect((await shop.owner.getDashboard({ days: 7 })).gmvFen.today).toBe(6000)
  expect(await sold()).toBe(2)
  expect(await stock()).toBe(48)
  expect((await shop.owner.getAdminOrder({ id })).payment).toMatchObject({ state: 'paid', amountFen: 6000, onDelivery: true })
  expect((await shopper.client.getWallet()).availableFen).toBe(0)
})

test('whoever confirms between the mark and the books is told that the money is not here yet, and confirms nothing', async () => {
  const { id } = await promised()
  await ship(id)
  const mark = (state: 'collected' | 'due', over: object) =>
    world.db
      .updateTable('order.collection')
      .set({ state, ...over })
      .where('order_id', '=', id)
      .execute()
  // What a process leaves that marked it and has not booked it yet.
  await mark('collected', { request_key: 'a-mark', how: 'cash', ended_at: clock.now() })
  await expect(shopper.client.confirmReceipt({ id })).rejects.toMatchObject({ status: 409, code: 'not_collected' })
  await mark('due', { request_key: null, how: null, ended_at: null })
  await taken(id)
})

test('twenty marks take the money once; the same mark again is the same', async () => {
  const { id } = await promised()
  await ship(id)
  const results = codes(await Promise.allSettled(Array.from({ length: 20 }, () => taken(id))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
  expect(new Set(results)).toEqual(new Set(['ok', 'collection_over']))
  const { id: other } = await promised()
  await ship(other)
  const requestId = randomUUID()
  const same = codes(await Promise.allSettled(Array.from({ length: 20 }, () => taken(other, { requestId }))))
  expect(same).toEqual(Array.from({ length: 20 }, () => 'ok'))
  await expect(taken(other, { requestId, how: 'scan' })).rejects.toMatchObject({ code: 'key_reused' })
  await world.settle()
  expect((await shop.owner.listCollections({ tab: 'collected' })).collectedTodayFen).toBe(12_000)
  for (const one of [id, other]) {
    const { steps } = await shopper.client.getOrder({ id: one })
    expect(steps.filter((step) => step.to === 'received')).toHaveLength(1)
  }
})

test('taking the money and refusing at once: one of them happens, and all follows it', async () => {
  for (let round = 0; round < 6; round += 1) {
    const before = (await stock()) ?? 0
    const { id } = await promised(1)
    await ship(id)
    const refusing = () => shop.owner.refuseOrder({ id, requestId: randomUUID(), reason: '买家不要了' })
    const both = round % 2 === 0 ? [taken(id, { amountFen: 3000 }), refusing()] : [refusing(), taken(id, { amountFen: 3000 })]
    const results = codes(await Promise.allSettled(both))
    expect(results.toSorted()).toEqual(['collection_over', 'ok'])
    await world.settle()
    const order = await shopper.client.getOrder({ id })
    expect([order.state, order.paidAt !== null, await stock()]).toEqual(
      order.onDelivery?.state === 'collected' ? ['received', true, before - 1] : ['closed', false, before],
    )
  }
})

test('cancelling and shipping at once, on two devices: one wins, and nothing is lost', async () => {
  for (let round = 0; round < 6; round += 1) {
    const before = (await stock()) ?? 0
    const { id } = await promised(1)
    const cancel = () => shopper.client.cancelOrder({ id, reason: '不要了' })
    const results = codes(await Promise.allSettled(round % 2 ? [ship(id), cancel(), cancel()] : [cancel(), cancel(), ship(id)]))
    expect(results.filter((one) => one === 'ok')).toHaveLength(1)
    await world.settle()
    const order = await shopper.client.getOrder({ id })
    expect([order.state, order.parcels.length, await stock()]).toEqual(
      order.state === 'shipped' ? ['shipped', 1, before - 1] : ['cancelled', 0, before],
    )
  }
})

test('promising on two devices while paying elsewhere: one promise, or the payment; late money goes back', async () => {
  for (let round = 0; round < 4; round += 1) {
    const checkout = await world.place(shopper, [{ skuId, quantity: 1 }])
    const { notification } = await world.payAtChannel(shopper, checkout.id)
    const promise = () => shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
    await Promise.allSettled([promise(), world.pay.notify(notification), promise()])
    await world.settle()
    const { state } = await shopper.client.getCheckout({ id: checkout.id })
    const { steps } = await shopper.client.getOrder({ id: checkout.orders[0]?.id ?? '' })
    expect(['paid', 'on_delivery']).toContain(state)
    expect(steps.filter((step) => step.from === 'pending_payment')).toHaveLength(1)
  }
})

test('uncollected, an order is neither received nor refunded nor complained about as paid, however long it takes', async () => {
  const { id } = await promised()
  await ship(id)
  clock.advance({ days: 40 })
  await world.settle()
  expect((await shopper.client.getOrder({ id })).state).toBe('shipped')
  await expect(shopper.client.confirmReceipt({ id })).rejects.toMatchObject({ code: 'not_collected' })
  const { lines } = await shopper.client.getAfterSalesOptions({ id })
  expect(lines).toMatchObject([{ shipped: 0, unshipped: 0 }])
  const board = await shop.owner.listCollections({ tab: 'overdue' })
  expect(board).toMatchObject({ total: 1, overdueFen: 6000, dueFen: 6000, items: [{ orderId: id, overdue: true, collectable: true }] })
  await shop.owner.refuseOrder({ id, requestId: randomUUID(), reason: '联系不上买家' })
})

test('refused or cancelled, stock, coupons, points and red packets come back; goods that are spoilt do not', async () => {
  const plain = { title: '满20减5', kind: 'amount' as const, value: 500, thresholdFen: 2000, scope: {} }
  const template = await shop.owner.createCouponTemplate({ ...plain, stock: 10, perShopper: 1, validDays: 30 })
  await shopper.client.claimCoupon({ id: template.id })
  const { points, redpacket } = world.calls as unknown as {
    points: Interface<typeof pointsCalls>
    redpacket: Interface<typeof redpacketCalls>
  }
  const { id: shopperId } = await shopper.client.getMe()
  await points.earn({ key: randomUUID(), shopperId, points: 500, note: '' })
  await redpacket.grant({ source: randomUUID(), shopperId, title: '红包', amountFen: 200, validDays: 3 })
  const has = async () => [(await points.balance({ shopperId })).available, (await redpacket.balance({ shopperId })).availableFen]
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: shopper.addressId, usePoints: true, useRedPackets: true }
  const costs = async () => (await shopper.client.quoteCheckout(wish)).payableFen
  for (const how of ['cancel', 'refuse', 'spoilt'] as const) {
    const before = (await stock()) ?? 0
    expect(await costs()).toBe(3000 - 500 - 500 - 200)
    const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: 1800 })
    const id = checkout.orders[0]?.id ?? ''
    await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
    await world.settle()
    expect(await costs()).toBe(3000)
    expect(await has()).toEqual([0, 0])
    if (how === 'cancel') await shopper.client.cancelOrder({ id, reason: '不要了' })
    else {
      await ship(id)
      await shop.owner.refuseOrder({ id, requestId: randomUUID(), reason: '拒收', restock: how === 'refuse' })
    }
    await world.settle()
    expect(await shopper.client.getOrder({ id })).toMatchObject({ state: how === 'cancel' ? 'cancelled' : 'closed', paidAt: null })
    expect(await stock()).toBe(how === 'spoilt' ? before - 1 : before)
    expect(await has()).toEqual([500, 200])
    expect(await costs()).toBe(1800)
  }
})

test('what is refunded after the money was taken goes into the wallet, piece by piece, to the fen', async () => {
  const { id } = await promised(3)
  await ship(id)
  await taken(id, { amountFen: 9000 })
  await world.settle()
  const { order } = world.calls as unknown as { order: Interface<typeof orderCalls> } // loosely typed by the harness
  const lineId = (await shopper.client.getOrder({ id })).lines[0]?.id ?? ''
  const by = { actor: 'staff' as const, name: '甲' }
  const wish = { orderId: id, restock: true, reason: '退一件', by, lines: [{ lineId, quantity: 1, unshipped: 0 }] }
  await order.refundUnits({ ...wish, key: `one:${id}` })
  await world.settle()
  expect((await shopper.client.getWallet()).availableFen).toBe(3000)
  await order.refundUnits({ ...wish, key: `rest:${id}`, lines: [{ lineId, quantity: 2, unshipped: 0 }] })
  await world.settle()
  expect((await shopper.client.getWallet()).availableFen).toBe(9000)
  expect((await shopper.client.getOrder({ id })).state).toBe('refunded')
})

test('offered only where every shop of the checkout takes it: area, amount, goods', async () => {
  const other = await world.newShop()
  const { skuIds: [second = ''] } = await world.newProduct(other, [5], 1000) // prettier-ignore
  const offer = async (lines: { skuId: string; quantity: number }[]) => {
    const checkout = await world.place(shopper, lines)
    const { onDelivery } = await shopper.client.getCheckout({ id: checkout.id })
    if (!onDelivery.offered) {
      await expect(shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })).rejects.toMatchObject({
        code: 'on_delivery_unavailable',
      })
    }
    return { checkout, onDelivery }
  }
  const both = [{ skuId, quantity: 1 }, { skuId: second, quantity: 1 }] // prettier-ignore
  expect((await offer(both)).onDelivery).toMatchObject({ offered: false, why: 'off' })
  await other.owner.updateOnDelivery({ enabled: true, maxFen: 500, regionCodes: [] })
  expect((await offer(both)).onDelivery).toMatchObject({ offered: false, why: 'amount', maxFen: 500 })
  await other.owner.updateOnDelivery({ enabled: true, maxFen: 1000, regionCodes: ['310000'] })
  expect((await offer(both)).onDelivery).toMatchObject({ offered: false, why: 'area' })
  await other.owner.updateOnDelivery({ enabled: true, maxFen: 1000, regionCodes: ['330100'] })
  const { checkout, onDelivery } = await offer(both)
  expect(onDelivery.offered).toBe(true)
  await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
  await world.settle()
  const mine = checkout.orders.find((one) => one.shopId === shop.id)?.id ?? ''
  const theirs = checkout.orders.find((one) => one.shopId === other.id)?.id ?? ''
  // Each is taken and refused by itself, and no shop touches another's.
  await expect(other.owner.collectOrder({ id: mine, requestId: randomUUID(), amountFen: 3000, how: 'cash' })).rejects.toMatchObject({
    status: 404,
  })
  await ship(mine)
  await taken(mine, { amountFen: 3000 })
  await shopper.client.cancelOrder({ id: theirs, reason: '不要了' })
  await world.settle()
  expect((await shopper.client.getOrder({ id: mine })).state).toBe('received')
  expect((await shopper.client.getOrder({ id: theirs })).state).toBe('cancelled')
})

test('a promise for a checkout whose orders a change of price takes elsewhere at that moment is refused, and the order stays payable', async () => {
  const [old, fresh] = [await world.place(shopper, [{ skuId, quantity: 1 }]), await world.place(shopper, [{ skuId, quantity: 1 }])]
  const id = old.orders[0]?.id ?? ''
  // As it is between the two looks of the promise: the checkout was read as unpaid, and then its orders were given another.
  const carry = (to: string) => sql`update "order"."order" set checkout_id = ${to} where id = ${id}`.execute(world.db)
  await carry(fresh.id)
  await expect(shopper.client.payOnDelivery({ id: old.id, requestId: randomUUID() })).rejects.toMatchObject({
    status: 409,
    code: 'on_delivery_unavailable',
  })
  expect((await shopper.client.getCheckout({ id: old.id })).onDelivery.offered).toBe(false)
  await carry(old.id)
  await shopper.client.payOnDelivery({ id: old.id, requestId: randomUUID() })
  expect((await shopper.client.getOrder({ id })).state).toBe('accepted')
})

test('staff pack it and put it back; a voided parcel brings it back to where its money is still to be taken', async () => {
  const { id } = await promised()
  await shop.owner.prepareOrder({ id })
  await shop.owner.unprepareOrder({ id, reason: '先放回' })
  expect((await shopper.client.getOrder({ id })).state).toBe('accepted')
  await ship(id)
  const parcelId = (await shopper.client.getOrder({ id })).parcels[0]?.id ?? ''
  await shop.owner.voidParcel({ id: parcelId, reason: '面单打错了' })
  await world.settle()
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'accepted', paidAt: null, onDelivery: { state: 'due' } })
  await shop.owner.closeOrder({ id, reason: '缺货' })
})
