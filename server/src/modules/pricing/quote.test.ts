import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { modules } from '../../modules.ts'
import { byToken, couponInput, ruleInput } from '../promotion/testing/builders.ts'
import { pricing } from './module.ts'
import { emptyWorld, sku, standIns } from './testing/builders.ts'

const clock = testClock()
const world = emptyWorld()
const real = modules.filter((module) => ['promotion', 'points', 'redpacket'].includes(module.name))
let server: TestServer
let shopId: string
beforeAll(async () => {
  server = await startServer({ now: clock.now, modules: [...standIns(world), ...real, pricing], authenticate: byToken })
})
afterAll(() => server.close())
beforeEach(() => {
  shopId = randomUUID() // a shop for each test: its rules are its own
  Object.assign(world, emptyWorld())
})

const stocked = (over: Parameters<typeof sku>[0] = {}) => {
  const one = sku({ shopId, ...over })
  world.skus.push(one)
  return one
}
const rule = (over: Parameters<typeof ruleInput>[0] = {}, of = shopId) =>
  server.calls['promotion']!['putRule']!({ ...ruleInput(over), shopId: of })
const coupon = async (shopperId: string, over: Parameters<typeof couponInput>[0] = {}): Promise<string> => {
  const { id } = await server.calls['promotion']!['putCoupon']!({ ...couponInput({ title: randomUUID(), ...over }), shopId })
  return (await server.request('POST', `/api/shop/coupons/${id}/claim`, { token: `shopper:${shopperId}` })).body.id
}
const quote = (lines: [{ skuId: string }, number][], over: object = {}) =>
  server.calls['pricing']!['quote']!({
    shopperId: null,
    coupons: [],
    districtCode: null,
    ...over,
    lines: lines.map(([{ skuId }, quantity]) => ({ skuId, quantity })),
  })

const nothing = { applied: [], declined: [], hints: [] }

describe('a quote', () => {
  test('says what each line costs and why: tier price, discounts by title, their shares to the fen', async () => {
    const [a, b] = [stocked({ priceFen: 3333, tiers: [{ minQuantity: 3, priceFen: 3000 }] }), stocked({ priceFen: 3334 })]
    await rule({ title: '满100减10' })
    const { shops, ...whole } = await quote([
      [a, 3],
      [b, 1],
    ])
    expect(whole).toEqual({
      across: nothing,
      choice: { exact: true, offers: 1, weighed: 3 },
      invalid: [],
      goodsFen: 12_334,
      discountFen: 1000,
      freightFen: 0,
      pointsFen: 0,
      redPacketFen: 0,
      needsAddress: true,
      payableFen: 11_334,
      assets: null,
    })
    expect(shops).toMatchObject([{ shopId, applied: [{ title: '满100减10', goodsFen: 1000 }], exact: true }])
    expect(shops[0].lines).toMatchObject([
      { skuId: a.skuId, listPriceFen: 3333, unitPriceFen: 3000, priceReason: 'tier', discountFen: 730, payableFen: 8270 },
      { skuId: b.skuId, listPriceFen: 3334, unitPriceFen: 3334, priceReason: 'list', discountFen: 270, payableFen: 3064 },
    ])
  })
  test('of two shops prices each with its own rules, and adds up', async () => {
    const other = randomUUID()
    const [mine, theirs] = [stocked(), stocked({ shopId: other })]
    await rule()
    await rule({ title: '8折', benefit: { type: 'percent_off', args: { offBps: 2000 } } }, other)
    const { shops, ...whole } = await quote([
      [mine, 1],
      [theirs, 1],
    ])
    expect(shops.map((one: { payableFen: number }) => one.payableFen)).toEqual([9000, 8000])
    expect(whole.payableFen).toBe(17_000)
  })
  test('takes the best coupon, or the chosen one, and says why the others were not used', async () => {
    const shopperId = randomUUID()
    const goods = stocked()
    const [small, big] = [await coupon(shopperId, { value: 500 }), await coupon(shopperId, { value: 800, thresholdFen: 9000 })]
    expect((await quote([[goods, 1]], { shopperId })).shops).toMatchObject([{ couponIds: [big], payableFen: 9200 }])
    const chosen = await quote([[goods, 1]], { shopperId, coupons: [{ shopId, coupons: [small] }] })
    expect(chosen.shops).toMatchObject([{ couponIds: [small], payableFen: 9500, declined: [{ offerId: big, reason: 'not_chosen' }] }])
    expect((await quote([[goods, 1]], { shopperId, coupons: [{ shopId, coupons: [] }] })).payableFen).toBe(10_000)
    expect((await quote([[goods, 1]])).payableFen).toBe(10_000)
  })
  test('with an address has the freight, which 满额包邮 takes off and nothing else', async () => {
    world.freightFen = 800
    const goods = stocked()
    expect(await quote([[goods, 1]], { districtCode: '110101' })).toMatchObject({ freightFen: 800, discountFen: 0, payableFen: 10_800 })
    await rule({
      title: '包邮',
      group: 'freight',
      conditions: [{ type: 'min_spend', args: { amountFen: 20_000 } }],
      benefit: { type: 'free_shipping', args: {} },
    })
    expect((await quote([[goods, 1]], { districtCode: '110101' })).shops).toMatchObject([
      { hints: [{ title: '包邮', missingFen: 10_000 }] },
    ])
    expect(await quote([[goods, 2]], { districtCode: '110101' })).toMatchObject({
      goodsFen: 20_000,
      freightFen: 800,
      discountFen: 800,
      payableFen: 20_000,
    })
  })
  test('leaves out what cannot be bought or does not go there, and says so', async () => {
    const [good, off, far] = [stocked(), stocked({ onSale: false }), stocked()]
    world.undeliverable = [far.skuId]
    const answer = await quote(
      [
        [good, 1],
        [off, 1],
        [far, 1],
      ],
      { districtCode: '110101' },
    )
    expect(answer.invalid).toEqual([
      { skuId: off.skuId, reason: 'off_sale', available: 99, allowed: null },
      { skuId: far.skuId, reason: 'not_deliverable', available: 0, allowed: null },
    ])
    expect(answer).toMatchObject({ payableFen: 10_000, shops: [{ lines: [{ skuId: good.skuId }] }] })
    world.undeliverable = [good.skuId, far.skuId]
    expect(
      await quote(
        [
          [good, 1],
          [far, 1],
        ],
        { districtCode: '110101' },
      ),
    ).toMatchObject({ shops: [], payableFen: 0 })
  })
  test('counts two lines of a SKU as one: the tier and the stock are those of the sum', async () => {
    const goods = stocked({ tiers: [{ minQuantity: 2, priceFen: 9000 }] })
    expect(
      await quote([
        [goods, 1],
        [goods, 1],
      ]),
    ).toMatchObject({ payableFen: 18_000 })
    world.stock.set(goods.skuId, 1)
    expect(
      (
        await quote([
          [goods, 1],
          [goods, 1],
        ])
      ).invalid,
    ).toMatchObject([{ reason: 'stock_short', available: 1 }])
  })
  test('of nothing costs nothing; of free goods neither', async () => {
    expect(await quote([])).toEqual({
      shops: [],
      across: nothing,
      choice: { exact: true, offers: 0, weighed: 0 },
      invalid: [],
      goodsFen: 0,
      discountFen: 0,
      freightFen: 0,
      pointsFen: 0,
      redPacketFen: 0,
      needsAddress: true,
      payableFen: 0,
      assets: null,
    })
    expect(await quote([[stocked({ priceFen: 0 }), 1]])).toMatchObject({ payableFen: 0, shops: [{ lines: [{ payableFen: 0 }] }] })
  })
  test('knows the member, the channel and the time, and the limits of the product over all its SKUs', async () => {
    const productId = randomUUID()
    const from = new Date(clock.now().getTime() - 1000).toISOString()
    const until = new Date(clock.now().getTime() + 60_000).toISOString()
    const limits = { minimum: 1, step: 1, perOrder: 5, perPerson: 6, period: 'ever' as const }
    const [red, blue] = [
      stocked({ productId, limits, specials: [{ kind: 'member', fromTier: 1, priceFen: 9000 }] }),
      stocked({ productId, limits, specials: [{ kind: 'channel', channel: 'tt', priceFen: 9500 }] }),
    ]
    const soon = stocked({ specials: [{ kind: 'timed', from, until, priceFen: 8000 }] })
    world.tier = 1
    const answer = await quote([[red, 1], [blue, 1], [soon, 1]], { shopperId: randomUUID(), channel: 'tt' }) // prettier-ignore
    expect(answer.shops[0].lines).toMatchObject([
      { unitPriceFen: 9000, priceReason: 'member', listPriceFen: 10_000 },
      { unitPriceFen: 9500, priceReason: 'channel' },
      { unitPriceFen: 8000, priceReason: 'timed' },
    ])
    expect((await quote([[red, 1], [blue, 1]])).payableFen).toBe(20_000) // prettier-ignore
    expect(
      (
        await quote([
          [red, 3],
          [blue, 3],
        ])
      ).invalid,
    ).toMatchObject([
      // prettier-ignore
      { skuId: red.skuId, reason: 'over_order', allowed: 5 },
      { skuId: blue.skuId, reason: 'over_order', allowed: 5 },
    ])
    world.bought.set(productId, 4)
    expect((await quote([[red, 3]], { shopperId: randomUUID() })).invalid).toMatchObject([{ reason: 'over_person', allowed: 2 }])
    expect(await quote([[red, 3]], { priceOnly: true, shopperId: randomUUID() })).toMatchObject({ invalid: [], payableFen: 27_000 })
  })
  test('the product page is told the same prices, from each quantity on, and how many may still be bought', async () => {
    const productId = randomUUID()
    const goods = stocked({
      productId,
      tiers: [{ minQuantity: 2, priceFen: 9500 }, { minQuantity: 5, priceFen: 8000 }], // prettier-ignore
      specials: [{ kind: 'channel', channel: 'h5', priceFen: 9000 }],
      limits: { minimum: 1, step: 1, perOrder: null, perPerson: 3, period: 'day' },
    })
    world.bought.set(productId, 2)
    const ask = (headers: Record<string, string>, token?: string) =>
      server.request('GET', `/api/shop/products/${productId}/prices`, { headers, token })
    expect((await ask({ 'x-channel': 'h5' }, `shopper:${randomUUID()}`)).body).toEqual({
      items: [
        {
          skuId: goods.skuId,
          listPriceFen: 10_000,
          steps: [
            { fromQuantity: 1, priceFen: 9000, reason: 'channel', until: null },
            { fromQuantity: 5, priceFen: 8000, reason: 'tier', until: null },
          ],
        },
      ],
      tier: 0,
      personLeft: 1,
    })
    expect((await ask({ 'x-channel': '<script>' })).body).toMatchObject({
      items: [{ steps: [{ priceFen: 10_000, reason: 'list' }, { priceFen: 9500 }, { priceFen: 8000 }] }],
      personLeft: null,
    })
    expect((await server.request('GET', `/api/shop/products/${randomUUID()}/prices`)).status).toBe(404)
  })
})
