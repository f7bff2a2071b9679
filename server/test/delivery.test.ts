import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf, later } from '../src/kernel/clock.ts'
import { metersBetween } from '../src/modules/shipping/distance.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const start = new Date('2026-11-27T01:00:00Z')
let at = start
let world: World
let shop: TestShop
let other: TestShop
let shopper: TestShopper
let pointId = ''
let skuId = ''
const store = { name: '西湖店', address: '文三路 2 号', phone: '0571', lng: 120.13, lat: 30.28, pickup: true, local: true }
const fees = [
  { withinMeters: 5000, feeFen: 800 },
  { withinMeters: 1000, feeFen: 300 },
]
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
  shopper = await world.newShopper()
  skuId = (await world.newProduct(shop, [50])).skuIds[0] ?? ''
  pointId = (await shop.owner.createDeliveryPoint({ ...store, fees, slots: [{ from: '10:00', to: '12:00', capacity: 3 }] })).id
})
afterAll(() => world.close())

const choice = (kind: 'pickup' | 'local', more = {}) => ({
  shopId: shop.id,
  kind,
  pointId,
  day: dayOf(start),
  span: '10:00-12:00',
  ...more,
})
async function place(delivery: ReturnType<typeof choice>) {
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: shopper.addressId, deliveries: [delivery] }
  const quote = await shopper.client.quoteCheckout(wish)
  const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: quote.payableFen })
  return { checkout, freightFen: quote.freightFen, id: checkout.orders[0]?.id ?? '' }
}
async function paid(delivery: ReturnType<typeof choice>) {
  const placed = await place(delivery)
  await world.pay.notify((await world.payAtChannel(shopper, placed.checkout.id)).notification)
  await world.settle()
  return placed
}
const left = async () =>
  (await shopper.client.listDeliveryChoices({ id: shop.id })).items[0]?.slots.find((one) => one.day === dayOf(start))?.left ?? 0
const release = async (id: string) => {
  await shop.owner.refundOrder({ id, reason: '测试结束' })
  await world.settle()
}

test('distance is that of the globe', () => {
  // Hangzhou to Shanghai by their centres.
  expect(metersBetween({ lng: 120.1551, lat: 30.2741 }, { lng: 121.4737, lat: 31.2304 })).toBeGreaterThan(160_000)
  expect(metersBetween({ lng: 120.1551, lat: 30.2741 }, { lng: 121.4737, lat: 31.2304 })).toBeLessThan(167_000)
})

test('a slot never holds more orders than it can carry, and a place that is not paid for is free again', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => place(choice('pickup'))))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'slot_full' })
  expect(await left()).toBe(0)
  for (const one of tries) if (one.status === 'fulfilled') await shopper.client.cancelOrder({ id: one.value.id, reason: '不要了' })
  await world.settle()
  expect(await left()).toBe(3)
  await expect(place(choice('pickup', { span: '08:00-09:00' }))).rejects.toMatchObject({ code: 'delivery_choice_wrong' })
  expect(await world.doctor()).toEqual([])
})

test('a code hands out its order once, in its shop; it is not sent', async () => {
  const { id, freightFen } = await place(choice('pickup'))
  expect(freightFen).toBe(0)
  expect((await shopper.client.getOrderDelivery({ id })).code).toBeNull()
  await world.pay.notify((await world.payAtChannel(shopper, (await shopper.client.getOrder({ id })).checkoutId)).notification)
  await world.settle()
  const { code, bars } = await shopper.client.getOrderDelivery({ id })
  expect(code).toMatch(/^\d{10}$/)
  expect(bars).toContain('<svg')
  const stranger = await world.newShopper()
  await expect(stranger.client.getOrderDelivery({ id })).rejects.toMatchObject({ code: 'delivery_not_found' })
  await expect(
    shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT7300000001' }),
  ).rejects.toMatchObject({ code: 'order_not_sent' })
  await expect(other.owner.pickUpOrder({ code: code ?? '' })).rejects.toMatchObject({ code: 'pickup_code_wrong' })
  await shop.owner.readyDelivery({ id })
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => shop.owner.pickUpOrder({ code: code ?? '' })))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  await world.settle()
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'received', lines: [{ shipped: 1 }] })
  await expect(shop.owner.pickUpOrder({ code: code ?? '' })).rejects.toMatchObject({ code: 'pickup_code_wrong' })
  expect(await world.doctor()).toEqual([])
})

test('what is brought costs by distance and goes no further; of several couriers one takes it and only that one hands it over', async () => {
  const near = { lng: 120.135, lat: 30.282 }
  const { id, freightFen } = await paid(choice('local', near))
  expect(freightFen).toBe(300)
  await expect(place(choice('local', { lng: 121.47, lat: 31.23 }))).rejects.toMatchObject({ code: 'lines_invalid' })
  const couriers = [shop.owner, world.admin(shop.tokens.warehouse), world.admin(shop.tokens.operator)]
  const takes = await Promise.allSettled(couriers.map((one) => one.takeDelivery({ id })))
  expect(takes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const [mine, ...others] = takes
    .map((one, index) => ({ one, courier: couriers[index]! }))
    .toSorted((a) => (a.one.status === 'fulfilled' ? -1 : 1))
  await expect(others[0]!.courier.deliverOrder({ id })).rejects.toMatchObject({ code: 'transition_illegal' })
  await mine!.courier.deliverOrder({ id, photo: { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' } })
  await mine!.courier.deliverOrder({ id })
  await world.settle()
  expect((await shopper.client.getOrder({ id })).state).toBe('received')
  expect(await world.doctor()).toEqual([])
})

test('a refund frees the place, and its code is told no more', async () => {
  const before = await left()
  const { id } = await paid(choice('pickup'))
  expect(await left()).toBe(before - 1)
  await release(id)
  expect(await left()).toBe(before)
  const { code } = await shopper.client.getOrderDelivery({ id })
  expect(code).toBeNull()
  at = later(start, { minutes: 1 })
  expect(await world.doctor()).toEqual([])
})
