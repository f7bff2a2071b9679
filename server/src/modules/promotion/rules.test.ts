import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { promotion } from './module.ts'
import { byToken, couponInput, noSearch, ruleInput, standIn } from './testing/builders.ts'

const clock = testClock()
const food = randomUUID()
const fruit = randomUUID()
/** Who has paid for an order. */
const paid = new Set<string>()
const category = (id: string, parentId: string | null) => ({ id, parentId, name: 'x', picture: null, sort: 0, products: 0, attributes: [] })
let server: TestServer
beforeAll(async () => {
  const catalog = standIn('catalog', catalogCalls, { categoryTree: () => ({ items: [category(food, null), category(fruit, food)] }) })
  const shopper = standIn('shopper', shopperCalls, { paidOrders: ({ shopperId }) => ({ inShop: paid.has(shopperId) ? 1 : 0, inAll: 9 }) })
  server = await startServer({
    now: clock.now,
    modules: [catalog, noSearch, standIn('shop', shopCalls, {}), shopper, promotion],
    authenticate: byToken,
  })
})
afterAll(() => server.close())

const admin = (shopId: string, method: string, path: string, body?: unknown) =>
  server.request(method, `/api/admin${path}`, { token: `staff:${shopId}`, ...(body === undefined ? {} : { body }) })
const line = (unitPriceFen: number, categoryIds: string[] = []) => ({
  lineId: 'l',
  skuId: randomUUID(),
  productId: randomUUID(),
  categoryIds,
  unitPriceFen,
  quantity: 1,
})
const evaluate = async (
  shopId: string,
  unitPriceFen: number,
  over: { shopperId?: string | null; coupons?: unknown; categoryIds?: string[] } = {},
) =>
  (
    await server.calls['promotion']!['evaluate']!({
      shops: [
        {
          basket: { shopId, lines: [line(unitPriceFen, over.categoryIds)], freightFen: 0 },
          tier: 0,
          coupons: over.coupons ?? 'best',
        },
      ],
      member: { shopperId: over.shopperId ?? null },
      across: false,
    })
  ).shops[0]

describe('rules in the console', () => {
  test('a rule is written, priced with, switched off and no longer priced with', async () => {
    const shopId = randomUUID()
    const { body: rule } = await admin(shopId, 'POST', '/promotions', ruleInput())
    expect((await evaluate(shopId, 10_000)).goodsDiscountFen).toBe(1000)
    const { id: _id, createdAt: _c, updatedAt: _u, taken: _t, ...input } = rule
    expect((await admin(shopId, 'PUT', `/promotions/${rule.id}`, { ...input, enabled: false })).body).toMatchObject({ enabled: false })
    expect((await evaluate(shopId, 10_000)).goodsDiscountFen).toBe(0)
    expect((await admin(shopId, 'GET', '/promotions')).body).toMatchObject({ total: 1, items: [{ id: rule.id, enabled: false }] })
  })
  test('a kind that does not exist and arguments that make no sense are refused, naming the field', async () => {
    const shopId = randomUUID()
    const code = async (over: object) => (await admin(shopId, 'POST', '/promotions', ruleInput(over))).body.error
    expect(await code({ benefit: { type: 'magic', args: {} } })).toMatchObject({ code: 'rule_kind_unknown' })
    expect(await code({ benefit: { type: 'percent_off', args: { offBps: 20_000 } } })).toMatchObject({
      code: 'rule_args_wrong',
      detail: { issues: [{ path: 'benefit.args.offBps' }] },
    })
    expect(await code({ conditions: [{ type: 'min_spend', args: { amountFen: -1 } }] })).toMatchObject({ code: 'rule_args_wrong' })
    expect(await code({ startsAt: '2026-11-12T00:00:00Z', endsAt: '2026-11-11T00:00:00Z' })).toMatchObject({ code: 'period_wrong' })
  })
  test('another shop neither sees nor changes it, nor is priced with it', async () => {
    const [mine, other] = [randomUUID(), randomUUID()]
    const { body: rule } = await admin(mine, 'POST', '/promotions', ruleInput())
    expect((await admin(other, 'GET', '/promotions')).body.total).toBe(0)
    expect((await admin(other, 'PUT', `/promotions/${rule.id}`, ruleInput())).status).toBe(404)
    expect((await evaluate(other, 10_000)).goodsDiscountFen).toBe(0)
  })
  test('every kind comes with a form: its arguments as JSON Schema', async () => {
    const { items } = (await admin(randomUUID(), 'GET', '/promotion-kinds')).body
    expect(items.map((kind: { type: string }) => kind.type)).toEqual(expect.arrayContaining(['min_spend', 'amount_off', 'free_shipping']))
    expect(items.every((kind: { schema: { type: string } }) => kind.schema.type === 'object')).toBe(true)
  })
  test('set-up twice leaves one rule and one coupon', async () => {
    const shopId = randomUUID()
    for (const title of ['满减', '满减']) await server.calls['promotion']!['putRule']!({ ...ruleInput({ title }), shopId })
    for (const title of ['券', '券']) await server.calls['promotion']!['putCoupon']!({ ...couponInput({ title }), shopId })
    expect((await admin(shopId, 'GET', '/promotions')).body.total).toBe(1)
    expect((await admin(shopId, 'GET', '/coupons')).body.total).toBe(1)
  })
  test('a coupon takes a fixed end or a number of days, a sensible value, and a code nobody has', async () => {
    const shopId = randomUUID()
    const code = async (over: object) => (await admin(shopId, 'POST', '/coupons', couponInput(over))).body.error?.code
    expect(await code({ validDays: null })).toBe('coupon_validity_wrong')
    expect(await code({ kind: 'percent', value: 10_001 })).toBe('coupon_value_wrong')
    expect(await code({ thresholdFen: 400 })).toBe('coupon_value_wrong')
    expect(await code({ code: 'TWICE1' })).toBeUndefined()
    expect(await code({ code: 'TWICE1' })).toBe('coupon_code_taken')
  })
  test('a coupon cannot be cut below what was claimed', async () => {
    const shopId = randomUUID()
    const { body: coupon } = await admin(shopId, 'POST', '/coupons', couponInput({ stock: 5 }))
    for (let index = 0; index < 3; index += 1)
      await server.request('POST', `/api/shop/coupons/${coupon.id}/claim`, { token: `shopper:${randomUUID()}` })
    expect((await admin(shopId, 'PUT', `/coupons/${coupon.id}`, couponInput({ stock: 2 }))).body.error).toMatchObject({
      code: 'coupon_stock_below_claimed',
      detail: { claimed: 3 },
    })
    expect((await admin(shopId, 'PUT', `/coupons/${coupon.id}`, couponInput({ stock: 3 }))).body).toMatchObject({ stock: 3, claimed: 3 })
    expect((await admin(randomUUID(), 'PUT', `/coupons/${coupon.id}`, couponInput())).status).toBe(404)
  })
})

describe('pricing a basket', () => {
  test('a rule for a category is one for all below it', async () => {
    const shopId = randomUUID()
    await admin(shopId, 'POST', '/promotions', ruleInput({ scope: { categoryIds: [food] } }))
    expect((await evaluate(shopId, 10_000, { categoryIds: [fruit] })).goodsDiscountFen).toBe(1000)
    expect((await evaluate(shopId, 10_000)).declined).toMatchObject([{ reason: 'nothing_in_scope' }])
  })
  test('a new customer is one who has paid for nothing in this shop', async () => {
    const [shopId, shopperId] = [randomUUID(), randomUUID()]
    await admin(shopId, 'POST', '/promotions', ruleInput({ conditions: [{ type: 'new_customer', args: {} }] }))
    expect((await evaluate(shopId, 10_000, { shopperId })).goodsDiscountFen).toBe(1000)
    paid.add(shopperId)
    expect((await evaluate(shopId, 10_000, { shopperId })).declined).toMatchObject([{ reason: 'not_new_customer' }])
  })
  test('the best coupon is picked when asked, the chosen one when named, none when none is wished', async () => {
    const [shopId, shopperId] = [randomUUID(), randomUUID()]
    const ids: string[] = []
    for (const value of [500, 800]) {
      const { body } = await admin(shopId, 'POST', '/coupons', couponInput({ value }))
      ids.push((await server.request('POST', `/api/shop/coupons/${body.id}/claim`, { token: `shopper:${shopperId}` })).body.id)
    }
    const [small, big] = ids
    expect(await evaluate(shopId, 10_000, { shopperId })).toMatchObject({
      usedCouponIds: [big],
      declined: [{ offerId: small, reason: 'better_offer_used', byOfferId: big }],
    })
    expect(await evaluate(shopId, 10_000, { shopperId, coupons: [small] })).toMatchObject({
      usedCouponIds: [small],
      declined: [{ offerId: big, reason: 'not_chosen' }],
    })
    expect(await evaluate(shopId, 10_000, { shopperId, coupons: [] })).toMatchObject({ usedCouponIds: [], goodsDiscountFen: 0 })
    const stranger = randomUUID()
    expect(await evaluate(shopId, 10_000, { shopperId: stranger, coupons: [big] })).toMatchObject({
      usedCouponIds: [],
      declined: [{ offerId: big, reason: 'coupon_unusable' }],
    })
  })
})
