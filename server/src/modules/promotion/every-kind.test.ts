import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { promotion } from './module.ts'
import { benefits } from './rules.ts'
import { byToken, couponInput, noSearch, ruleInput, standIn } from './testing/builders.ts'

const clock = testClock()
const platform = randomUUID()
const [goods, other, template] = [randomUUID(), randomUUID(), randomUUID()]
let server: TestServer
beforeAll(async () => {
  const catalog = standIn('catalog', catalogCalls, {
    categoryTree: () => ({ items: [] }),
    skusForSale: () => ({ items: [] }),
  })
  const shop = standIn('shop', shopCalls, { platform: () => ({ shopId: platform }) })
  const shopper = standIn('shopper', shopperCalls, { paidOrders: () => ({ inShop: 0, inAll: 0 }) })
  server = await startServer({ now: clock.now, modules: [catalog, noSearch, shop, shopper, promotion], authenticate: byToken })
})
afterAll(() => server.close())

/** What a kind is told in the console, and what it then does to three pieces at 100 yuan and one at 50, sent for 10 yuan. */
const kinds: Record<string, { args: (of: { templateId: string }) => Record<string, unknown>; off: number; along?: 'gifts' | 'promised' }> =
  {
    amount_off: { args: () => ({ steps: [{ fromFen: 30_000, offFen: 3000 }] }), off: 3000 },
    percent_off: { args: () => ({ offBps: 1000 }), off: 3500 },
    buy_n: { args: () => ({ steps: [{ fromPieces: 3, offBps: 2000 }] }), off: 7000 },
    nth_item: { args: () => ({ n: 2, offBps: 5000 }), off: 7500 },
    n_for_price: { args: () => ({ n: 3, priceFen: 25_000 }), off: 5000 },
    bundle: {
      args: () => ({
        items: [
          { skuId: goods, quantity: 1 },
          { skuId: other, quantity: 1 },
        ],
        priceFen: 12_000,
      }),
      off: 3000,
    },
    special_price: { args: () => ({ prices: [{ skuId: goods, priceFen: 9000 }] }), off: 3000 },
    newcomer_price: { args: () => ({ prices: [{ skuId: goods, priceFen: 9900 }], maxPieces: 1 }), off: 100 },
    first_order: { args: () => ({ offFen: 1500, fromFen: 0 }), off: 1500 },
    gift: { args: () => ({ gifts: [{ skuId: randomUUID(), quantity: 1 }], choose: 'one' }), off: 0, along: 'gifts' },
    add_on: { args: () => ({ items: [{ skuId: other, priceFen: 990 }], mostPieces: 1 }), off: 4010 },
    free_shipping: { args: () => ({}), off: 1000 },
    coupon_after: { args: ({ templateId }) => ({ templateId }), off: 0, along: 'promised' },
    cross_shop: { args: () => ({ steps: [{ fromFen: 30_000, offFen: 5000 }], platformShareBps: 5000 }), off: 5000 },
  }

test('every kind of rule there is, is one that this list sets up and uses', () => {
  expect(Object.keys(kinds).toSorted()).toEqual(benefits.map((kind) => kind.type).toSorted())
})

test.each(Object.entries(kinds))('%s is set up in the console and used by a shopper', async (type, { args, off, along }) => {
  const shopId = type === 'cross_shop' ? platform : randomUUID()
  const token = `staff:${shopId}`
  const coupon = await server.request('POST', '/api/admin/coupons', { token, body: couponInput({ claimable: false }) })
  const benefit = { type, args: args({ templateId: coupon.body.id ?? template }) }
  const made = await server.request('POST', '/api/admin/promotions', { token, body: ruleInput({ title: type, benefit }) })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const line = { productId: randomUUID(), categoryIds: [] }
  const { shops, across } = await server.calls['promotion']!['evaluate']!({
    shops: [
      {
        basket: {
          shopId,
          freightFen: 1000,
          lines: [
            { ...line, lineId: 'a', skuId: goods, unitPriceFen: 10_000, quantity: 3 },
            { ...line, lineId: 'b', skuId: other, unitPriceFen: 5000, quantity: 1 },
          ],
        },
        tier: 0,
        coupons: 'best',
      },
    ],
    member: { shopperId: randomUUID() },
    across: true,
  })
  const used = [...shops[0].applied, ...across.shops[0].applied].filter((offer: { offerId: string }) => offer.offerId === made.body.id)
  expect(used.map((offer: { goodsFen: number; freightFen: number }) => offer.goodsFen + offer.freightFen)).toEqual([off])
  if (along) expect(shops[0][along]).toMatchObject([{ offerId: made.body.id }])
  const gone = await server.request('PUT', `/api/admin/promotions/${made.body.id}`, {
    token,
    body: ruleInput({ title: type, benefit, enabled: false }),
  })
  expect(gone.status).toBe(200)
})
