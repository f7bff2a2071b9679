import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { modules } from '../../src/modules.ts'
import { ApiError, testClock } from '../harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../world.ts'
import { NO_PARTY, teaParty } from './tea-party.ts'

// A play that the trade core has never heard of: it is one more module in the list, and takes part in checkout.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let ben: TestShopper
let skuId: string
let party: { kind: string; campaignId: string }
beforeAll(async () => {
  world = await startWorld({ now: clock.now, modules: [...modules, teaParty] })
  shop = await world.newShop()
})
beforeEach(async () => {
  party = { kind: 'tea-party', campaignId: randomUUID() }
  ;[ann, ben] = [await world.newShopper(), await world.newShopper()]
  skuId = (await world.newProduct(shop, [20])).skuIds[0] ?? ''
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const wishOf = (who: TestShopper, more: object = {}) => ({
  lines: [{ skuId, quantity: 1 }],
  addressId: who.addressId,
  play: party,
  ...more,
})
const place = (who: TestShopper, more: object = {}) =>
  who.client.placeOrder({ ...wishOf(who), requestId: randomUUID(), payableFen: 700, ...more })
const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
const orderOf = async (who: TestShopper, checkout: { orders: { id: string }[] }) =>
  who.client.getOrder({ id: checkout.orders[0]?.id ?? '' })
const stock = async () => (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available
const settleRefunds = async (id: string) => {
  const { payment } = await shop.owner.getAdminOrder({ id })
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await world.settle()
}
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const end = async (...checkouts: { orders: { id: string }[] }[]) => {
  for (const { orders } of checkouts)
    for (const { id } of orders) {
      await shop.owner.refundOrder({ id, reason: '茶会取消' })
      await world.settle()
      await settleRefunds(id)
    }
}

test('the price is the one of the play, with its reason, whatever the client says', async () => {
  const quote = await ann.client.quoteCheckout(wishOf(ann))
  expect(quote).toMatchObject({ payableFen: 700, shops: [{ lines: [{ unitPriceFen: 700, listPriceFen: 1000, priceReason: 'play' }] }] })
  expect(await codeOf(place(ann, { payableFen: 1 }))).toBe('price_changed')
  expect(await codeOf(place(ann, { play: { ...party, unitPriceFen: 1 } }))).toBe('input_invalid')
  expect(await stock()).toBe(20)
})

test('an unknown play or campaign, several lines or a gift to a friend are refused', async () => {
  const other = (await world.newProduct(shop, [5])).skuIds[0] ?? ''
  expect(await codeOf(place(ann, { play: { ...party, kind: 'nobody' } }))).toBe('play_unknown')
  expect(await codeOf(place(ann, { play: { ...party, campaignId: NO_PARTY } }))).toBe('party_unknown')
  expect(await codeOf(place(ann, { lines: [skuId, other].map((id) => ({ skuId: id, quantity: 1 })) }))).toBe('play_alone')
  expect(await codeOf(place(ann, { gift: { message: '送你' } }))).toBe('play_alone')
})

test('paid, it waits and nothing can leave; once the play lets it go on it is an order like any other', async () => {
  const first = await place(ann)
  await pay(ann, first.id)
  const waiting = await orderOf(ann, first)
  expect(waiting).toMatchObject({ state: 'waiting', play: { ...party, joinId: null } })
  const parcel = {
    carrierCode: 'SF',
    trackingNumber: 'SF1234567890',
    lines: waiting.lines.map(({ id }) => ({ orderLineId: id, quantity: 1 })),
  }
  expect(await codeOf(shop.owner.shipOrder({ id: waiting.id, requestId: randomUUID(), ...parcel }))).toBe('transition_illegal')
  expect(await codeOf(ann.client.cancelOrder({ id: waiting.id, reason: '不想要了' }))).toBe('transition_illegal')
  const second = await place(ben)
  await pay(ben, second.id)
  expect([(await orderOf(ann, first)).state, (await orderOf(ben, second)).state]).toEqual(['paid', 'paid'])
  expect(await stock()).toBe(18)
  await shop.owner.shipOrder({ id: waiting.id, requestId: randomUUID(), ...parcel })
  await end(second)
})

test('a seat that is gone lets go of all that the placing had taken', async () => {
  const placed = [await place(ann), await place(ben)]
  const late = await world.newShopper()
  expect(await codeOf(place(late))).toBe('party_full')
  expect(await stock()).toBe(18)
  for (const [index, who] of [ann, ben].entries())
    await who.client.cancelOrder({ id: placed[index]?.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  expect(await stock()).toBe(20)
})

test('what the play calls off is paid back by itself, once, and its stock is free again', async () => {
  const first = await place(ann)
  await ann.client.cancelOrder({ id: first.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  const held = [await place(ben), await place(ann)]
  for (const [index, who] of [ben, ann].entries()) await pay(who, held[index]?.id ?? '')
  expect((await orderOf(ann, held[1]!)).state).toBe('paid')
  const calls = world.calls['order'] as unknown as { callOff: (input: object) => Promise<{ state: string }> }
  const id = held[1]?.orders[0]?.id ?? ''
  const answers = await Promise.all(Array.from({ length: 8 }, () => calls.callOff({ orderId: id, reason: '茶会取消' })))
  expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['refunding']))
  await world.settle()
  await settleRefunds(id)
  expect(await orderOf(ann, held[1]!)).toMatchObject({ state: 'refunded', refundedFen: 700 })
  expect(await stock()).toBe(19)
  await end(held[0]!)
})

test('paying at the door or by bank is not offered for a play', async () => {
  const checkout = await place(ann)
  expect((await ann.client.getCheckout({ id: checkout.id })).onDelivery).toMatchObject({ offered: false })
  await ann.client.cancelOrder({ id: checkout.orders[0]?.id ?? '', reason: '不想要了' })
})
