import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { promotion } from './module.ts'
import { byToken, couponInput, noSearch, standIn } from './testing/builders.ts'

const clock = testClock()
let server: TestServer
beforeAll(async () => {
  server = await startServer({
    now: clock.now,
    modules: [
      standIn('catalog', catalogCalls, { categoryTree: () => ({ items: [] }) }),
      noSearch,
      standIn('shop', shopCalls, {}),
      standIn('shopper', shopperCalls, {}),
      promotion,
    ],
    authenticate: byToken,
  })
})
afterAll(() => server.close())

const shopId = randomUUID()
const someone = (): string => randomUUID()
const calls = () => server.calls['promotion']!
const template = async (over: Parameters<typeof couponInput>[0] = {}): Promise<string> =>
  (await server.request('POST', '/api/admin/coupons', { token: `staff:${shopId}`, body: couponInput(over) })).body.id
const claim = (shopperId: string, id: string) => server.request('POST', `/api/shop/coupons/${id}/claim`, { token: `shopper:${shopperId}` })
const claimed = async (shopperId: string, id: string): Promise<string> => (await claim(shopperId, id)).body.id
const mine = async (shopperId: string, state?: string) =>
  (await server.request('GET', `/api/shop/coupons${state ? `?state=${state}` : ''}`, { token: `shopper:${shopperId}` })).body.items
const hold = (key: string, shopperId: string, ...couponIds: string[]) => calls()['hold']!({ key, shopperId, couponIds, minutes: 30 })
const code = (error: unknown): string => (error as { code: string }).code
const refusal = async (attempt: Promise<unknown>): Promise<string> => attempt.then(() => 'done', code)
const count = (values: readonly unknown[], value: unknown): number => values.filter((one) => one === value).length
const doctorFinds = async (): Promise<unknown[]> =>
  (await Promise.all(server.systems[0]!.checks.filter((check) => /coupon|hold/.test(check.name)).map((check) => check.run()))).flat()

describe('claiming', () => {
  test('200 shoppers who claim 50 coupons at once get exactly 50', async () => {
    const id = await template({ stock: 50 })
    const replies = await Promise.all(Array.from({ length: 200 }, () => claim(someone(), id)))
    expect(
      count(
        replies.map((reply) => reply.status),
        200,
      ),
    ).toBe(50)
    expect(
      count(
        replies.map((reply) => reply.body.error?.code),
        'coupon_gone',
      ),
    ).toBe(150)
    expect(await doctorFinds()).toEqual([])
  })
  test('one shopper who claims twenty times at once gets as many as each may have', async () => {
    const id = await template({ perShopper: 3 })
    const me = someone()
    const replies = await Promise.all(Array.from({ length: 20 }, () => claim(me, id)))
    expect(
      count(
        replies.map((reply) => reply.status),
        200,
      ),
    ).toBe(3)
    expect(await mine(me)).toHaveLength(3)
    const { items } = await server.admin(`staff:${shopId}`).listCouponTemplates({})
    expect(items.find((one) => one.id === id)).toMatchObject({ claimed: 3, used: 0 })
  })
  test('a code works where the page does not, in its time only', async () => {
    const later = new Date(clock.now().getTime() + 3_600_000).toISOString()
    const id = await template({ claimable: false, code: 'HELLO11', claimFrom: later })
    const me = someone()
    const byCode = (text: string) => server.request('POST', '/api/shop/coupons/codes', { token: `shopper:${me}`, body: { code: text } })
    expect((await claim(me, id)).body.error.code).toBe('coupon_not_found')
    expect((await byCode('NOBODY')).body.error.code).toBe('coupon_not_found')
    expect((await byCode('hello11')).body.error.code).toBe('coupon_closed')
    clock.advance({ hours: 2 })
    expect((await byCode('hello11')).body).toMatchObject({ templateId: id, state: 'usable', value: 500 })
  })
  test('what was claimed keeps its terms when the coupon is changed, and ends when it was to end', async () => {
    const id = await template({ validDays: 1 })
    const me = someone()
    await claim(me, id)
    await server.request('PUT', `/api/admin/coupons/${id}`, { token: `staff:${shopId}`, body: couponInput({ value: 100, validDays: 30 }) })
    expect(await mine(me, 'usable')).toMatchObject([{ value: 500 }])
    clock.advance({ days: 1 })
    expect(await mine(me, 'usable')).toEqual([])
    expect(await mine(me, 'expired')).toMatchObject([{ state: 'expired' }])
  })
  test('a grant gives one to each shopper who may have it, as far as they go', async () => {
    const id = await template({ stock: 3, claimable: false })
    const people = [someone(), someone(), someone(), someone()]
    expect(await calls()['grant']!({ templateId: id, shopperIds: [people[0]!, ...people] })).toEqual({ granted: 3 })
    expect(await calls()['grant']!({ templateId: id, shopperIds: people })).toEqual({ granted: 0 })
  })
})

describe('a hold', () => {
  test('of the same coupon by twenty orders at once is one', async () => {
    const me = someone()
    const coupon = await claimed(me, await template())
    const answers = await Promise.all(Array.from({ length: 20 }, () => refusal(hold(randomUUID(), me, coupon))))
    expect(count(answers, 'done')).toBe(1)
    expect(count(answers, 'coupon_unusable')).toBe(19)
    expect(await doctorFinds()).toEqual([])
  })
  test('with the same key twice at once holds once, and with another wish is refused', async () => {
    const me = someone()
    const [a, b] = [await claimed(me, await template()), await claimed(me, await template())]
    const key = randomUUID()
    expect(await Promise.all(Array.from({ length: 10 }, () => refusal(hold(key, me, a))))).toEqual(Array(10).fill('done'))
    expect(await refusal(hold(key, me, b))).toBe('key_reused')
    expect(await mine(me, 'held')).toMatchObject([{ id: a }])
  })
  test("takes all coupons or none, and never a stranger's", async () => {
    const me = someone()
    const [own, other] = [await claimed(me, await template()), await claimed(someone(), await template())]
    expect(await refusal(hold(randomUUID(), me, own, other))).toBe('coupon_unusable')
    expect(await mine(me, 'usable')).toMatchObject([{ id: own }])
  })
  test('of two coupons in opposite orders by many orders at once never deadlocks', async () => {
    const me = someone()
    const [a, b] = [await claimed(me, await template()), await claimed(me, await template())]
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => refusal(hold(randomUUID(), me, ...(index % 2 ? [a, b] : [b, a])))),
    )
    expect(count(answers, 'done')).toBe(1)
    expect(count(answers, 'coupon_unusable')).toBe(29)
  })
  test('becomes used once, and is given back once after a refund', async () => {
    const me = someone()
    const coupon = await claimed(me, await template())
    const key = randomUUID()
    await hold(key, me, coupon)
    await Promise.all(Array.from({ length: 5 }, () => calls()['redeem']!({ key })))
    expect(await mine(me, 'used')).toMatchObject([{ id: coupon, usedAt: clock.now().toISOString() }])
    expect(await calls()['holds']!({ keys: [key] })).toEqual({ items: [{ key, couponId: coupon, state: 'used' }] })
    await Promise.all(Array.from({ length: 5 }, () => calls()['release']!({ key })))
    expect(await mine(me, 'usable')).toMatchObject([{ id: coupon, usedAt: null }])
    expect(await refusal(hold(key, me, coupon))).toBe('hold_ended')
    expect(await doctorFinds()).toEqual([])
  })
  test('that was released does not free the coupon of the order that has it now', async () => {
    const me = someone()
    const coupon = await claimed(me, await template())
    const [first, second] = [randomUUID(), randomUUID()]
    await hold(first, me, coupon)
    await calls()['release']!({ key: first })
    await hold(second, me, coupon)
    await calls()['release']!({ key: first })
    expect(await mine(me, 'held')).toMatchObject([{ id: coupon }])
  })
  test('that lapses gives the coupon back by itself; a payment that comes later still uses it when it is free', async () => {
    const me = someone()
    const coupon = await claimed(me, await template())
    const [late, next] = [randomUUID(), randomUUID()]
    await hold(late, me, coupon)
    clock.advance({ minutes: 31 })
    await server.sweep()
    expect(await mine(me, 'usable')).toMatchObject([{ id: coupon }])
    await calls()['redeem']!({ key: late })
    expect(await mine(me, 'used')).toMatchObject([{ id: coupon }])
    expect(await refusal(hold(next, me, coupon))).toBe('coupon_unusable')
    expect(await doctorFinds()).toEqual([])
  })
  test('an order without coupons has nothing to use and nothing to give back', async () => {
    const key = randomUUID()
    expect(await calls()['redeem']!({ key })).toEqual({ ok: true })
    expect(await calls()['release']!({ key })).toEqual({ ok: true })
  })
})

test('the checks find a coupon that says it is used by nobody, and a count that is off', async () => {
  const me = someone()
  const coupon = await claimed(me, await template())
  await server.db
    .updateTable('promotion.coupon')
    .set({ state: 'used', hold_key: 'nobody', used_at: clock.now() })
    .where('id', '=', coupon)
    .execute()
  await server.db
    .updateTable('promotion.coupon_template')
    .set({ claimed: 7 })
    .where('id', '=', (await mine(me))[0].templateId)
    .execute()
  expect(await doctorFinds()).toHaveLength(2)
  await server.db.updateTable('promotion.coupon').set({ state: 'usable', hold_key: null, used_at: null }).where('id', '=', coupon).execute()
  await server.db
    .updateTable('promotion.coupon_template')
    .set({ claimed: 1 })
    .where('id', '=', (await mine(me))[0].templateId)
    .execute()
})
