import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import type { ProductInput } from './contract.ts'
import { catalog } from './module.ts'
import { authenticate, callsOf, dressInput, picture, productInput, staffToken, testMedia } from './testing.ts'

const clock = testClock()
const [shopA, shopB] = [newId(), newId()]
let server: TestServer
let leaf: string

beforeAll(async () => {
  server = await startServer({ modules: [testMedia, catalog], authenticate, now: clock.now })
  const created = await server.admin(staffToken(shopA)).createCategory({ name: '女装', parentId: null })
  leaf = created.id
})
afterAll(() => server.close())

const admin = (shopId = shopA) => server.admin(staffToken(shopId))
const create = (body: ProductInput, shopId = shopA) => admin(shopId).createProduct(body)
const refused = (code: string, status?: number) => expect.objectContaining(status ? { code, status } : { code })
const byOptions = (skus: { id: string; options: string[] }[]) => Object.fromEntries(skus.map((sku) => [sku.options.join('/'), sku.id]))

async function rewrite(id: string, product: ProductInput) {
  const { version } = await admin().getAdminProduct({ id })
  return admin().updateProduct({ id, ...product, version })
}

test('a product is read by shoppers as it was written, without what is the merchant’s own', async () => {
  const made = await create(dressInput([leaf], 'DRESS'))
  const reply = await server.request('GET', `/api/shop/products/${made.id}`)
  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({
    title: '红色法式收腰连衣裙',
    priceFen: 19_900,
    priceVaries: true,
    state: 'on_sale',
    sold: 0,
    inStock: false,
  })
  expect(reply.body.skus).toHaveLength(4)
  expect(Object.keys(reply.body)).not.toContain('version')
  expect(Object.keys(reply.body.skus[0])).not.toContain('costFen')
  const etag = reply.headers.get('etag') ?? ''
  expect((await server.request('GET', `/api/shop/products/${made.id}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
})

test('editing the options keeps the SKUs whose combination still exists and withdraws the others', async () => {
  const input = dressInput([leaf])
  const made = await create(input)
  const before = byOptions(made.skus)
  const changed: ProductInput = {
    ...input,
    axes: [
      { name: '颜色', options: ['红色', '绿色'] },
      { name: '尺码', options: ['S', 'M'] },
    ],
    skus: input.skus.map((sku, index) => ({ ...sku, options: [index < 2 ? '红色' : '绿色', sku.options[1] ?? ''] })),
  }
  const after = byOptions((await rewrite(made.id, changed)).skus)
  expect(after['红色/S']).toBe(before['红色/S'])
  expect(after['红色/M']).toBe(before['红色/M'])
  expect(Object.values(before)).not.toContain(after['绿色/S'])
  const gone = before['蓝色/S'] ?? ''
  const { items } = await callsOf(server).skusForSale({ skuIds: [gone] })
  expect(items).toMatchObject([{ skuId: gone, onSale: false, options: ['蓝色', 'S'] }])
  const back = byOptions((await rewrite(made.id, input)).skus)
  expect(back).toEqual(before)
})

test('turning the axes round or naming one anew keeps every SKU', async () => {
  const input = dressInput([leaf])
  const made = await create(input)
  const before = byOptions(made.skus)
  const turned = await rewrite(made.id, {
    ...input,
    axes: input.axes.toReversed(),
    skus: input.skus.map((sku) => ({ ...sku, options: sku.options.toReversed() })),
  })
  expect(byOptions(turned.skus)['S/红色']).toBe(before['红色/S'])
  const named = await rewrite(made.id, {
    ...input,
    axes: input.axes.map((axis) => ({ ...axis, name: axis.name === '颜色' ? '花色' : axis.name })),
  })
  expect(byOptions(named.skus)).toEqual(before)
})

test('two SKUs of a product may change their codes with each other', async () => {
  const input = dressInput([leaf])
  const made = await create(input)
  const [first, second] = input.skus.map((sku) => sku.code)
  const swapped = input.skus.map((sku, index) => ({ ...sku, code: (index === 0 ? second : index === 1 ? first : sku.code) ?? '' }))
  const after = await rewrite(made.id, { ...input, skus: swapped })
  expect(after.skus.map((sku) => sku.code)).toEqual(swapped.map((sku) => sku.code))
  expect(byOptions(after.skus)).toEqual(byOptions(made.skus))
})

test('of two edits that start from one version the second is refused', async () => {
  const input = dressInput([leaf])
  const made = await create(input)
  const edits = ['甲改的标题', '乙改的标题'].map((title) => admin().updateProduct({ id: made.id, ...input, title, version: made.version }))
  const outcome = await Promise.allSettled(edits)
  expect(outcome.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(outcome.find((one) => one.status === 'rejected')?.reason).toEqual(refused('version_changed', 409))
})

test('staff of another shop neither see nor change a product', async () => {
  const input = dressInput([leaf])
  const made = await create(input)
  await expect(admin(shopB).getAdminProduct({ id: made.id })).rejects.toEqual(refused('product_not_found', 404))
  await expect(admin(shopB).updateProduct({ id: made.id, ...input, version: made.version })).rejects.toEqual(
    refused('product_not_found', 404),
  )
  expect(await admin(shopB).setProductStates({ ids: [made.id], state: 'archived' })).toEqual({ changed: 0 })
  const { items } = await admin(shopB).listAdminProducts({ search: input.code })
  expect(items).toEqual([])
})

test('codes are unique in a shop and free in another', async () => {
  const input = productInput({ categoryIds: [leaf], code: 'SAME' })
  await create(input)
  await expect(create(input)).rejects.toEqual(refused('sku_code_taken', 409))
  await expect(create({ ...input, skus: input.skus.map((sku) => ({ ...sku, code: 'SAME-OTHER' })) })).rejects.toEqual(
    refused('product_code_taken', 409),
  )
  await expect(create(input, shopB)).resolves.toMatchObject({ code: 'SAME' })
})

test('the same product created twenty times at once exists once', async () => {
  const input = productInput({ categoryIds: [leaf] })
  const outcome = await Promise.allSettled(Array.from({ length: 20 }, () => create(input)))
  expect(outcome.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const refusals = outcome.flatMap((one) => (one.status === 'rejected' ? [one.reason.status] : []))
  expect(refusals).toEqual(Array.from({ length: 19 }, () => 409))
})

test('what runs in rich text does not survive, what only shows does', async () => {
  const detailHtml = [
    '<p style="color:#f00;position:fixed" onclick="x()">好看</p>',
    '<script>alert(1)</script><iframe src="//evil.example"></iframe><svg onload="x()"></svg>',
    '<img src="https://evil.example/a.png"><img src="/media/test/a-960.webp" onerror="x()"><img src="/media/../api/x">',
    '<a href="javascript:alert(1)">点我</a><a href="https://example.com">链接</a>',
  ].join('')
  const { detailHtml: kept } = await create(productInput({ categoryIds: [leaf], detailHtml }))
  expect(kept).not.toMatch(/script|iframe|svg|onclick|onerror|evil|position|\.\./i)
  expect(kept).toContain('color:#f00')
  expect(kept).toContain('<img src="/media/test/a-960.webp" loading="lazy" />')
  expect(kept).toContain('href="https://example.com"')
})

test.each([
  ['market_price_too_low', { skus: [{ code: 'X1', options: [], priceFen: 1000, marketPriceFen: 900 }] }],
  ['tier_prices_wrong', { skus: [{ code: 'X1', options: [], priceFen: 1000, tiers: [{ minQuantity: 2, priceFen: 900 }, { minQuantity: 5, priceFen: 950 }] }] }], // prettier-ignore
  ['sku_options_wrong', { axes: [{ name: '颜色', options: ['红'] }], skus: [{ code: 'X1', options: ['蓝'], priceFen: 1000 }] }],
  ['sku_options_wrong', { skus: [{ code: 'X1', options: [], priceFen: 1 }, { code: 'X2', options: [], priceFen: 1 }] }], // prettier-ignore
  ['picture_unknown', { pictures: [{ ...picture(), url: '/media/elsewhere/a' }] }],
  ['category_not_found', { categoryIds: [newId()] }],
  ['schedule_wrong', { onSaleAt: '2027-01-02T00:00:00Z', offSaleAt: '2027-01-01T00:00:00Z' }],
])('a product that breaks a rule is refused with %s', async (code, changes) => {
  await expect(create(productInput({ categoryIds: [leaf], ...changes }))).rejects.toEqual(refused(code))
})

test('a product goes on and off sale at its times', async () => {
  const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString()
  const made = await create(productInput({ categoryIds: [leaf], state: 'draft', onSaleAt: at(10), offSaleAt: at(20) }))
  const cards = async () => (await callsOf(server).cards({ productIds: [made.id] })).items
  await expect(server.shop().getProduct({ id: made.id })).rejects.toEqual(refused('product_not_found', 404))
  expect(await cards()).toEqual([])
  clock.advance({ minutes: 11 })
  await server.settle()
  expect(await cards()).toHaveLength(1)
  expect(await server.shop().getProduct({ id: made.id })).toMatchObject({ state: 'on_sale' })
  clock.advance({ minutes: 10 })
  await server.settle()
  expect(await cards()).toEqual([])
  expect(await server.shop().getProduct({ id: made.id })).toMatchObject({ state: 'off_sale' })
})

test('sales told twenty times at once count once', async () => {
  const made = await create(productInput({ categoryIds: [leaf] }))
  const tell = () => callsOf(server).addSales({ key: `order:${made.id}`, lines: [{ productId: made.id, quantity: 2 }, { productId: made.id, quantity: 1 }] }) // prettier-ignore
  await Promise.all(Array.from({ length: 20 }, tell))
  await server.settle()
  expect(await server.shop().getProduct({ id: made.id })).toMatchObject({ sold: 3 })
})

test('the endless list shows every product once, of one shop when asked', async () => {
  for (let index = 0; index < 5; index += 1) await create(productInput({ categoryIds: [leaf] }), shopB)
  for (const order of ['best', 'new'] as const) {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await server.shop().listRecommended({ shopId: shopB, order, limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
  }
})

test('nothing breaks the catalogue’s invariants', async () => {
  for (const check of server.systems[0]?.checks ?? []) expect(await check.run()).toEqual([])
})

test('a change in bulk is shown first, then made to each by itself: what cannot have it says why and is left as it was', async () => {
  const staff = server.admin(staffToken(shopA))
  const tiers = [{ minQuantity: 2, priceFen: 950 }]
  const specials = [{ kind: 'member' as const, fromTier: 1, priceFen: 901 }]
  const make = (over: object) => staff.createProduct(productInput({ categoryIds: [leaf], ...over }))
  const plain = await make({ skus: [{ code: 'B-1', options: [], priceFen: 1001, tiers, specials }] })
  const marked = await make({ skus: [{ code: 'B-2', options: [], priceFen: 1000, marketPriceFen: 1020 }] })
  const ids = [plain.id, marked.id, newId()]
  const change = { kind: 'price' as const, by: 'bps' as const, amount: 500 }
  const shown = await staff.bulkEditProducts({ ids, change, dryRun: true })
  expect(shown.changed).toBe(0)
  expect(shown.items.map((item) => [item.code, item.beforeFen, item.afterFen])).toEqual([
    [null, 1001, 1051],
    ['market_price_too_low', 1000, 1000],
    ['product_not_found', 0, 0],
  ])
  expect((await staff.getAdminProduct({ id: plain.id })).version).toBe(plain.version)
  expect((await staff.bulkEditProducts({ ids, change, dryRun: false })).changed).toBe(1)
  expect((await staff.getAdminProduct({ id: plain.id })).skus).toMatchObject([
    { id: plain.skus[0]?.id, priceFen: 1051, tiers: [{ priceFen: 998 }], specials: [{ priceFen: 946 }] },
  ])
  const limits = { minimum: 2, step: 2, perOrder: 4, perPerson: null, period: 'ever' as const }
  await staff.bulkEditProducts({ ids: [plain.id], change: { kind: 'limits', limits }, dryRun: false })
  expect(await staff.getAdminProduct({ id: plain.id })).toMatchObject({ limits, skus: [{ priceFen: 1051 }] })
  const stranger = await server.admin(staffToken(newId())).bulkEditProducts({ ids: [plain.id], change, dryRun: false })
  expect(stranger).toMatchObject({ changed: 0, items: [{ code: 'product_not_found', title: '' }] })
})
