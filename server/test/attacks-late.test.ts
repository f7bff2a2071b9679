import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { dayOf, later } from '../src/kernel/clock.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Attempts on holds and places at the very moment in which their time is up, and on payment on delivery between its steps.
const clock = testClock(new Date('2026-11-27T01:00:00Z'))
let world: World
let shop: TestShop
let shopper: TestShopper
let skuId = ''
let pointId = ''
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
afterAll(() => world.close())
beforeEach(async () => {
  shop = await world.newShop()
  shopper = await world.newShopper()
  skuId = (await world.newProduct(shop, [50], 3000)).skuIds[0] ?? ''
  const point = { name: '西湖店', address: '文三路 2 号', phone: '0571', lng: 120.13, lat: 30.28, pickup: true, local: false, fees: [] }
  pointId = (await shop.owner.createDeliveryPoint({ ...point, slots: [{ from: '10:00', to: '12:00', capacity: 1 }] })).id
})
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const tomorrow = () => dayOf(later(clock.now(), { days: 1 }))
async function toFetch(who = shopper, lines = [{ skuId, quantity: 1 }]) {
  const deliveries = [{ shopId: shop.id, kind: 'pickup' as const, pointId, day: tomorrow(), span: '10:00-12:00' }]
  const wish = { lines, addressId: who.addressId, deliveries }
  const { payableFen } = await who.client.quoteCheckout(wish)
  const checkout = await who.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
  return { checkout, id: checkout.orders[0]?.id ?? '' }
}
const pay = async (checkoutId: string, who = shopper) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
/** A product of one SKU, nine of it. */
async function product(sku: { delivery: 'parcel' | 'voucher' }, over: object = {}): Promise<string> {
  const { items } = await world.modules.catalog.putCategories({ items: [{ path: ['券'], picture: null, sort: 0 }] })
  const code = randomUUID().slice(0, 12)
  const made = await shop.owner.createProduct({
    code,
    title: `商品 ${code}`,
    categoryIds: items.map((item) => item.id),
    pictures: [{ url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }],
    skus: [{ code: `${code}-1`, options: [], priceFen: 500, ...sku }],
    state: 'on_sale',
    ...over,
  })
  await world.settle()
  const skuId = made.skus[0]?.id ?? ''
  await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '进货', lines: [{ skuId, change: 9 }] })
  await world.settle()
  return skuId
}
const past = () => later(clock.now(), { minutes: -1 })
/** Something is written and not yet committed while the sweeps look for what has lapsed. */
async function sweepBeside(write: (tx: World['db']) => Promise<unknown>): Promise<void> {
  const sweeping = await world.db.transaction().execute(async (tx) => {
    await write(tx)
    const running = world.sweep()
    await sleep(700)
    return { running }
  })
  await sweeping.running
}

test('a place that is kept while the sweep looks at it stays with its order', async () => {
  const { checkout, id } = await toFetch()
  const row = () => world.db.selectFrom('shipping.delivery').select('state').where('order_id', '=', id).executeTakeFirstOrThrow()
  const set = (tx: World['db'], change: object) => tx.updateTable('shipping.delivery').set(change).where('order_id', '=', id).execute()
  await set(world.db, { expires_at: past() })
  await sweepBeside((tx) => set(tx, { state: 'kept' }))
  expect(await row()).toEqual({ state: 'kept' })
  await expect(toFetch(await world.newShopper())).rejects.toMatchObject({ code: 'slot_full' })
  await pay(checkout.id)
  expect((await shopper.client.getOrderDelivery({ id })).code).not.toBeNull()
})

test('a place, stock and a purchase limit that are prolonged while the sweep looks at them are not let go', async () => {
  const limits = { minimum: 1, step: 1, perOrder: null, perPerson: 1, period: 'ever' as const }
  const limited = await product({ delivery: 'parcel' }, { limits })
  const { checkout, id } = await toFetch(shopper, [{ skuId: limited, quantity: 1 }])
  const prolonged = { expires_at: later(clock.now(), { days: 1 }) }
  const all = async (db: World['db'], change: object) => {
    await db.updateTable('shipping.delivery').set(change).where('order_id', '=', id).execute()
    await db.updateTable('inventory.hold').set(change).where('key', '=', id).execute()
    await db.updateTable('purchase_limit.claim').set(change).where('key', '=', id).execute()
  }
  await all(world.db, { expires_at: past() })
  await sweepBeside((tx) => all(tx, prolonged))
  const stateIn = async (table: string, column: string) =>
    (await world.db.selectFrom(table).select('state').where(column, '=', id).executeTakeFirstOrThrow())['state']
  expect(await stateIn('shipping.delivery', 'order_id')).toBe('held')
  expect(await stateIn('inventory.hold', 'key')).toBe('held')
  expect(await stateIn('purchase_limit.claim', 'key')).toBe('held')
  await pay(checkout.id)
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'paid' })
})

test('a voucher beside goods to fetch is not given when the place has lapsed and is gone: all the money goes back', async () => {
  const voucher = await product({ delivery: 'voucher' })
  const { checkout, id } = await toFetch(
    shopper,
    [skuId, voucher].map((one) => ({ skuId: one, quantity: 1 })),
  )
  await world.db.updateTable('shipping.delivery').set({ expires_at: past() }).where('order_id', '=', id).execute()
  await world.sweep()
  const other = await world.newShopper()
  await pay((await toFetch(other)).checkout.id, other)
  await pay(checkout.id)
  expect((await shopper.client.getOrder({ id })).state).toMatch(/^refund/)
  await expect(shopper.client.listOrderSecrets({ id })).rejects.toMatchObject({ code: 'order_not_found' })
})

test('who promised to pay at the door cannot have it brought to where the shop does not take that', async () => {
  await shop.owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: ['330000'] })
  const checkout = await world.place(shopper, [{ skuId, quantity: 1 }])
  await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const to = (districtCode: string) => shopper.client.createAddress({ name: '张三丰', phone: '13900000001', districtCode, detail: '1 号' })
  const move = async (districtCode: string) =>
    shopper.client.changeOrderAddress({ id, requestId: randomUUID(), addressId: (await to(districtCode)).id })
  await expect(move('310101')).rejects.toMatchObject({ status: 409, code: 'address_not_served' })
  expect((await move('330102')).address.districtCode).toBe('330102')
  const paid = await world.place(shopper, [{ skuId, quantity: 1 }])
  await pay(paid.id)
  const elsewhere = { id: paid.orders[0]?.id ?? '', requestId: randomUUID(), addressId: (await to('310101')).id }
  expect((await shopper.client.changeOrderAddress(elsewhere)).address.districtCode).toBe('310101')
})

test('an order whose money is booked while it is put back on the pile is a paid one', async () => {
  await shop.owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
  const { checkout, id } = await toFetch()
  await shopper.client.payOnDelivery({ id: checkout.id, requestId: randomUUID() })
  await world.settle()
  await shop.owner.prepareOrder({ id })
  const paidAt = (db: World['db'], at: Date | null) => db.updateTable('order.order').set({ paid_at: at }).where('id', '=', id).execute()
  const back = await world.db.transaction().execute(async (tx) => {
    await paidAt(tx, clock.now())
    const running = shop.owner.unprepareOrder({ id, reason: '再等等' })
    await sleep(300)
    return { running }
  })
  expect((await back.running).state).toBe('paid')
  await shop.owner.prepareOrder({ id })
  await paidAt(world.db, null)
  await shop.owner.collectOrder({ id, requestId: randomUUID(), amountFen: 3000, how: 'cash' })
})

test('of what nobody fetches the goods go back and their money too, once, also when a voucher of the order was given before', async () => {
  const voucher = await product({ delivery: 'voucher' })
  const { checkout, id } = await toFetch(
    shopper,
    [skuId, voucher].map((one) => ({ skuId: one, quantity: 1 })),
  )
  await pay(checkout.id)
  expect((await shopper.client.getOrder({ id })).state).toBe('partly_shipped')
  const stock = async () => (await world.shop().getStock({ skuIds: skuId })).items[0]?.available
  expect(await stock()).toBe(49)
  await shop.owner.putPickupRule({ keepDays: 1 })
  clock.advance({ days: 4 })
  await world.settle()
  await world.settle()
  const order = await shopper.client.getOrder({ id })
  expect(order.lines.map((line) => [line.skuId, line.refunded])).toEqual([
    [skuId, 1],
    [voucher, 0],
  ])
  expect(await stock()).toBe(50)
  expect((await shop.owner.listPayments({ subjects: checkout.id })).items[0]?.refunds.map((one) => one.amountFen)).toEqual([3000])
})
