import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import { authenticate, callsOf, catalog, productInput, staffToken, testMedia } from '../catalog/testing.ts'
import { search } from './module.ts'

const [shopA, shopB] = [newId(), newId()]
let server: TestServer
const categories: Record<string, string> = {}
const ids: Record<string, string> = {}

const goods: {
  title: string
  category: string
  shopId?: string
  brand?: string
  priceFen?: number
  sold?: number
  attributes?: Record<string, string>
}[] = [
  { title: '红色法式收腰连衣裙', category: '连衣裙', brand: '云裳集', priceFen: 19_900, sold: 50, attributes: { 材质: '棉', 季节: '夏' } },
  { title: '蓝色牛仔半身长裙', category: '半身裙', brand: '云裳集', priceFen: 15_900, sold: 900, attributes: { 材质: '牛仔', 季节: '夏' } },
  { title: '红色针织开衫外套', category: '外套', brand: '暖阳家', priceFen: 22_900, sold: 10, attributes: { 材质: '羊毛', 季节: '秋' } },
  { title: '无线降噪蓝牙耳机', category: '耳机', shopId: shopB, brand: '声野', priceFen: 39_900, sold: 300 },
  { title: 'iPhone 15 透明手机壳', category: '手机壳', shopId: shopB, priceFen: 2900, sold: 2000 },
  { title: 'iPhone 14 液态硅胶保护壳', category: '手机壳', shopId: shopB, priceFen: 3900, sold: 100 },
  { title: '山东烟台红富士苹果5斤装', category: '水果', brand: '果径', priceFen: 3990, sold: 8000 },
  { title: '防晒霜SPF50+清爽不油腻', category: '防晒', priceFen: 8900, sold: 70 },
]

const goodsCount = goods.length + 1

beforeAll(async () => {
  server = await startServer({ modules: [testMedia, catalog, search], authenticate })
  const paths = [...new Set(goods.map((one) => one.category))]
  const { items } = await callsOf(server).putCategories({ items: paths.map((name) => ({ path: ['商品', name], picture: null, sort: 0 })) })
  for (const item of items) categories[item.path[1] ?? ''] = item.id
  const named = [...new Set(goods.flatMap((one) => one.brand ?? []))].map((name) => ({ name }))
  const brands = new Map((await callsOf(server).putBrands({ items: named })).items.map(({ id, name }) => [name, id]))
  for (const { title, category, shopId, brand, priceFen, sold, attributes } of goods) {
    const input = productInput({
      title,
      brandId: brands.get(brand ?? '') ?? null,
      categoryIds: [categories[category] ?? ''],
      attributes: Object.entries(attributes ?? {}).map(([name, value]) => ({ name, value })),
    })
    const made = await server
      .admin(staffToken(shopId ?? shopA))
      .createProduct({ ...input, skus: input.skus.map((sku) => ({ ...sku, priceFen: priceFen ?? 1000 })) })
    ids[title] = made.id
    await callsOf(server).addSales({ key: made.id, lines: [{ productId: made.id, quantity: sold ?? 0 }] })
    await callsOf(server).setInStock({ productId: made.id, inStock: title !== '红色针织开衫外套' })
  }
  const jacket = productInput({
    title: '粗花呢短外套',
    categoryIds: [categories['外套'] ?? ''],
    axes: [{ name: '颜色', options: ['酒红', '米白'] }],
  })
  const colours = ['酒红', '米白'].map((colour) => ({ code: `J-${colour === '酒红' ? 1 : 2}`, options: [colour], priceFen: 30_000 }))
  await server.admin(staffToken(shopA)).createProduct({ ...jacket, skus: colours })
  await server.settle()
  await server.calls['search']?.['rebuild']?.({})
})
afterAll(() => server.close())

const look = (query: Parameters<ReturnType<TestServer['shop']>['searchProducts']>[0]) => server.shop().searchProducts(query)
const titles = async (text: string): Promise<string[]> => (await look({ text })).items.map((item) => item.title)

test('words match with other words between them', async () => {
  expect(await titles('红色连衣裙')).toEqual(['红色法式收腰连衣裙'])
})

test.each([
  ['lianyiqun', '连衣裙', '红色法式收腰连衣裙'],
  ['lyq', '连衣裙', '红色法式收腰连衣裙'],
  ['hongselianyiqun', '红色连衣裙', '红色法式收腰连衣裙'],
  ['连衣群', '连衣裙', '红色法式收腰连衣裙'],
  ['红色连一裙', '红色连衣裙', '红色法式收腰连衣裙'],
  ['lianyiqn', '连衣裙', '红色法式收腰连衣裙'],
  ['wuxianerji', '无线耳机', '无线降噪蓝牙耳机'],
  ['lian yi qun', '连衣裙', '红色法式收腰连衣裙'],
  ['iphnoe 14', 'iphone 14', 'iPhone 14 液态硅胶保护壳'],
])('%s is read as %s', async (text, correctedTo, title) => {
  const found = await look({ text })
  expect(found.correctedTo).toBe(correctedTo)
  expect(found.items[0]?.title).toBe(title)
})

test('words that no product has together still find the thing that is named last', async () => {
  const found = await look({ text: '无线连衣裙' })
  expect(found.correctedTo).toBe('连衣裙')
  expect(found.items.map((item) => item.title)).toContain('红色法式收腰连衣裙')
})

test('an option of a SKU is a word of the product', async () => {
  expect(await titles('粗花呢 酒红')).toEqual(['粗花呢短外套'])
})

test('a word that no title has in one piece is found by its characters', async () => {
  expect(await titles('竹篮')).toEqual([])
  expect(await titles('苹装')).toEqual(['山东烟台红富士苹果5斤装'])
})

test('letters and digits are words of their own', async () => {
  expect((await titles('iphone15手机壳'))[0]).toBe('iPhone 15 透明手机壳')
  expect(await titles('spf50')).toEqual(['防晒霜SPF50+清爽不油腻'])
  expect(await titles('ＩＰＨＯＮＥ１４')).toEqual(['iPhone 14 液态硅胶保护壳'])
})

test('synonyms find what is called otherwise, and staff can add more', async () => {
  expect(await titles('裙子')).toHaveLength(2)
  expect(await titles('嫩肤膏')).toEqual([])
  const admin = server.admin(staffToken(shopA))
  const before = await admin.getSearchWords()
  await admin.putSearchWords({ ...before, synonyms: [...before.synonyms, ['嫩肤膏', '防晒霜']], hotWords: ['防晒', '苹果'] })
  expect(await titles('嫩肤膏')).toEqual(['防晒霜SPF50+清爽不油腻'])
  expect((await server.shop().hotWords()).items).toEqual(['防晒', '苹果'])
})

test('staff put products first for a question, on its first page only, and nowhere that a filter or another order rules', async () => {
  const admin = server.admin(staffToken(shopA))
  const before = await admin.getSearchWords()
  const [pinned, natural] = ['iPhone 14 液态硅胶保护壳', 'iPhone 15 透明手机壳']
  expect((await titles('手机壳'))[0]).toBe(natural)
  await admin.putSearchWords({ ...before, pins: [{ text: '手机壳', productIds: [ids[pinned] ?? ''] }] })
  expect(await titles('手机壳')).toEqual([pinned, natural])
  const first = await look({ text: '手机壳', limit: 1 })
  expect(first.items.map((item) => item.title)).toEqual([pinned, natural])
  expect((await look({ text: '手机壳', sort: 'sales' })).items[0]?.title).toBe(natural)
  expect((await look({ text: '手机壳', maxFen: 3000 })).items.map((item) => item.title)).toEqual([natural])
  await admin.putSearchWords({ ...before, pins: [{ text: '航天飞机', productIds: [ids[pinned] ?? ''] }] })
  expect(await titles('航天飞机')).toEqual([pinned])
  await admin.putSearchWords(before)
})

test('what nobody sells is noted once for each time it was looked for', async () => {
  await look({ text: '航空母舰' })
  await look({ text: '航空母舰' })
  const { items } = await server.admin(staffToken(shopA)).listFailedSearches()
  expect(items.find((item) => item.text === '航空母舰')).toMatchObject({ times: 2 })
})

test('an unknown word beside known ones does not empty the page', async () => {
  const found = await look({ text: '红富士苹果 特朗普' })
  expect(found.items[0]?.title).toBe('山东烟台红富士苹果5斤装')
  expect(found.correctedTo).not.toBeNull()
})

test.each(["'", '\\', "a' | b", '!(&:*', '%%__', '🍎', '<>', '的', 'a\u0301'])('the question %s is harmless', async (text) => {
  await expect(look({ text })).resolves.toMatchObject({ total: expect.any(Number) })
})

test('suggestions come from Chinese, pinyin and first letters', async () => {
  const suggest = async (text: string) => (await server.shop().suggest({ text })).items.map((item) => item.text)
  expect(await suggest('连衣')).toContain('连衣裙')
  expect(await suggest('lianyi')).toContain('连衣裙')
  expect(await suggest('lyq')).toContain('连衣裙')
  expect(await suggest('wxej')).toContain('无线耳机')
  expect(await suggest('云裳')).toContain('云裳集')
  expect(await suggest('ipho')).toContain('iphone')
})

test('filters narrow, and each facet says what its filter would leave', async () => {
  const all = await look({})
  expect(all.total).toBe(goodsCount)
  for (const facet of all.facets) {
    for (const { value, count } of facet.values) {
      const [from, to] = value.split('-').map((part) => (part === '' ? undefined : Number(part)))
      const range = { ...(from === undefined ? {} : { minFen: from }), ...(to === undefined ? {} : { maxFen: to }) }
      const filter =
        facet.name === 'category'
          ? { categoryId: value }
          : facet.name === 'brand'
            ? { brand: value }
            : facet.name === 'price'
              ? range
              : { attributes: `${facet.name}:${value}` }
      expect((await look(filter)).total, `${facet.name} ${value}`).toBe(count)
    }
  }
  expect(all.facets.map((facet) => facet.name)).toEqual(['category', 'brand', 'price', '材质', '季节'])
  expect((await look({ attributes: '材质:棉|材质:牛仔|季节:夏' })).total).toBe(2)
  expect((await look({ shopId: shopB })).total).toBe(3)
  expect((await look({ inStock: 'true' })).total).toBe(goodsCount - 2)
})

test('what is on offer is found, counted and no more so once others are told; whoever is told the same again changes nothing', async () => {
  const putOffers = server.calls['search']!['putOffers']!
  const scope = { kind: 'reduction', shopId: null, categoryIds: [], productIds: [], excludeCategoryIds: [], excludeProductIds: [] }
  const [dress, shell, outer] = [ids['红色法式收腰连衣裙'] ?? '', ids['iPhone 15 透明手机壳'] ?? '', categories['外套'] ?? '']
  const offers = [
    { ...scope, id: newId(), shopId: shopB, excludeProductIds: [shell] },
    { ...scope, id: newId(), shopId: shopA, categoryIds: [outer], productIds: [dress, shell] },
  ]
  const onOffer = async (text = '') => (await look({ text, onOffer: 'true', sort: 'price_asc' })).items.map((item) => item.title)
  expect(await onOffer()).toEqual([])
  await putOffers({ digest: 'two', items: offers })
  const found = ['iPhone 14 液态硅胶保护壳', '红色法式收腰连衣裙', '红色针织开衫外套', '粗花呢短外套', '无线降噪蓝牙耳机']
  expect(await onOffer()).toEqual(found)
  expect(await onOffer('红色')).toEqual(found.slice(1, 3))
  const all = await look({})
  expect(all.total).toBe(goodsCount)
  expect(all.facets.find((facet) => facet.name === 'onOffer')?.values).toEqual([{ value: 'true', label: 'true', count: found.length }])
  await putOffers({ digest: 'two', items: [] })
  expect(await onOffer()).toEqual(found)
  await putOffers({ digest: 'one', items: offers.slice(0, 1) })
  expect(await onOffer()).toEqual([found[0], found[4]])
  await putOffers({ digest: 'none', items: [] })
  expect(await onOffer()).toEqual([])
})

test.each(['relevance', 'sales', 'price_asc', 'price_desc', 'rating', 'new'] as const)(
  'paging by %s shows everything once',
  async (sort) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await look({ sort, limit: 3, ...(cursor ? { cursor } : {}) })
      expect(page.total).toBe(goodsCount)
      expect(page.facets.length > 0).toBe(cursor === undefined)
      seen.push(...page.items.map((item) => item.title))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen.toSorted()).toEqual([...goods.map((one) => one.title), '粗花呢短外套'].toSorted())
  },
)

test('orders are what they say', async () => {
  const first = async (sort: 'sales' | 'price_asc' | 'price_desc' | 'new') => (await look({ sort, limit: 1 })).items[0]?.title
  expect(await first('sales')).toBe('山东烟台红富士苹果5斤装')
  expect(await first('price_asc')).toBe('iPhone 15 透明手机壳')
  expect(await first('price_desc')).toBe('无线降噪蓝牙耳机')
  expect(await first('new')).toBe('粗花呢短外套')
})

test('a cursor of somebody else’s making is refused', async () => {
  for (const cursor of ['x', 'bnVsbA', Buffer.from('["a",1]').toString('base64url')])
    await expect(look({ cursor })).rejects.toMatchObject({ code: 'input_invalid', status: 400 })
})

test('a changed product is found by its new words and not by its old ones; off sale by none', async () => {
  const admin = server.admin(staffToken(shopA))
  const input = productInput({ title: '手工竹编收纳篮', categoryIds: [categories['外套'] ?? ''] })
  const made = await admin.createProduct(input)
  await server.settle()
  expect(await titles('竹编篮')).toEqual(['手工竹编收纳篮'])
  await admin.updateProduct({ id: made.id, ...input, title: '手工藤编花篮', version: made.version })
  await server.settle()
  expect(await titles('竹编')).toEqual([])
  expect(await titles('藤编')).toEqual(['手工藤编花篮'])
  await admin.setProductStates({ ids: [made.id], state: 'off_sale' })
  await server.settle()
  expect(await titles('藤编')).toEqual([])
})

test('while the index is made anew, every search finds what it found before', async () => {
  const before = (await look({ text: '苹果' })).items.map((item) => item.id)
  expect(before.length).toBeGreaterThan(0)
  const rebuilding = Promise.all(Array.from({ length: 3 }, async () => server.calls['search']?.['rebuild']?.({})))
  let over = false
  void rebuilding.finally(() => (over = true))
  let searches = 0
  // A price floor that nobody asked for before, so that no page is at hand.
  for (; !over || searches < 20; searches += 1) {
    const found = await look({ text: '苹果', minFen: searches })
    expect(found.items.map((item) => item.id)).toEqual(before)
  }
  await rebuilding
})
