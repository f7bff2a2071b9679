import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { modules } from '../../modules.ts'
import { authenticate, callsOf, dressInput, productInput, staffToken, testMedia } from '../catalog/testing.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { couponInput, ruleInput, standIn } from './testing/builders.ts'

const clock = testClock()
const other = randomUUID()
const real = modules.filter(({ name }) => ['catalog', 'search', 'promotion'].includes(name))
let server: TestServer
let shopId: string
let food: string
let fruit: string
let toys: string
/** An apple, a toy and a dress of two colours in two sizes, in this order. */
let apple: string
let toy: string
let dress: string
let dressSkus: string[]

beforeAll(async () => {
  const shop = standIn('shop', shopCalls, { platform: () => ({ shopId: other }) })
  server = await startServer({
    now: clock.now,
    modules: [testMedia, shop, standIn('shopper', shopperCalls, {}), ...real],
    authenticate,
  })
  const paths = [['食品'], ['食品', '水果'], ['玩具']]
  const { items } = await callsOf(server).putCategories({ items: paths.map((path) => ({ path, picture: null, sort: 0 })) })
  ;[food, fruit, toys] = paths.map((path) => items.find((one) => one.path.join() === path.join())?.id ?? '') as [string, string, string]
})
afterAll(() => server.close())
// A shop for each test: its offers are its own.
beforeEach(async () => {
  shopId = randomUUID()
  const admin = server.admin(staffToken(shopId))
  apple = (await admin.createProduct(productInput({ title: '苹果', categoryIds: [fruit] }))).id
  toy = (await admin.createProduct(productInput({ title: '积木', categoryIds: [toys] }))).id
  const made = await admin.createProduct(dressInput([toys]))
  dress = made.id
  dressSkus = made.skus.map((sku) => sku.id)
  await server.settle()
})

const rule = (title: string, over: Parameters<typeof ruleInput>[0] = {}, of = shopId) =>
  server.calls['promotion']!['putRule']!({ ...ruleInput({ title, ...over }), shopId: of })
const inMinutes = (minutes: number): string => new Date(clock.now().getTime() + minutes * 60_000).toISOString()

/** What the filter finds in the shop once the offers were looked at; the facet must say the same number. */
async function onOffer(): Promise<string[]> {
  await server.sweep()
  const place = await server.shop().searchProducts({ shopId })
  const found = await server.shop().searchProducts({ shopId, onOffer: 'true' })
  const count = place.facets.find((facet) => facet.name === 'onOffer')?.values[0]?.count ?? 0
  expect(count).toBe(found.total)
  expect(place.total).toBe(3)
  return found.items.map((item) => item.id).toSorted()
}

test('goods are on offer from the minute an offer starts to the minute it ends', async () => {
  await rule('限时', { startsAt: inMinutes(10), endsAt: inMinutes(20) })
  expect(await onOffer()).toEqual([])
  clock.advance({ minutes: 10 })
  expect(await onOffer()).toEqual([apple, toy, dress].toSorted())
  clock.advance({ minutes: 10 })
  expect(await onOffer()).toEqual([])
})

test('each kind of offer is a filter of its own, with the number it leaves; one of several kinds is enough', async () => {
  await rule('满减', { scope: { productIds: [apple, toy] } })
  await rule('赠品', {
    scope: { productIds: [toy] },
    benefit: { type: 'gift', args: { gifts: [{ skuId: dressSkus[0] ?? '', quantity: 1 }] } },
  })
  await rule('包邮', { scope: { productIds: [dress] }, benefit: { type: 'free_shipping', args: {} } })
  await server.calls['promotion']!['putCoupon']!({ ...couponInput({ title: '苹果券', scope: { productIds: [apple] } }), shopId })
  await server.sweep()
  const { facets } = await server.shop().searchProducts({ shopId })
  const kinds = facets.find((facet) => facet.name === 'offerKind')?.values ?? []
  expect(kinds.map(({ value, count }) => [value, count])).toEqual([
    ['reduction', 2],
    ['coupon', 1],
    ['free_shipping', 1],
    ['gift', 1],
  ])
  const found = async (offerKinds: string) =>
    (await server.shop().searchProducts({ shopId, offerKinds })).items.map((item) => item.id).toSorted()
  for (const { value, count } of kinds) expect(await found(value), value).toHaveLength(count)
  expect(await found('gift|coupon')).toEqual([apple, toy].toSorted())
  expect(await found('across')).toEqual([])
  await rule('赠品', { enabled: false })
  await server.sweep()
  expect(await found('gift')).toEqual([])
})

test('an offer that is switched off counts no more, switched on again it does', async () => {
  await rule('满减')
  expect(await onOffer()).toHaveLength(3)
  await rule('满减', { enabled: false })
  expect(await onOffer()).toEqual([])
  await rule('满减')
  expect(await onOffer()).toHaveLength(3)
})

test('an offer for a category is one for all below it', async () => {
  await rule('食品满减', { scope: { categoryIds: [food] } })
  expect(await onOffer()).toEqual([apple])
})

test('what is excluded by itself, by its category or with all of its SKUs is not on offer', async () => {
  await rule('一', { scope: { excludeProductIds: [apple] } })
  expect(await onOffer()).toEqual([toy, dress].toSorted())
  await rule('一', { scope: { excludeCategoryIds: [food], excludeSkuIds: dressSkus.slice(1) } })
  expect(await onOffer()).toEqual([toy, dress].toSorted())
  await rule('一', { scope: { excludeCategoryIds: [food], excludeSkuIds: dressSkus } })
  expect(await onOffer()).toEqual([toy])
  await rule('二', { scope: { productIds: [apple] } })
  expect(await onOffer()).toEqual([apple, toy].toSorted())
})

test('offers of another shop do not count, those over several shops do', async () => {
  await rule('别家', {}, randomUUID())
  expect(await onOffer()).toEqual([])
  const benefit = { type: 'cross_shop', args: { steps: [{ fromFen: 30_000, offFen: 4000 }] } }
  await rule('跨店', { scope: { categoryIds: [toys] }, benefit }, other)
  expect(await onOffer()).toEqual([toy, dress].toSorted())
  await rule('跨店', { scope: { categoryIds: [toys] }, benefit, enabled: false }, other)
  expect(await onOffer()).toEqual([])
})

test('a rule that names prices of SKUs, or is for some, is about their products alone', async () => {
  const skuId = dressSkus[0] ?? ''
  await rule('限时价', { benefit: { type: 'special_price', args: { prices: [{ skuId, priceFen: 100 }] } } })
  expect(await onOffer()).toEqual([dress])
  await rule('限时价', {
    scope: { excludeSkuIds: [skuId] },
    benefit: { type: 'special_price', args: { prices: [{ skuId, priceFen: 100 }] } },
  })
  expect(await onOffer()).toEqual([])
  await rule('单品', { scope: { skuIds: [skuId] } })
  expect(await onOffer()).toEqual([dress])
  await rule('单品', { scope: { skuIds: [randomUUID()] } })
  expect(await onOffer()).toEqual([])
})

test('coupons count for the goods they name, until the last one is taken; those of the whole shop do not', async () => {
  const coupon = (over: Parameters<typeof couponInput>[0]) => server.calls['promotion']!['putCoupon']!({ ...couponInput(over), shopId })
  await coupon({ title: '全店券' })
  await coupon({ title: '口令券', scope: { productIds: [apple] }, claimable: false, code: `C${shopId.slice(0, 8)}` })
  await coupon({ title: '到店券', scope: { productIds: [apple] }, useIn: 'store' })
  expect(await onOffer()).toEqual([])
  const { id } = await coupon({ title: '积木券', scope: { productIds: [toy] }, stock: 1 })
  expect(await onOffer()).toEqual([toy])
  await server.calls['promotion']!['grant']!({ templateId: id, shopperIds: [randomUUID()] })
  expect(await onOffer()).toEqual([])
})

test('a product that comes while an offer is on is on offer, and moves with its category', async () => {
  await rule('食品满减', { scope: { categoryIds: [food] } })
  expect(await onOffer()).toEqual([apple])
  const admin = server.admin(staffToken(shopId))
  const input = productInput({ title: '木马', categoryIds: [toys] })
  const { id, version } = await admin.createProduct(input)
  await admin.setProductStates({ ids: [toy], state: 'off_sale' })
  await server.settle()
  expect(await onOffer()).toEqual([apple])
  await admin.updateProduct({ id, ...input, categoryIds: [fruit], version })
  await server.settle()
  expect(await onOffer()).toEqual([apple, id].toSorted())
})

test('told twenty times at once, and while all is indexed anew, every product is marked right', async () => {
  await rule('满减', { scope: { excludeProductIds: [apple] } })
  const search = server.calls['search']!
  await Promise.all([search['rebuild']!({}), ...Array.from({ length: 20 }, () => server.sweep()), search['rebuild']!({})])
  expect(await onOffer()).toEqual([toy, dress].toSorted())
})
