import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { promotion } from './module.ts'
import { byToken, couponInput, noSearch, ruleInput, standIn } from './testing/builders.ts'

const clock = testClock()
const shopId = randomUUID()
const [food, fruit, toys] = [randomUUID(), randomUUID(), randomUUID()]
const apple = randomUUID()
const category = (id: string, parentId: string | null) => ({ id, parentId, name: 'x', picture: null, sort: 0, products: 0, attributes: [] })
const doc = {
  id: apple,
  shopId,
  title: '苹果',
  subtitle: '',
  picture: { url: '/media/x', width: 1, height: 1, colour: '#ffffff' },
  priceFen: 1,
  marketPriceFen: null,
  priceVaries: false,
  sold: 0,
  rating10: 0,
  reviews: 0,
  inStock: true,
  tags: [],
  brand: null,
  categoryIds: [fruit],
  attributes: [],
  skuCodes: [],
  options: [],
  onSale: true,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const catalog = standIn('catalog', catalogCalls, {
  categoryTree: () => ({ items: [category(food, null), category(fruit, food), category(toys, null)] }),
  docs: ({ productIds }) => ({ items: productIds?.includes(apple) ? [doc] : [] }),
})
let server: TestServer
const [ofFood, ofToys, gone, secret, later] = ['食品券', '玩具券', '已领完', '口令券', '未开始']
beforeAll(async () => {
  server = await startServer({
    now: clock.now,
    modules: [catalog, noSearch, standIn('shop', shopCalls, {}), standIn('shopper', shopperCalls, {}), promotion],
    authenticate: byToken,
  })
  const coupon = (over: Parameters<typeof couponInput>[0]) => server.calls['promotion']!['putCoupon']!({ ...couponInput(over), shopId })
  await coupon({ title: ofFood, scope: { categoryIds: [food] } })
  await coupon({ title: ofToys, scope: { categoryIds: [toys] } })
  await coupon({ title: secret, claimable: false, code: 'SECRET' })
  await coupon({ title: later, claimFrom: new Date(clock.now().getTime() + 60_000).toISOString() })
  const { id } = await coupon({ title: gone, stock: 1 })
  await server.request('POST', `/api/shop/coupons/${id}/claim`, { token: `shopper:${randomUUID()}` })
  const rule = (title: string, over: Parameters<typeof ruleInput>[0]) =>
    server.calls['promotion']!['putRule']!({ ...ruleInput({ title, ...over }), shopId })
  await rule('食品满减', { scope: { categoryIds: [food] }, priority: 1 })
  await rule('全店满减', { priority: 5 })
  await rule('玩具满减', { scope: { categoryIds: [toys] } })
  await rule('除苹果外', { scope: { excludeProductIds: [apple] } })
  await rule('明天开始', { startsAt: new Date(clock.now().getTime() + 86_400_000).toISOString() })
  await rule('已停用', { enabled: false })
})
afterAll(() => server.close())

const claimable = async (query: string, token?: string): Promise<{ title: string; left: number; mine: number; id: string }[]> =>
  (await server.request('GET', `/api/shop/coupons/claimable${query}`, { token })).body.items
const titles = (items: { title: string }[]): string[] => items.map((item) => item.title).sort()

describe('coupons on the page', () => {
  test('are those of the shop that can be claimed now and are not gone', async () => {
    expect(titles(await claimable(`?shopId=${shopId}`))).toEqual([ofFood, ofToys].sort())
    expect(await claimable(`?shopId=${randomUUID()}`)).toEqual([])
  })
  test('of a product are those that can be used for it, its category being below theirs', async () => {
    expect(titles(await claimable(`?productId=${apple}`))).toEqual([ofFood])
    expect(await claimable(`?productId=${randomUUID()}`)).toEqual([])
  })
  test('say how many are left and how many the shopper has had', async () => {
    const token = `shopper:${randomUUID()}`
    const [coupon] = await claimable(`?productId=${apple}`, token)
    expect(coupon).toMatchObject({ left: 100, mine: 0 })
    await server.request('POST', `/api/shop/coupons/${coupon!.id}/claim`, { token })
    expect(await claimable(`?productId=${apple}`, token)).toMatchObject([{ left: 99, mine: 1 }])
    expect(await claimable(`?productId=${apple}`)).toMatchObject([{ left: 99, mine: 0 }])
  })
})

test('a product names what is on for it now, the most important first', async () => {
  const { body } = await server.request('GET', `/api/shop/products/${apple}/promotions`)
  expect(body.items).toMatchObject([
    { title: '全店满减', label: '满100减10' },
    { title: '食品满减', label: '满100减10' },
  ])
  expect((await server.request('GET', `/api/shop/products/${randomUUID()}/promotions`)).body.items).toEqual([])
})
