import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { later } from '../src/kernel/clock.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let at = new Date()
let world: World
let shop: TestShop
let shopper: TestShopper
const sender = { name: '仓库', phone: '13700000000', province: '浙江省', city: '杭州市', district: '滨江区', detail: '江南大道 1 号' }
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop()
  shopper = await world.newShopper()
})
afterAll(() => world.close())

async function paidOrder(of = shop): Promise<string> {
  const { skuIds } = await world.newProduct(of, [3])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  return checkout.orders[0]?.id ?? ''
}
const wait = async (minutes = 3) => {
  at = later(at, { minutes })
  await world.settle()
}
const wishOf = (orderIds: string[], changes: object = {}) => ({
  requestId: randomUUID(),
  carrierCode: 'ZTO',
  orderIds,
  from: later(at, { hours: 2 }).toISOString(),
  to: later(at, { hours: 4 }).toISOString(),
  parcels: 2,
  ...changes,
})
const stateOf = async (id: string) => (await shop.owner.listCourierPickups({})).items.find((one) => one.id === id)
const bookings = () => [...world.kdniao.bookings()]

test('a courier is booked once, however often it is asked for and whatever answer is lost', async () => {
  const orders = [await paidOrder(), await paidOrder()]
  const wish = wishOf(orders)
  await expect(shop.owner.bookCourierPickup(wish)).rejects.toMatchObject({ code: 'sender_missing' })
  await shop.owner.putSending({ tracker: 'kdniao', sender, accounts: [] })
  world.kdniao.failNextBooking('drop-after')
  const replies = await Promise.all(Array.from({ length: 20 }, () => shop.owner.bookCourierPickup(wish)))
  expect(new Set(replies.map((reply) => reply.id)).size).toBe(1)
  const id = replies[0]?.id ?? ''
  await world.settle()
  expect((await stateOf(id))?.state).toBe('wanted')
  await wait()
  expect(bookings()).toHaveLength(1)
  expect(await stateOf(id)).toMatchObject({ state: 'booked', parcels: 2, orders: [{ id: orders[0] }, { id: orders[1] }] })
  await expect(shop.owner.bookCourierPickup({ ...wish, parcels: 3 })).rejects.toMatchObject({ code: 'key_reused' })
  expect(await world.doctor()).toEqual([])
})

test('the carrier tells who comes and that it was fetched; told twice, late and in any order it ends once', async () => {
  const { id } = await shop.owner.bookCourierPickup(wishOf([await paidOrder()]))
  await wait()
  const code = bookings().at(-1)?.[0] ?? ''
  await world.kdniao.pushPickup(code, '103', { name: '赵师傅', phone: '13911112222' })
  expect((await stateOf(id))?.courier).toBe('赵师傅 13911112222')
  await Promise.all(Array.from({ length: 5 }, () => world.kdniao.pushPickup(code, '301')))
  await world.kdniao.pushPickup(code, '203')
  await world.kdniao.pushPickup('QJ0', '301')
  expect((await stateOf(id))?.state).toBe('collected')
  await expect(shop.owner.cancelCourierPickup({ id })).rejects.toMatchObject({ code: 'pickup_state_wrong' })
})

test('a booking is cancelled at the carrier once; a refusal can be tried again in its time; silence for two days is missed', async () => {
  const { id } = await shop.owner.bookCourierPickup(wishOf([await paidOrder()]))
  await wait()
  const code = bookings().at(-1)?.[0] ?? ''
  await Promise.all(Array.from({ length: 5 }, () => shop.owner.cancelCourierPickup({ id })))
  await wait()
  expect((await stateOf(id))?.state).toBe('cancelled')
  expect(world.kdniao.bookings().get(code)?.state).toBe('cancelled')
  world.kdniao.failNextBooking('refuse')
  const second = await shop.owner.bookCourierPickup(wishOf([await paidOrder()]))
  await wait()
  expect(await stateOf(second.id)).toMatchObject({ state: 'refused', note: '该时段无法上门' })
  await shop.owner.retryCourierPickup({ id: second.id })
  await wait()
  expect((await stateOf(second.id))?.state).toBe('booked')
  await wait(60 * 60)
  await wait(31)
  expect((await stateOf(second.id))?.state).toBe('missed')
  await shop.owner.collectCourierPickup({ id: second.id })
  expect((await stateOf(second.id))?.state).toBe('collected')
  expect(await world.doctor()).toEqual([])
})

test('a parcel that is under way tells that it was fetched, though the carrier never did', async () => {
  const orderId = await paidOrder()
  await shop.owner.shipOrder({ id: orderId, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT9988776655' })
  const { id } = await shop.owner.bookCourierPickup(wishOf([orderId]))
  await wait()
  await world.kdniao.push('ZT9988776655', 1).catch(() => undefined)
  const parcel = (await shop.owner.getAdminOrder({ id: orderId })).parcels[0]
  await world.db.updateTable('shipping.parcel').set({ state: 'in_transit' }).where('id', '=', parcel?.id).execute()
  await wait(60 * 5)
  expect((await stateOf(id))?.state).toBe('collected')
})

test('times that are over or far away, orders of others and orders that are over are refused', async () => {
  const orderId = await paidOrder()
  const past = { from: later(at, { hours: -3 }).toISOString(), to: later(at, { hours: -1 }).toISOString() }
  await expect(shop.owner.bookCourierPickup(wishOf([orderId], past))).rejects.toMatchObject({ code: 'pickup_window_wrong' })
  const far = { from: later(at, { days: 8 }).toISOString(), to: later(at, { days: 9 }).toISOString() }
  await expect(shop.owner.bookCourierPickup(wishOf([orderId], far))).rejects.toMatchObject({ code: 'pickup_window_wrong' })
  const rival = await world.newShop()
  await expect(rival.owner.bookCourierPickup(wishOf([orderId]))).rejects.toMatchObject({ code: 'order_not_found' })
  await shop.owner.refundOrder({ id: orderId, reason: '缺货' })
  await expect(shop.owner.bookCourierPickup(wishOf([orderId]))).rejects.toMatchObject({ code: 'transition_illegal' })
})
