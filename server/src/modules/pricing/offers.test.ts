import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { modules } from '../../modules.ts'
import { byToken, ruleInput } from '../promotion/testing/builders.ts'
import { pricing } from './module.ts'
import { emptyWorld, sku, standIns, theShop } from './testing/builders.ts'

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
  shopId = randomUUID()
  Object.assign(world, emptyWorld())
})

const stocked = (over: Parameters<typeof sku>[0] = {}) => {
  const one = sku({ shopId, ...over })
  world.skus.push(one)
  return one
}
const rule = async (over: Parameters<typeof ruleInput>[0], shop = shopId): Promise<string> =>
  (await server.calls['promotion']!['putRule']!({ ...ruleInput({ title: randomUUID(), group: randomUUID(), ...over }), shopId: shop })).id
const quote = (lines: [{ skuId: string }, number][], over: object = {}) =>
  server.calls['pricing']!['quote']!({
    shopperId: null,
    coupons: [],
    districtCode: null,
    ...over,
    lines: lines.map(([{ skuId }, quantity]) => ({ skuId, quantity })),
  })

describe('a gift', () => {
  const giving = (items: { skuId: string }[], over: object = {}) =>
    rule({
      conditions: [{ type: 'min_spend', args: { amountFen: 10_000 } }],
      benefit: { type: 'gift', args: { gifts: items.map(({ skuId }) => ({ skuId, quantity: 1 })), choose: 'one' } },
      ...over,
    })
  test('comes along for nothing: the first there is, or the one that is chosen', async () => {
    const [goods, a, b] = [stocked(), stocked({ onSale: false }), stocked()]
    const offerId = await giving([a, b])
    const chosen = (answer: { shops: { gifts: { items: { skuId: string; chosen: boolean }[] }[] }[] }) =>
      answer.shops[0]!.gifts.flatMap((gift) => gift.items.filter((item) => item.chosen).map((item) => item.skuId))
    expect(chosen(await quote([[goods, 1]]))).toEqual([a.skuId])
    const other = await quote([[goods, 1]], { gifts: [{ offerId, skuId: b.skuId }] })
    expect(chosen(other)).toEqual([b.skuId])
    expect(other).toMatchObject({ payableFen: 10_000, discountFen: 0 })
    world.stock.set(a.skuId, 0)
    expect(chosen(await quote([[goods, 1]], { gifts: [{ offerId, skuId: a.skuId }] }))).toEqual([b.skuId])
  })
  test('is counted after what is bought, and two offers never give the same last piece', async () => {
    const goods = stocked({ priceFen: 20_000 })
    world.stock.set(goods.skuId, 2)
    await giving([goods])
    await giving([goods])
    const answer = await quote([[goods, 1]])
    expect(answer.shops[0].gifts.flatMap((gift: any) => gift.items.map((item: any) => item.chosen)).sort()).toEqual([false, true])
  })
  test('is not given below the threshold, and of another shop never', async () => {
    const [cheap, strange] = [stocked({ priceFen: 9000 }), stocked({ shopId: randomUUID() })]
    await giving([strange])
    expect((await quote([[cheap, 1]])).shops).toMatchObject([{ gifts: [], hints: [{ missingFen: 1000 }] }])
    expect((await quote([[cheap, 2]])).shops[0].gifts.flatMap((gift: any) => gift.items)).toEqual([])
  })
})

test('加价购 is offered when the other goods reach it, and makes the piece in the basket cheaper', async () => {
  const [goods, extra] = [stocked(), stocked({ priceFen: 5000 })]
  await rule({
    conditions: [{ type: 'min_spend', args: { amountFen: 10_000 } }],
    benefit: { type: 'add_on', args: { items: [{ skuId: extra.skuId, priceFen: 990 }] } },
  })
  expect((await quote([[extra, 3]])).payableFen).toBe(15_000)
  expect((await quote([[goods, 1]])).shops).toMatchObject([
    { addOns: [{ mostPieces: 1, items: [{ skuId: extra.skuId, priceFen: 990, listPriceFen: 5000, inBasket: false }] }] },
  ])
  expect(
    await quote([
      [goods, 1],
      [extra, 2],
    ]),
  ).toMatchObject({ payableFen: 15_990, shops: [{ addOns: [{ items: [{ inBasket: true }] }] }] })
})

describe('an offer over several shops', () => {
  const across = (over: object = {}) =>
    rule(
      { benefit: { type: 'cross_shop', args: { steps: [{ fromFen: 30_000, offFen: 4000 }], platformShareBps: 3000 } }, ...over },
      theShop,
    )
  test('is made by the shop that runs the platform, measured on all, and split over shops and lines to the fen', async () => {
    const first = stocked({ shopId: theShop, priceFen: 1 }) // the stand-in lists the shops of its goods
    const other = randomUUID()
    const [a, b] = [stocked({ priceFen: 13_333 }), stocked({ shopId: other, priceFen: 16_668 })]
    await expect(rule({ benefit: { type: 'cross_shop', args: { steps: [{ fromFen: 1, offFen: 1 }] } } })).rejects.toMatchObject({
      code: 'platform_only',
    })
    const id = await across()
    const answer = await quote([
      [a, 1],
      [b, 1],
    ])
    expect(answer).toMatchObject({
      goodsFen: 30_001,
      discountFen: 4000,
      payableFen: 26_001,
      across: { applied: [{ offerId: id, amountFen: 4000 }] },
      choice: { exact: true },
    })
    const parts = answer.shops.map((shop: any) => shop.applied.find((offer: any) => offer.offerId === id))
    expect(parts.map((part: any) => part.goodsFen)).toEqual([1778, 2222])
    expect(parts.reduce((sum: number, part: any) => sum + part.platformFen, 0)).toBe(1200)
    for (const shop of answer.shops) expect(shop.payableFen).toBe(shop.goodsFen - shop.goodsDiscountFen)
    expect(await quote([[a, 1]])).toMatchObject({ discountFen: 0, across: { applied: [], hints: [{ missingFen: 16_667 }] } })
    expect(first.shopId).toBe(theShop)
    // A shop's own offer that would keep the goods below the threshold is given up, and it says for which.
    const small = await rule({ benefit: { type: 'amount_off', args: { steps: [{ fromFen: 0, offFen: 200 }] } } })
    expect(
      await quote([
        [a, 1],
        [b, 1],
      ]),
    ).toMatchObject({
      discountFen: 4000,
      shops: [{ applied: [{ offerId: id }], declined: [{ offerId: small, reason: 'better_offer_used', byOfferId: id }] }, {}],
      choice: { exact: true, offers: 2, weighed: 4 },
    })
    await server.request('PUT', `/api/admin/promotions/${id}`, {
      token: `staff:${theShop}`,
      body: ruleInput({ benefit: { type: 'cross_shop', args: { steps: [{ fromFen: 1, offFen: 1 }] } }, enabled: false }),
    })
  })
})

describe('a simulation', () => {
  const simulate = (body: object, token = `staff:${shopId}`) => server.request('POST', '/api/admin/promotion-simulations', { token, body })
  test('says what each piece pays and which offer takes how much off it, for a member and a time that are made up', async () => {
    const goods = stocked({ priceFen: 3333 })
    const later = new Date(clock.now().getTime() + 86_400_000).toISOString()
    const newcomers = await rule({
      conditions: [{ type: 'new_customer', args: {} }],
      benefit: { type: 'percent_off', args: { offBps: 1000 } },
      startsAt: later,
    })
    const lines = [{ skuId: goods.skuId, quantity: 3 }]
    const member = { tier: 0, paidOrders: 0 }
    expect((await simulate({ lines, member })).body).toMatchObject({
      payableFen: 9999,
      declined: [{ offerId: newcomers, reason: 'not_started' }],
    })
    const { body } = await simulate({ lines, member, at: later })
    expect(body).toMatchObject({ goodsFen: 9999, discountFen: 1000, payableFen: 8999, applied: [{ offerId: newcomers, goodsFen: 1000 }] })
    const units = body.lines[0].units
    expect(units.reduce((sum: number, run: any) => sum + run.pieces * run.payableFen, 0)).toBe(8999)
    expect(
      units.flatMap((run: any) => run.shares.map((share: any) => share.amountFen * run.pieces)).reduce((a: number, b: number) => a + b),
    ).toBe(1000)
    expect((await simulate({ lines, member: { tier: 0, paidOrders: 1 }, at: later })).body.declined).toMatchObject([
      { reason: 'not_new_customer' },
    ])
    expect((await simulate({ lines, member }, `staff:${randomUUID()}`)).body.error.code).toBe('sku_not_found')
  })
})
