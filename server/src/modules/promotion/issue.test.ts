import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { celebrate, remind, welcome } from './automatic.ts'
import type { Promotion } from './context.ts'
import { promotion } from './module.ts'
import { byToken, couponInput, noSearch, ruleInput, standIn } from './testing/builders.ts'

const clock = testClock()
/** Who deals with the shop, with the orders they have paid and their birthday. */
const people: { id: string; paid: number; bornOn: string; phone: string }[] = []
const shopId = randomUUID()
const shopper = standIn('shopper', shopperCalls, {
  paidOrders: ({ shopperId }) => ({ inShop: people.find((one) => one.id === shopperId)?.paid ?? 0, inAll: 0 }),
  find: ({ ids }) => ({
    items: ids.map((id) => ({ id, nickname: '小铺', avatar: null, phoneMasked: null, createdAt: '2026-01-01T00:00:00.000Z' })),
  }),
  audience: ({ minOrders = 0, maxOrders = Infinity, bornOn, phones, after, limit }) => ({
    ids: people
      .filter((one) => one.paid >= minOrders && one.paid <= maxOrders)
      .filter((one) => (!bornOn || bornOn.includes(one.bornOn)) && (!phones || phones.includes(one.phone)))
      .map((one) => one.id)
      .filter((id) => after === null || id > after)
      .sort()
      .slice(0, limit),
  }),
})
let server: TestServer
beforeAll(async () => {
  const catalog = standIn('catalog', catalogCalls, { categoryTree: () => ({ items: [] }), skusForSale: () => ({ items: [] }) })
  server = await startServer({
    now: clock.now,
    modules: [catalog, noSearch, standIn('shop', shopCalls, { platform: () => ({ shopId: null }) }), shopper, promotion],
    authenticate: byToken,
  })
})
afterAll(() => server.close())

const someone = (over: Partial<(typeof people)[number]> = {}): string => {
  const id = over.id ?? randomUUID()
  people.push({ paid: 0, bornOn: '01-01', phone: `139${String(people.length).padStart(8, '0')}`, ...over, id })
  return id
}
const staff = `staff:${shopId}`
const calls = () => server.calls['promotion']!
const priced = async (shopperId: string, basket: object) =>
  (await calls()['evaluate']!({ shops: [{ basket, tier: 0, coupons: 'best' }], member: { shopperId }, across: false })).shops[0]
const context = (): Promotion =>
  ({ db: server.db, now: clock.now, newId: randomUUID, shopper: server.calls['shopper'] }) as unknown as Promotion // what the jobs look at
const template = async (over: Parameters<typeof couponInput>[0] = {}): Promise<string> => {
  const reply = await server.request('POST', '/api/admin/coupons', { token: staff, body: couponInput({ claimable: false, ...over }) })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body.id
}
const ask = (shopperId: string, method: string, path: string, body?: unknown) =>
  server.request(method, `/api/shop${path}`, { token: `shopper:${shopperId}`, ...(body === undefined ? {} : { body }) })
const claimed = async (shopperId: string, id: string): Promise<{ id: string; verifyCode: string }> => {
  const { body } = await ask(shopperId, 'POST', `/coupons/${id}/claim`)
  expect(body.id, JSON.stringify(body)).toBeTruthy()
  return body
}
const mine = async (shopperId: string) => (await ask(shopperId, 'GET', '/coupons')).body.items
const codesOf = (replies: readonly { status: number; body: any }[]): string[] =>
  replies.map(({ status, body }) => (status === 200 ? 'ok' : body.error.code))
const count = (values: readonly string[], value: string): number => values.filter((one) => one === value).length
const doctorFinds = async (): Promise<unknown[]> => (await Promise.all(server.systems[0]!.checks.map((check) => check.run()))).flat()

describe('codes', () => {
  const makeCodes = async (id: string, count_: number, requestId: string = randomUUID()): Promise<string[]> =>
    (await server.request('POST', `/api/admin/coupons/${id}/codes`, { token: staff, body: { requestId, count: count_ } })).body.codes
  const enter = (shopperId: string, code: string) => ask(shopperId, 'POST', '/coupons/codes', { code })

  test('of a batch are made once for a request, are all different and cannot be guessed from each other', async () => {
    const id = await template()
    const requestId = randomUUID()
    const batches = await Promise.all(Array.from({ length: 5 }, () => makeCodes(id, 200, requestId)))
    for (const codes of batches) expect(codes).toEqual(batches[0])
    expect(new Set(batches[0]).size).toBe(200)
    for (const code of batches[0]!) expect(code).toMatch(/^[A-HJKMNP-TV-Z0-9]{16}$/)
    expect((await server.request('GET', `/api/admin/coupons/${id}/codes`, { token: staff })).body).toMatchObject({ total: 200, used: 0 })
  })
  test('are good for one coupon: of twenty shoppers with the same code at once, one gets it', async () => {
    const id = await template({ perShopper: 5 })
    const [code = ''] = await makeCodes(id, 1)
    const replies = codesOf(await Promise.all(Array.from({ length: 20 }, () => enter(someone(), code))))
    expect(count(replies, 'ok')).toBe(1)
    expect(count(replies, 'coupon_code_used')).toBe(19)
    expect(await doctorFinds()).toEqual([])
  })
  test('entered twenty times at once by the same shopper, with dashes or without, are one coupon', async () => {
    const id = await template({ perShopper: 5 })
    const [code = ''] = await makeCodes(id, 1)
    const me = someone()
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase()
    const replies = await Promise.all(Array.from({ length: 8 }, () => enter(me, typed)))
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1)
    expect(await mine(me)).toHaveLength(1)
  })
  test('that are wrong can be tried ten times an hour, however many at once; then even a right one has to wait', async () => {
    const [code = ''] = await makeCodes(await template(), 1)
    const me = someone()
    const replies = codesOf(await Promise.all(Array.from({ length: 15 }, (_, index) => enter(me, `WRONG${index}`))))
    expect(count(replies, 'coupon_not_found')).toBeLessThanOrEqual(10)
    expect((await enter(me, code)).body.error.code).toBe('coupon_code_throttled')
    clock.advance({ hours: 2 })
    expect((await enter(me, code)).status).toBe(200)
  })
  test('of a coupon that a shopper may not have again stay good for somebody else', async () => {
    const id = await template({ perShopper: 1 })
    const [a = '', b = ''] = await makeCodes(id, 2)
    const me = someone()
    await enter(me, a)
    expect((await enter(me, b)).body.error.code).toBe('coupon_limit')
    expect((await enter(someone(), b)).status).toBe(200)
  })
})

describe('passing on', () => {
  test('by one link gives the coupon to the first of twenty friends, once, and frees no place for its first owner', async () => {
    const id = await template({ claimable: true, passable: true, perShopper: 1 })
    const me = someone()
    const coupon = await claimed(me, id)
    const links = await Promise.all(Array.from({ length: 5 }, () => ask(me, 'POST', `/coupons/${coupon.id}/pass`)))
    const tokens = new Set(links.map((reply) => reply.body.token))
    expect(tokens.size).toBe(1)
    const [token] = [...tokens]
    expect((await server.request('GET', `/api/shop/coupon-passes?token=${token}`)).body).toMatchObject({ state: 'open', from: '小铺' })
    const friends = Array.from({ length: 20 }, () => someone())
    const replies = codesOf(await Promise.all(friends.map((friend) => ask(friend, 'POST', '/coupon-passes', { token }))))
    expect(count(replies, 'ok')).toBe(1)
    expect(count(replies, 'pass_gone')).toBe(19)
    expect(await mine(me)).toEqual([])
    expect((await ask(me, 'POST', `/coupons/${id}/claim`)).body.error.code).toBe('coupon_limit')
    const lucky = friends[replies.indexOf('ok')]!
    expect(await mine(lucky)).toMatchObject([{ id: coupon.id, state: 'usable', passable: false }])
    expect((await ask(lucky, 'POST', `/coupons/${coupon.id}/pass`)).body.error.code).toBe('coupon_not_passable')
    expect((await ask(lucky, 'POST', '/coupon-passes', { token })).body.id).toBe(coupon.id)
    expect(await doctorFinds()).toEqual([])
  })
  test('is not for one’s own, one that an order has, or a friend who has theirs', async () => {
    const id = await template({ claimable: true, passable: true, perShopper: 1 })
    const [me, friend] = [someone(), someone()]
    const coupon = await claimed(me, id)
    const { token } = (await ask(me, 'POST', `/coupons/${coupon.id}/pass`)).body
    expect((await ask(me, 'POST', '/coupon-passes', { token })).body.error.code).toBe('pass_own')
    await claimed(friend, id)
    expect((await ask(friend, 'POST', '/coupon-passes', { token })).body.error.code).toBe('coupon_limit')
    await calls()['hold']!({ key: randomUUID(), shopperId: me, couponIds: [coupon.id], minutes: 30 })
    expect((await ask(someone(), 'POST', '/coupon-passes', { token })).body.error.code).toBe('pass_gone')
    expect((await ask(someone(), 'POST', `/coupons/${coupon.id}/pass`)).status).toBe(404)
  })
})

describe('verification in the shop', () => {
  const verify = (token: string, code: string) => server.request('POST', '/api/admin/coupon-verifications', { token, body: { code } })
  test('of a code by twenty at once is one; after it the coupon is used', async () => {
    const me = someone()
    const { verifyCode } = await claimed(me, await template({ claimable: true, useIn: 'both' }))
    expect(verifyCode).toMatch(/^\d{12}$/)
    const spoken = verifyCode.replace(/(\d{4})/g, '$1 ')
    const replies = codesOf(await Promise.all(Array.from({ length: 20 }, () => verify(staff, spoken))))
    expect(count(replies, 'ok')).toBe(1)
    expect(count(replies, 'coupon_verified')).toBe(19)
    expect(await mine(me)).toMatchObject([{ state: 'used' }])
    expect(await doctorFinds()).toEqual([])
  })
  test('is not for another shop, nor for a coupon that an order has', async () => {
    const me = someone()
    const coupon = await claimed(me, await template({ claimable: true, useIn: 'both' }))
    expect((await verify(`staff:${randomUUID()}`, coupon.verifyCode)).status).toBe(404)
    await calls()['hold']!({ key: randomUUID(), shopperId: me, couponIds: [coupon.id], minutes: 30 })
    expect((await verify(staff, coupon.verifyCode)).body.error.code).toBe('coupon_unusable')
  })
  test('a coupon for the shop alone is of no use in an order', async () => {
    const me = someone()
    await claimed(me, await template({ claimable: true, useIn: 'store' }))
    const basket = {
      shopId,
      freightFen: 0,
      lines: [{ lineId: 'a', skuId: randomUUID(), productId: randomUUID(), categoryIds: [], unitPriceFen: 10_000, quantity: 1 }],
    }
    expect((await priced(me, basket)).usedCouponIds).toEqual([])
  })
})

describe('grants', () => {
  const start = (body: object) => server.request('POST', '/api/admin/coupon-grants', { token: staff, body })
  const finish = async (): Promise<void> => {
    for (let round = 0; round < 8; round += 1) await server.sweep()
  }
  test('to those who bought go to each of them once, over many pages, however often they are asked for', async () => {
    const id = await template({ stock: 1000 })
    const buyers = Array.from({ length: 230 }, () => someone({ paid: 2 }))
    someone({ paid: 1 })
    const body = { requestId: randomUUID(), templateId: id, audience: { kind: 'bought', minOrders: 2 } }
    const replies = await Promise.all(Array.from({ length: 5 }, () => start(body)))
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1)
    await Promise.all([finish(), finish()])
    const { items } = (await server.request('GET', '/api/admin/coupon-grants', { token: staff })).body
    expect(items[0]).toMatchObject({ state: 'done', seen: 230, granted: 230, audience: 'bought' })
    expect(await mine(buyers[17]!)).toHaveLength(1)
    expect((await start({ ...body, audience: { kind: 'all' } })).body.error.code).toBe('key_reused')
    expect(await doctorFinds()).toEqual([])
  })
  test('to phone numbers reach those who deal with the shop, and end when there are none left', async () => {
    const id = await template({ stock: 2 })
    const some = Array.from({ length: 4 }, (_, index) => someone({ phone: `1380000100${index}` }))
    await start({
      requestId: randomUUID(),
      templateId: id,
      audience: { kind: 'phones', phones: ['13800001000', '13800001001', '13800001002', '13900009999'] },
    })
    await finish()
    const had = await Promise.all(some.map(async (one) => (await mine(one)).length))
    expect(had.reduce((a, b) => a + b)).toBe(2)
    expect(had[3]).toBe(0)
  })
})

describe('by themselves', () => {
  test('newcomers get their coupons when they join, once; others cannot claim those', async () => {
    const id = await template({ auto: 'newcomer', claimable: true })
    const me = someone()
    await Promise.all(Array.from({ length: 5 }, () => welcome(context(), me)))
    expect((await mine(me)).filter((one: { templateId: string }) => one.templateId === id)).toHaveLength(1)
    expect((await ask(someone({ paid: 1 }), 'POST', `/coupons/${id}/claim`)).body.error.code).toBe('coupon_newcomers_only')
  })
  test('a birthday brings one coupon a year, whatever each may have and however often the job runs', async () => {
    const today = new Date(clock.now().getTime() + 8 * 3_600_000).toISOString()
    const me = someone({ bornOn: today.slice(5, 10) })
    const other = someone({ bornOn: '13-01' })
    await template({ auto: 'birthday', perShopper: 1, validDays: 30 })
    await Promise.all([celebrate(context()), celebrate(context())])
    await celebrate(context())
    expect(await mine(me)).toHaveLength(1)
    expect(await mine(other)).toEqual([])
    clock.advance({ days: 365 })
    const later = new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(5, 10)
    people.find((one) => one.id === me)!.bornOn = later
    await celebrate(context())
    expect(await mine(me)).toHaveLength(2)
  })
  test('a coupon that ends within a day is told of once', async () => {
    await remind(context()) // those of the tests before
    await claimed(someone(), await template({ claimable: true, validDays: 2 }))
    expect(await remind(context())).toBe(0)
    clock.advance({ days: 1, minutes: 1 })
    const told = await Promise.all([remind(context()), remind(context())])
    expect(told.reduce((a, b) => a + b)).toBe(1)
  })
})

describe('after payment', () => {
  const paid = (shopperId: string, orderId: string, payableFen: number) => ({
    orderId,
    shopId,
    shopperId,
    lines: [{ skuId: randomUUID(), productId: randomUUID(), quantity: 1, unitPriceFen: 20_000, payableFen }],
  })
  test('an order brings its coupon once, measured on what was paid; a refund ends it', async () => {
    const id = await template({ perShopper: 9 })
    await calls()['putRule']!({
      ...ruleInput({
        title: '支付有礼',
        conditions: [{ type: 'min_spend', args: { amountFen: 10_000 } }],
        benefit: { type: 'coupon_after', args: { templateId: id } },
      }),
      shopId,
    })
    const [me, order] = [someone({ paid: 1 }), randomUUID()]
    await Promise.all(Array.from({ length: 6 }, () => calls()['afterPayment']!(paid(me, order, 10_000))))
    expect(await mine(me)).toMatchObject([{ templateId: id, state: 'usable' }])
    await calls()['afterPayment']!(paid(me, randomUUID(), 9_999))
    expect(await mine(me)).toHaveLength(1)
    await calls()['release']!({ key: order })
    expect(await mine(me)).toMatchObject([{ state: 'expired' }])
    const late = randomUUID()
    await calls()['release']!({ key: late })
    await calls()['afterPayment']!(paid(me, late, 10_000))
    expect(await mine(me)).toHaveLength(1)
  })
})

describe('places in a rule', () => {
  const limited = async (over: object): Promise<string> =>
    (await calls()['putRule']!({ ...ruleInput({ title: randomUUID(), ...over }), shopId })).id
  const take = (ruleId: string, shopperId: string = someone(), key: string = randomUUID()) =>
    calls()['hold']!({ key, shopperId, couponIds: [], ruleIds: [ruleId], minutes: 30 }).then(
      () => 'ok',
      (error: { code: string }) => error.code,
    )
  test('are as many as there are: of fifty orders at once ten get one; a place given back is free again', async () => {
    const rule = await limited({ limitTotal: 10 })
    const keys = Array.from({ length: 50 }, () => randomUUID())
    const answers = await Promise.all(keys.map((key) => take(rule, someone(), key)))
    expect(count(answers, 'ok')).toBe(10)
    expect(count(answers, 'rule_used_up')).toBe(40)
    await Promise.all(Array.from({ length: 5 }, () => calls()['release']!({ key: keys[answers.indexOf('ok')]! })))
    expect(await take(rule)).toBe('ok')
    expect(await take(rule)).toBe('rule_used_up')
    await server.sweep() // holds of the tests before have lapsed
    expect(await doctorFinds()).toEqual([])
  })
  test('of one shopper are as many as each may have, and a first order is one', async () => {
    const rule = await limited({ benefit: { type: 'first_order', args: { offFen: 500 } } })
    const me = someone()
    expect(count(await Promise.all(Array.from({ length: 20 }, () => take(rule, me))), 'ok')).toBe(1)
    const basket = {
      shopId,
      freightFen: 0,
      lines: [{ lineId: 'a', skuId: randomUUID(), productId: randomUUID(), categoryIds: [], unitPriceFen: 10_000, quantity: 1 }],
    }
    const { declined } = await priced(me, basket)
    expect(declined).toContainEqual(expect.objectContaining({ offerId: rule, reason: 'limit_reached' }))
  })
  test('of a hold that lapsed are free, and are taken again by a late payment when there are any', async () => {
    const rule = await limited({ limitTotal: 1 })
    const [late, next] = [randomUUID(), randomUUID()]
    expect(await take(rule, someone(), late)).toBe('ok')
    clock.advance({ minutes: 31 })
    await server.sweep()
    expect(await take(rule, someone(), next)).toBe('ok')
    await expect(calls()['redeem']!({ key: late })).rejects.toMatchObject({ code: 'rule_used_up' })
    await calls()['release']!({ key: next })
    await calls()['redeem']!({ key: late })
    expect(await take(rule)).toBe('rule_used_up')
    expect(await doctorFinds()).toEqual([])
  })
})
