import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import { initialOf } from './brands.ts'
import { catalog } from './module.ts'
import { authenticate, callsOf, picture, productInput, sellerToken, staffToken, testMedia } from './testing.ts'

const shop = newId()
let server: TestServer
let leaf: string
const admin = () => server.admin(staffToken(shop))
const seller = () => server.admin(sellerToken(shop))

beforeAll(async () => {
  server = await startServer({ modules: [testMedia, catalog], authenticate })
  leaf = (await callsOf(server).putCategories({ items: [{ path: ['杂货'], picture: null, sort: 0 }] })).items[0]?.id ?? ''
})
afterAll(() => server.close())

const brand = (name: string) => admin().createBrand({ name })
const product = (brandId: string | null) => admin().createProduct(productInput({ categoryIds: [leaf], brandId }))
const shown = async (id: string) => (await server.request('GET', `/api/shop/products/${id}`)).body

test('a brand has a page with its logo, story and count; its product leads there', async () => {
  const made = await admin().createBrand({ name: '山野记', nameEn: 'Sanye', logo: picture('logo'), story: '一家人，一座山。' })
  expect(made).toMatchObject({ name: '山野记', initial: 'S', visible: true, used: 0 })
  const one = await product(made.id)
  await product(made.id)
  expect(await shown(one.id)).toMatchObject({ brand: '山野记', brandId: made.id })
  expect(await server.shop().getBrand({ id: made.id })).toMatchObject({ nameEn: 'Sanye', story: '一家人，一座山。', products: 2 })
  expect((await server.shop().findBrand({ name: '山野记' })).brand?.id).toBe(made.id)
  expect((await server.shop().findBrand({ name: '没有的牌子' })).brand).toBeNull()
  expect((await admin().listAdminProducts({ brandId: made.id })).total).toBe(2)
})

test('two brands never have one name, however it is written, and however many make it at once', async () => {
  const made = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => brand(index % 2 ? 'Nordic' : 'NORDIC')))
  expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const other = await brand('Baltic')
  await expect(admin().updateBrand({ id: other.id, name: 'nordic' })).rejects.toMatchObject({ code: 'brand_name_taken' })
  expect(await admin().updateBrand({ id: other.id, name: 'BALTIC' })).toMatchObject({ name: 'BALTIC' })
})

test('a renamed brand is renamed on its products, and they are told as changed', async () => {
  const made = await brand('旧名')
  const one = await product(made.id)
  await server.settle()
  expect((await shown(one.id)).brand).toBe('旧名')
  await admin().updateBrand({ id: made.id, name: '新名' })
  expect((await shown(one.id)).brand).toBe('新名')
  await server.settle()
  const { items } = await callsOf(server).docs({ productIds: [one.id] })
  expect(items[0]?.brand).toBe('新名')
})

test('a hidden brand has no page; its products keep its name', async () => {
  const made = await admin().createBrand({ name: '暂不露面', visible: false })
  const one = await product(made.id)
  expect(await shown(one.id)).toMatchObject({ brand: '暂不露面', brandId: null })
  await expect(server.shop().getBrand({ id: made.id })).rejects.toMatchObject({ status: 404, code: 'brand_not_found' })
  expect((await server.shop().findBrand({ name: '暂不露面' })).brand).toBeNull()
})

test('a brand that products name is not deleted; one that none names is', async () => {
  const made = await brand('有用')
  const one = await product(made.id)
  await expect(admin().deleteBrand({ id: made.id })).rejects.toMatchObject({ code: 'brand_in_use' })
  await admin().updateProduct({ id: one.id, version: one.version, ...productInput({ categoryIds: [leaf], code: one.code }) })
  await admin().deleteBrand({ id: made.id })
  await expect(product(made.id)).rejects.toMatchObject({ code: 'brand_not_found' })
})

test('merging moves every product, also those that are written with the old brand at that moment', async () => {
  const [from, into] = [await brand('双生甲'), await brand('双生乙')]
  const before = await Promise.all(Array.from({ length: 3 }, () => product(from.id)))
  const racing = Array.from({ length: 12 }, () => product(from.id))
  const [merged, ...written] = await Promise.allSettled([admin().mergeBrand({ id: from.id, intoId: into.id }), ...racing])
  expect(merged).toMatchObject({ status: 'fulfilled' })
  for (const one of written) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'brand_not_found' })
  const made = written.flatMap((one) => (one.status === 'fulfilled' && 'skus' in one.value ? [one.value.id] : []))
  for (const id of [...before.map((one) => one.id), ...made]) expect((await admin().getAdminProduct({ id })).brandId).toBe(into.id)
  expect((await admin().listBrands({ search: '双生' })).items.map((one) => [one.name, one.used])).toEqual([['双生乙', 3 + made.length]])
  await expect(admin().mergeBrand({ id: into.id, intoId: into.id })).rejects.toMatchObject({ code: 'brand_into_itself' })
})

test('many products get a brand at once; one that does not exist is refused before anything is changed', async () => {
  const made = await brand('批量牌')
  const ids = [(await product(null)).id, (await product(null)).id]
  const change = { kind: 'brand' as const, brandId: made.id }
  expect((await admin().bulkEditProducts({ ids, change, dryRun: true })).changed).toBe(0)
  expect((await admin().bulkEditProducts({ ids, change, dryRun: false })).changed).toBe(2)
  expect((await shown(ids[0] ?? '')).brand).toBe('批量牌')
  await expect(admin().bulkEditProducts({ ids, change: { kind: 'brand', brandId: newId() }, dryRun: false })).rejects.toMatchObject({
    code: 'brand_not_found',
  })
})

test('staff of another shop read brands and use them, and change none', async () => {
  const made = await brand('平台的')
  expect((await seller().listBrands({ search: '平台的' })).total).toBe(1)
  expect(await seller().createProduct(productInput({ categoryIds: [leaf], brandId: made.id }))).toMatchObject({ brand: '平台的' })
  for (const attempt of [
    () => seller().createBrand({ name: '私自的' }),
    () => seller().updateBrand({ id: made.id, name: '改了' }),
    () => seller().mergeBrand({ id: made.id, intoId: newId() }),
    () => seller().deleteBrand({ id: made.id }),
  ])
    await expect(attempt()).rejects.toMatchObject({ status: 403, code: 'platform_only' })
})

test('the initial is that of the name or its pinyin', () => {
  expect(['铺子', 'apple', '3M', '云裳集', '·点'].map(initialOf)).toEqual(['P', 'A', '#', 'Y', '#'])
})

test('texts that were there before brands were become brands, however they were written', async () => {
  // One after the other: the oldest product's way of writing becomes the brand's.
  const one = await product(null)
  const two = await product(null)
  const three = await product(null)
  const migration = await readFile(new URL('migrations/20261127080500_brands.sql', import.meta.url), 'utf8')
  const undone = new Error('undone')
  const run = server.db.transaction().execute(async (db) => {
    await sql`alter table catalog.product drop column brand_id`.execute(db)
    await sql`drop table catalog.brand`.execute(db)
    for (const [id, text] of [
      [one.id, '山 Tea'],
      [two.id, ' 山 TEA '],
      [three.id, ' '],
    ])
      await sql`update catalog.product set brand = ${text} where id = ${id}`.execute(db)
    await sql.raw(migration).execute(db)
    const { rows } = await sql<{ id: string; name: string | null }>`
      select p.id, b.name from catalog.product p left join catalog.brand b on b.id = p.brand_id
      where p.id in (${one.id}, ${two.id}, ${three.id})`.execute(db)
    expect(Object.fromEntries(rows.map((row) => [row.id, row.name]))).toEqual({ [one.id]: '山 Tea', [two.id]: '山 Tea', [three.id]: null })
    throw undone
  })
  await expect(run).rejects.toBe(undone)
})
