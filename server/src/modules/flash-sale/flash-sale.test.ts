import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { openVault } from '../../kernel/vault.ts'
import { createPictureCaptcha } from './guard.ts'
import { createPasses } from './pass.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let crowd: TestShopper[]
let productId: string
let skuId: string
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  crowd = await Promise.all(Array.from({ length: 100 }, () => world.newShopper()))
}, 120_000)
beforeEach(async () => {
  const product = await world.newProduct(shop, [50])
  ;[productId, skuId] = [product.productId, product.skuIds[0] ?? '']
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString()
const draft = (more: object = {}, item: object = {}) => ({
  title: '整点秒杀',
  startsAt: at(-1),
  endsAt: at(120),
  payMinutes: 10,
  items: [{ skuId, priceFen: 600, pieces: 10, perPerson: 1, ...item }],
  ...more,
})
const session = async (more: object = {}, item: object = {}): Promise<string> => {
  const { id } = await shop.owner.createFlashSession(draft(more, item))
  await shop.owner.publishFlashSession({ id })
  return id
}
const someone = (index = 0): TestShopper => crowd[index] as TestShopper
const passOf = async (who: TestShopper, id: string, quantity = 1) => (await who.client.enterFlashSale({ id, skuId, quantity })).pass
const wishOf = (who: TestShopper, campaignId: string, pass: string | null, quantity = 1) => ({
  lines: [{ skuId, quantity }],
  addressId: who.addressId,
  play: { kind: 'flash-sale', campaignId, pass },
})
const placeWith = (who: TestShopper, id: string, pass: string | null, quantity = 1) =>
  who.client.placeOrder({ ...wishOf(who, id, pass, quantity), requestId: randomUUID(), payableFen: 600 * quantity })
const buy = async (who: TestShopper, id: string, quantity = 1) => placeWith(who, id, await passOf(who, id, quantity), quantity)
const orderIdOf = (checkout: { orders: { id: string }[] }): string => checkout.orders[0]?.id ?? ''
const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
const refund = async (id: string) => {
  await shop.owner.refundOrder({ id, reason: '不要了' })
  await world.settle()
  await settleRefunds(id)
}
const settleRefunds = async (id: string) => {
  const { payment } = await shop.owner.getAdminOrder({ id })
  for (const one of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(one.number, 'SUCCESS') ?? '')
  await world.settle()
}
const takenOf = async (id: string) => (await shop.owner.getFlashSession({ id })).items[0]?.taken
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
/** The board is a second old at most. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1050))

test('two hundred attempts by a hundred people on ten pieces give exactly ten orders, of ten people; the losers are told why', async () => {
  const id = await session()
  const passes = await Promise.all(crowd.map((who) => codeOrPass(who, id)))
  expect(passes.filter(({ pass }) => pass).length, 'the gate lets in more than there are pieces, and not everybody').toBe(40)
  // Those who wait at the gate would get their pass later: here all come at once, each twice.
  const sign = createPasses(openVault(world.config.secretKey, 'flash-sale'))
  const { items } = await shop.owner.getFlashSession({ id })
  const shopperIds = await Promise.all(crowd.map(async (who) => (await who.client.getMe()).id))
  const tries = crowd.flatMap((who, index) => {
    const holder = { sessionId: id, itemId: items[0]?.id ?? '', shopperId: shopperIds[index] ?? '' }
    const { pass } = sign.give(holder, clock.now())
    return [codeOf(placeWith(who, id, pass)), codeOf(placeWith(who, id, pass))]
  })
  const codes = await Promise.all(tries)
  expect(codes.filter((code) => code === 'ok')).toHaveLength(10)
  expect(new Set(codes.filter((code) => code !== 'ok'))).toEqual(new Set(['flash_sold_out', 'flash_person_limit']))
  expect(await takenOf(id)).toBe(10)
  expect(await shop.owner.getFlashNumbers({ id })).toMatchObject({ orders: 10, people: 10, unpaidOrders: 10, paidOrders: 0 })
  await aSecond()
  expect(await codeOf(crowd[99]!.client.enterFlashSale({ id, skuId }))).toMatch(/flash_sold_out|flash_person_limit/)
  expect((await someone().client.getFlashCounts({ id })).items[0]?.left).toBe(0)
}, 180_000)

async function codeOrPass(who: TestShopper, id: string) {
  const entry = await who.client.enterFlashSale({ id, skuId })
  return { pass: entry.pass, ahead: entry.ahead }
}

test('one person ten times at once gets their limit, and others are not touched', async () => {
  const id = await session({}, { perPerson: 3 })
  const pass = await passOf(someone(), id)
  const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(placeWith(someone(), id, pass))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(3)
  expect(new Set(codes.filter((code) => code !== 'ok'))).toEqual(new Set(['flash_person_limit']))
  expect(await codeOf(passOf(someone(), id))).toBe('flash_person_limit')
  expect(await codeOf(buy(someone(1), id, 4))).toBe('flash_person_limit')
  expect(await codeOf(buy(someone(1), id, 2))).toBe('ok')
  expect(await takenOf(id)).toBe(5)
})

test('the price is the one of the session; without a pass, with another person’s or an old one nobody gets it', async () => {
  const id = await session()
  const pass = await passOf(someone(), id)
  const quote = await someone().client.quoteCheckout(wishOf(someone(), id, pass))
  expect(quote).toMatchObject({ payableFen: 600, shops: [{ lines: [{ unitPriceFen: 600, listPriceFen: 1000, priceReason: 'play' }] }] })
  const other = await session({
    items: [{ skuId: (await world.newProduct(shop, [5])).skuIds[0] ?? '', priceFen: 1, pieces: 1, perPerson: 1 }],
  })
  expect(await codeOf(placeWith(someone(), id, null))).toBe('flash_pass_wrong')
  expect(await codeOf(placeWith(someone(), id, 'abc.def'))).toBe('flash_pass_wrong')
  expect(await codeOf(placeWith(someone(1), id, pass))).toBe('flash_pass_wrong')
  expect(await codeOf(placeWith(someone(), other, pass))).toBe('flash_not_found')
  expect(await codeOf(placeWith(someone(), id, `z${pass}`))).toBe('flash_pass_wrong')
  clock.advance({ minutes: 6 })
  expect(await codeOf(placeWith(someone(), id, pass))).toBe('flash_pass_wrong')
  expect(await codeOf(buy(someone(), id))).toBe('ok')
})

test('before it begins and after it ended or was stopped nobody is let in, with or without a pass', async () => {
  const soon = await session({ startsAt: at(30) })
  expect(await codeOf(passOf(someone(), soon))).toBe('flash_not_begun')
  const tomorrow = (await someone().client.listFlashSales()).items.find((one) => one.id === soon)
  expect(tomorrow?.items[0]).toMatchObject({ priceFen: 600, listPriceFen: 1000, pieces: 10, left: 10 })
  clock.advance({ minutes: 31 })
  const pass = await passOf(someone(), soon)
  await shop.owner.stopFlashSession({ id: soon })
  expect(await codeOf(placeWith(someone(), soon, pass))).toBe('flash_over')
  expect(await codeOf(passOf(someone(), soon))).toBe('flash_over')
  expect(await codeOf(shop.owner.stopFlashSession({ id: soon }))).toBe('ok')
  expect(await takenOf(soon)).toBe(0)
})

test('closed, cancelled and refunded orders free their place once, for the session and for the person', async () => {
  const id = await session({ endsAt: at(600) }, { perPerson: 2 })
  const cancelled = await buy(someone(), id, 2)
  await someone().client.cancelOrder({ id: orderIdOf(cancelled), reason: '不想要了' })
  await world.settle()
  expect(await takenOf(id)).toBe(0)
  const paid = await buy(someone(), id, 2)
  await pay(someone(), paid.id)
  expect(await takenOf(id)).toBe(2)
  expect(await shop.owner.getFlashNumbers({ id })).toMatchObject({ paidOrders: 1, paidPieces: 2, paidFen: 1200, savedFen: 800 })
  const order = await someone().client.getOrder({ id: orderIdOf(paid) })
  expect(order.play).toEqual({ kind: 'flash-sale', campaignId: id, joinId: null })
  await refund(orderIdOf(paid))
  expect(await takenOf(id)).toBe(0)
  expect(await shop.owner.getFlashNumbers({ id })).toMatchObject({ paidPieces: 0, paidFen: 0, refundedFen: 1200 })
  const unpaid = await buy(someone(), id, 2)
  clock.advance({ minutes: 11 })
  await world.settle()
  expect((await someone().client.getOrder({ id: orderIdOf(unpaid) })).state).toBe('closed')
  expect(await takenOf(id)).toBe(0)
})

test('an order has one place however often it is asked for; one that lapsed or was released is never held again', async () => {
  const id = await session({ endsAt: at(600) }, { pieces: 1 })
  const calls = world.calls['flash-sale'] as unknown as Plays
  const [first, second] = [randomUUID(), randomUUID()]
  const shopperId = (await someone().client.getMe()).id
  let pass = await passOf(someone(), id)
  const want = async (key: string, minutes: number) =>
    calls.playHold({ key, shopId: shop.id, shopperId, campaignId: id, joinId: null, pass, skuId, quantity: 1, payableFen: 600, minutes }) // prettier-ignore
  await Promise.all(Array.from({ length: 20 }, () => want(first, 5)))
  expect(await takenOf(id), 'the same order twenty times is one place').toBe(1)
  clock.advance({ minutes: 6 })
  await world.settle()
  expect(await takenOf(id)).toBe(0)
  await aSecond()
  pass = await passOf(someone(), id)
  await want(second, 5)
  expect(await appCode(want(first, 5)), 'a lapsed place is not held again').toBe('flash_place_ended')
  await Promise.all(Array.from({ length: 20 }, () => calls.playRelease({ key: second })))
  expect(await takenOf(id)).toBe(0)
  expect(await appCode(want(second, 5)), 'what was released does not come again').toBe('flash_place_ended')
})

const appCode = (run: Promise<unknown>): Promise<string> => run.then(() => 'ok', (error: { code: string }) => error.code) // prettier-ignore

interface Plays {
  playHold: (input: object) => Promise<{ ok: true }>
  playRelease: (input: { key: string }) => Promise<{ ok: true }>
}

test('who pays when the place has lapsed and gone to another is paid back, and the other keeps theirs', async () => {
  const id = await session({ endsAt: at(600) }, { pieces: 1 })
  const late = await buy(someone(), id)
  const { number } = await someone().client.payCheckout({ id: late.id, method: 'wechat_h5' })
  // The lease is over although the order still waits for its money: a server that slept.
  await world.db
    .updateTable('flash_sale.place')
    .set({ expires_at: new Date(0) })
    .where('order_id', '=', orderIdOf(late))
    .execute()
  await world.sweep()
  expect(await takenOf(id)).toBe(0)
  await aSecond()
  const other = await buy(someone(1), id)
  await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
  await settleRefunds(orderIdOf(late))
  expect(await someone().client.getOrder({ id: orderIdOf(late) })).toMatchObject({ state: 'refunded', refundedFen: 600 })
  await pay(someone(1), other.id)
  expect((await someone(1).client.getOrder({ id: orderIdOf(other) })).state).toBe('paid')
  expect(await takenOf(id)).toBe(1)
})

test('who pays when the place has lapsed and nobody has taken it has it again, once', async () => {
  const id = await session({ endsAt: at(600) }, { pieces: 1 })
  const late = await buy(someone(), id)
  await world.db
    .updateTable('flash_sale.place')
    .set({ expires_at: new Date(0) })
    .where('order_id', '=', orderIdOf(late))
    .execute()
  await world.sweep()
  expect(await takenOf(id)).toBe(0)
  await pay(someone(), late.id)
  expect((await someone().client.getOrder({ id: orderIdOf(late) })).state).toBe('paid')
  expect(await takenOf(id)).toBe(1)
})

test('ordinary sales may empty the shelf: the session is sold out then, and no order is promised what is not there', async () => {
  const id = await session({}, { pieces: 50, perPerson: 5 })
  await world.place(someone(2), [{ skuId, quantity: 49 }])
  await aSecond()
  expect((await someone().client.getFlashCounts({ id })).items[0]?.left).toBe(1)
  expect(await codeOf(buy(someone(), id, 2))).toBe('stock_short')
  expect(await takenOf(id)).toBe(0)
  expect(await codeOf(buy(someone(), id))).toBe('ok')
  await aSecond()
  expect(await codeOf(passOf(someone(1), id))).toBe('flash_sold_out')
})

test('staff set a session up: what is wrong is refused, what was announced stays', async () => {
  const refused = (more: object, item: object = {}) => codeOf(shop.owner.createFlashSession(draft(more, item)))
  expect(await refused({ endsAt: at(-5) })).toBe('flash_schedule_wrong')
  expect(await refused({}, { priceFen: 1000 })).toBe('flash_price_wrong')
  expect(await refused({}, { skuId: randomUUID() })).toBe('flash_sku_unknown')
  expect(await refused({ items: [...draft().items, ...draft().items] })).toBe('flash_sku_twice')
  expect(await refused({ discount: 1 })).toBe('input_invalid')
  const { id } = await shop.owner.createFlashSession(draft({}, { pieces: 51 }))
  expect((await someone().client.listFlashSales()).items.map((one) => one.id)).not.toContain(id)
  expect(await codeOf(passOf(someone(), id))).toBe('flash_not_found')
  expect(await codeOf(shop.owner.publishFlashSession({ id }))).toBe('flash_stock_short')
  await shop.owner.updateFlashSession({ id, ...draft() })
  const both = await Promise.all([1, 2, 3].map(() => codeOf(shop.owner.publishFlashSession({ id }))))
  expect(both).toEqual(['ok', 'ok', 'ok'])
  expect(await codeOf(shop.owner.updateFlashSession({ id, ...draft() }))).toBe('flash_not_draft')
  expect(await codeOf(shop.owner.deleteFlashSession({ id }))).toBe('flash_not_draft')
  const twice = await shop.owner.createFlashSession(draft())
  expect(await codeOf(shop.owner.publishFlashSession({ id: twice.id }))).toBe('flash_overlap')
  expect((await shop.owner.listFlashSessions({ phase: 'running' })).items.map((one) => one.id)).toContain(id)
  expect(await codeOf(shop.owner.deleteFlashSession({ id: twice.id }))).toBe('ok')
  expect((await someone().client.getProductFlashSale({ id: productId })).session).toMatchObject({ id, items: [{ skuId }] })
})

test('a session may ask everybody, or who looks like a machine, for the code of a picture; an answer serves its person only, for a while', async () => {
  const id = await session({ challenge: 'everybody' })
  const [one, other] = [someone(0), someone(1)]
  expect(await codeOf(passOf(one, id))).toBe('flash_check_needed')
  const asked = await one.client.askFlashChallenge({ id })
  expect(asked.picture).toMatch(/^data:image\/png;base64,/)
  const shopperId = (await one.client.getMe()).id
  const answer = { question: asked.question, code: read(asked.question, { sessionId: id, shopperId }) }
  const wrong = { ...answer, code: answer.code === '0000' ? '0001' : '0000' }
  const enter = (who: TestShopper, more: object) => who.client.enterFlashSale({ id, skuId, ...more })
  expect(await codeOf(enter(one, { answer: wrong }))).toBe('flash_check_wrong')
  expect(await codeOf(enter(other, { answer })), 'not for somebody else').toBe('flash_check_wrong')
  expect((await enter(one, { answer })).pass).toBeTruthy()
  expect((await enter(one, { answer })).pass, 'again, as who waits does').toBeTruthy()
  clock.advance({ minutes: 6 })
  expect(await codeOf(enter(one, { answer }))).toBe('flash_check_wrong')

  await shop.owner.stopFlashSession({ id })
  const careful = await session({ challenge: 'suspicious' })
  const come = (more: object) => codeOf(one.client.enterFlashSale({ id: careful, skuId, ...more }))
  expect(await come({}), 'who does not say with what they come').toBe('flash_check_needed')
  expect(await come({ device: 'phone-0001' })).toBe('ok')
  const codes = []
  for (let n = 0; n < 70; n += 1) codes.push(await come({ device: 'phone-0001' }))
  expect(codes.at(-1), 'too many from one address').toBe('flash_check_needed')
})

/** The code of a picture, tried out with the key of the server as nobody else can. */
function read(question: string, who: { sessionId: string; shopperId: string }): string {
  const captcha = createPictureCaptcha(openVault(world.config.secretKey, 'flash-sale'))
  for (let n = 0; n < 10_000; n += 1) {
    const code = String(n).padStart(4, '0')
    if (captcha.isRight(who, { question, code }, clock.now())) return code
  }
  throw new Error('no code fits')
}

test('one device lets in three people, and the fourth elsewhere', async () => {
  const id = await session()
  const come = (n: number, device: string) => codeOf(someone(n).client.enterFlashSale({ id, skuId, device }))
  expect(await Promise.all([0, 1, 2].map((n) => come(n, 'phone-0009')))).toEqual(['ok', 'ok', 'ok'])
  expect(await come(3, 'phone-0009')).toBe('flash_device_limit')
  expect(await come(0, 'phone-0009')).toBe('ok')
  expect(await come(3, 'phone-0010')).toBe('ok')
})

test('who asks too often is slowed down', async () => {
  const strict = await startWorld({ now: clock.now, config: { rateLimits: true } })
  const who = await strict.newShopper()
  const codes = []
  for (let n = 0; n < 22; n += 1) codes.push(await codeOf(who.client.enterFlashSale({ id: randomUUID(), skuId })))
  expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'flash_not_found'))
  expect(codes.at(-1)).toBe('rate_limited')
  await strict.close()
})
