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

const near = { lng: 120.135, lat: 30.282 }
/** An address of the shopper that lies there. */
const addressAt = async (who: TestShopper, place: { lng: number; lat: number }) =>
  (await who.client.createAddress({ name: '张三丰', phone: '13900000001', districtCode: '330106', detail: '文三路 1 号', ...place })).id

const choice = (kind: 'pickup' | 'local', more = {}) => ({
  shopId: shop.id,
  kind,
  pointId,
  day: dayOf(start),
  span: '10:00-12:00',
  ...more,
})
async function place(delivery: ReturnType<typeof choice>, addressId: string | null = shopper.addressId) {
  const wish = { lines: [{ skuId, quantity: 1 }], addressId, deliveries: [delivery] }
  const quote = await shopper.client.quoteCheckout(wish)
  const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: quote.payableFen })
  return { checkout, freightFen: quote.freightFen, id: checkout.orders[0]?.id ?? '' }
}
async function paid(delivery: ReturnType<typeof choice>, addressId: string | null = shopper.addressId) {
  const placed = await place(delivery, addressId)
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
  expect(bars).toMatch(/^data:image\/png;base64,/)
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
  const { id, freightFen } = await paid(choice('local'), await addressAt(shopper, near))
  expect(freightFen).toBe(300)
  // Six kilometres away, and an address that nobody pinned.
  await expect(place(choice('local'), await addressAt(shopper, { lng: 120.19, lat: 30.28 }))).rejects.toMatchObject({
    code: 'lines_invalid',
  })
  await expect(place(choice('local'))).rejects.toMatchObject({ code: 'lines_invalid' })
  const couriers = [shop.owner, world.admin(shop.tokens.warehouse), world.admin(shop.tokens.operator)]
  const takes = await Promise.allSettled(couriers.map((one) => one.takeDelivery({ id })))
  expect(takes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const [mine, ...others] = takes
    .map((one, index) => ({ one, courier: couriers[index]! }))
    .toSorted((a) => (a.one.status === 'fulfilled' ? -1 : 1))
  await expect(others[0]!.courier.deliverOrder({ id })).rejects.toMatchObject({ code: 'transition_illegal' })
  const cup = { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }
  await expect(mine!.courier.deliverOrder({ id, photo: { ...cup, url: '/media/of/somebody' } })).rejects.toMatchObject({
    code: 'photo_unknown',
  })
  await mine!.courier.deliverOrder({ id, photo: cup })
  await mine!.courier.deliverOrder({ id })
  await world.settle()
  expect(await shopper.client.getOrderDelivery({ id })).toMatchObject({
    state: 'done',
    photo: cup,
    steps: [{ what: 'taken' }, { what: 'done' }],
  })
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

test('what is fetched needs no address, but somebody to hand it to', async () => {
  await expect(place(choice('pickup'), null)).rejects.toMatchObject({ code: 'delivery_contact_missing' })
  const contact = { name: '李四', phone: '13800000002' }
  const { id } = await paid(choice('pickup', { contact }), null)
  const order = await shopper.client.getOrder({ id })
  expect(order).toMatchObject({ handover: 'pickup', address: { ...contact, detail: '' } })
  const { code } = await shopper.client.getOrderDelivery({ id })
  const clerk = world.admin(shop.tokens.clerk)
  const found = await clerk.findPickup({ code: code ?? '' })
  expect(found).toMatchObject({ state: 'waiting', receiver: '李四', phone: '13800000002', lines: [{ quantity: 1 }] })
  await expect(world.admin(other.tokens.clerk).findPickup({ code: code ?? '' })).rejects.toMatchObject({ code: 'pickup_code_wrong' })
  await expect(world.admin(shop.tokens.courier).findPickup({ code: code ?? '' })).rejects.toMatchObject({ status: 403 })
  await release(id)
  expect((await clerk.findPickup({ code: code ?? '' })).state).toBe('void')
})

test('the fee is that of the place the server keeps: neither a wish nor a pin elsewhere makes it cheaper', async () => {
  const far = await addressAt(shopper, { lng: 120.16, lat: 30.29 })
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: far, deliveries: [choice('local')] }
  const quote = await shopper.client.quoteCheckout(wish)
  expect(quote.freightFen).toBe(800)
  const order = { ...wish, requestId: randomUUID(), payableFen: quote.payableFen }
  // Coordinates of one's own are no field of a choice any more.
  const forged = [{ ...choice('local'), ...near }] as never
  await expect(shopper.client.placeOrder({ ...order, deliveries: forged })).rejects.toMatchObject({ code: 'input_invalid' })
  await expect(shopper.client.placeOrder({ ...order, payableFen: quote.payableFen - 500 })).rejects.toMatchObject({ code: 'price_changed' })
  // Moved nearer for the quote and back for the order: what was confirmed is not what it costs.
  const edit = { id: far, name: '张三丰', phone: '13900000001', districtCode: '330106', detail: '文三路 1 号' }
  await shopper.client.updateAddress({ ...edit, ...near })
  const cheap = await shopper.client.quoteCheckout(wish)
  expect(cheap.freightFen).toBe(300)
  await shopper.client.updateAddress({ ...edit, lng: 120.16, lat: 30.29 })
  await expect(shopper.client.placeOrder({ ...order, payableFen: cheap.payableFen })).rejects.toMatchObject({ code: 'price_changed' })
  // A pin far from its city, or half of one, is refused.
  await expect(shopper.client.updateAddress({ ...edit, lng: 113.3, lat: 23.1 })).rejects.toMatchObject({ code: 'address_place_wrong' })
  await expect(shopper.client.updateAddress({ ...edit, lng: 120.16 })).rejects.toMatchObject({ code: 'address_place_wrong' })
  // Once placed it goes nowhere else.
  const { id } = await paid(choice('local'), far)
  const away = { id, requestId: randomUUID(), addressId: shopper.addressId }
  await expect(shopper.client.changeOrderAddress(away)).rejects.toMatchObject({ code: 'address_not_served' })
  expect(await shopper.client.getOrderDelivery({ id })).toMatchObject({ feeFen: 800 })
  await expect(shopper.client.placeOrder({ ...order, requestId: randomUUID(), gift: { message: '送你' } })).rejects.toMatchObject({
    code: 'delivery_choice_wrong',
  })
  await release(id)
})

test('a refund and a clerk at once: the goods or the money, never both, and the code is dead afterwards', async () => {
  const [wide] = (await shop.owner.listDeliveryPoints()).items
  await shop.owner.updateDeliveryPoint({ ...wide!, slots: [{ from: '10:00', to: '12:00', capacity: 30 }] })
  for (let round = 0; round < 4; round += 1) {
    const { id } = await paid(choice('pickup'))
    const { code } = await shopper.client.getOrderDelivery({ id })
    const hand = () => world.admin(shop.tokens.clerk).pickUpOrder({ code: code ?? '' })
    const back = () => shop.owner.refundOrder({ id, reason: '不要了' })
    const tries = await Promise.allSettled(round % 2 === 0 ? [hand(), back()] : [back(), hand()])
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    await world.settle()
    const { state } = await shopper.client.getOrder({ id })
    expect(['received', 'refunding']).toContain(state)
    await expect(hand()).rejects.toMatchObject({ status: 404 })
    expect((await shopper.client.getOrderDelivery({ id })).code).toBeNull()
  }
  expect(await world.doctor()).toEqual([])
})

test('twenty at once for the last places take no more than there are; two clerks hand out one order once', async () => {
  const point = await shop.owner.createDeliveryPoint({ ...store, name: '小店', fees, slots: [{ from: '13:00', to: '15:00', capacity: 2 }] })
  const wish = choice('pickup', { pointId: point.id, span: '13:00-15:00' })
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => place(wish)))
  const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(won).toHaveLength(2)
  const leftNow = async () =>
    (await shopper.client.listDeliveryChoices({ id: shop.id })).items.find((one) => one.id === point.id)?.slots[0]?.left
  expect(await leftNow()).toBe(0)
  // One is cancelled, one is not paid in time: both places are free again.
  await shopper.client.cancelOrder({ id: won[0]?.id ?? '', reason: '不要了' })
  at = later(at, { minutes: 40 })
  await world.settle()
  expect(await leftNow()).toBe(2)
  const { id } = await paid(wish)
  const { code } = await shopper.client.getOrderDelivery({ id })
  const clerks = [world.admin(shop.tokens.clerk), world.admin(shop.tokens.warehouse)]
  const hands = await Promise.allSettled(clerks.map((one) => one.pickUpOrder({ code: code ?? '' })))
  expect(hands.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  await world.settle()
  // What was fetched can come back as usual.
  const lines = (await shopper.client.getOrder({ id })).lines.map((line) => ({ orderLineId: line.id, quantity: 1 }))
  expect(lines).toHaveLength(1)
  await shop.owner.updateDeliveryPoint({ ...point, paused: true })
  expect((await shopper.client.listDeliveryChoices({ id: shop.id })).items.find((one) => one.id === point.id)?.slots).toEqual([])
  await expect(place(wish)).rejects.toMatchObject({ code: 'lines_invalid' })
  await shop.owner.deleteDeliveryPoint({ id: point.id })
})

test('nobody was at home: it waits for the next attempt, with the reason; another courier can take it then', async () => {
  const { id } = await paid(choice('local'), await addressAt(shopper, near))
  const [first, second] = [world.admin(shop.tokens.courier), world.admin(shop.tokens.clerk)]
  await first.takeDelivery({ id })
  await expect(second.failDelivery({ id, reason: '不是我的' })).rejects.toMatchObject({ code: 'delivery_state_wrong' })
  await first.failDelivery({ id, reason: '家里没人' })
  await expect(first.deliverOrder({ id })).rejects.toMatchObject({ code: 'transition_illegal' })
  const waiting = await second.listDeliveries({ view: 'waiting', kind: 'local' })
  expect(waiting.items.find((one) => one.orderId === id)).toMatchObject({
    attempts: 1,
    lastNote: '家里没人',
    state: 'ready',
    meters: expect.any(Number),
  })
  await second.takeDelivery({ id })
  expect((await second.listDeliveries({ view: 'mine' })).counts).toMatchObject({ mine: 1, taken: 1 })
  expect((await first.listDeliveries({ view: 'mine' })).counts).toMatchObject({ mine: 0, taken: 1 })
  await second.deliverOrder({ id })
  await world.settle()
  const steps = (await shopper.client.getOrderDelivery({ id })).steps.map((one) => one.what)
  expect(steps).toEqual(['taken', 'failed', 'taken', 'done'])
})

test('what nobody fetches is marked, and given up after as many days as the shop keeps it; fetched at the last moment it stays fetched', async () => {
  const point = await shop.owner.createDeliveryPoint({ ...store, name: '大店', fees, slots: [{ from: '10:00', to: '12:00', capacity: 5 }] })
  const kept = await paid(choice('pickup', { pointId: point.id }))
  const lost = await paid(choice('pickup', { pointId: point.id }))
  const { code } = await shopper.client.getOrderDelivery({ id: kept.id })
  at = new Date(`${dayOf(start)}T12:30:00+08:00`)
  await world.settle()
  await world.settle()
  expect(await shopper.client.getOrderDelivery({ id: lost.id })).toMatchObject({ late: true, keptUntil: null })
  await shop.owner.putPickupRule({ keepDays: 2 })
  at = later(at, { days: 2 })
  await world.settle()
  expect((await shopper.client.getOrder({ id: lost.id })).state).toBe('paid')
  at = later(at, { days: 1 })
  await shop.owner.pickUpOrder({ code: code ?? '' })
  await world.settle()
  expect((await shopper.client.getOrder({ id: kept.id })).state).toBe('received')
  expect(await shopper.client.getOrder({ id: lost.id })).toMatchObject({ state: 'refunding' })
  expect((await shopper.client.getOrderDelivery({ id: lost.id })).state).toBe('released')
  expect(await world.doctor()).toEqual([])
})
