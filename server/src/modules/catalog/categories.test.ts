import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import { catalog } from './module.ts'
import { authenticate, callsOf, productInput, staffToken, testMedia } from './testing.ts'

let server: TestServer
const shopId = newId()

beforeAll(async () => {
  server = await startServer({ modules: [testMedia, catalog], authenticate })
})
afterAll(() => server.close())

const admin = () => server.admin(staffToken(shopId))
const add = (name: string, parentId: string | null = null) => admin().createCategory({ name, parentId })
const put = async (...paths: string[][]): Promise<string[]> => {
  const { items } = await callsOf(server).putCategories({ items: paths.map((path) => ({ path, picture: null, sort: 0 })) })
  return items.map((item) => item.id)
}

test('a subtree moves with all below it, and never below itself', async () => {
  const food = await add('生鲜')
  const fruit = await add('水果', food.id)
  const apple = await add('苹果', fruit.id)
  const home = await add('家居')
  await expect(admin().updateCategory({ id: food.id, name: '生鲜', parentId: apple.id })).rejects.toMatchObject({
    code: 'category_in_itself',
  })
  expect(await admin().updateCategory({ id: fruit.id, name: '鲜果', parentId: home.id })).toMatchObject({ parentId: home.id, name: '鲜果' })
  const { items } = await admin().listAdminCategories()
  expect(items.find((item) => item.id === apple.id)).toMatchObject({ parentId: fruit.id })
})

test('the tree is four levels deep at most, also after a move', async () => {
  const [one] = await put(['甲', '乙', '丙'])
  const four = await add('丁', one ?? '')
  await expect(add('戊', four.id)).rejects.toMatchObject({ code: 'category_too_deep' })
  const [top] = await put(['子'])
  const [, below] = [top, await add('丑', top ?? '')]
  await expect(admin().updateCategory({ id: top ?? '', name: '子', parentId: one ?? '' })).rejects.toMatchObject({
    code: 'category_too_deep',
  })
  expect(await admin().updateCategory({ id: below.id, name: '丑', parentId: one ?? '' })).toMatchObject({ parentId: one })
})

test('two moves at once make no circle', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [a, b] = await Promise.all([add(`环一${round}`), add(`环二${round}`)])
    const outcome = await Promise.allSettled([
      admin().updateCategory({ id: a.id, name: `环一${round}`, parentId: b.id }),
      admin().updateCategory({ id: b.id, name: `环二${round}`, parentId: a.id }),
    ])
    expect(outcome.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  }
})

test('siblings differ in name and a category in use stays', async () => {
  const parent = await add('数码')
  const phone = await add('手机', parent.id)
  await expect(add('手机', parent.id)).rejects.toMatchObject({ code: 'category_name_taken' })
  await expect(admin().deleteCategory({ id: parent.id })).rejects.toMatchObject({ code: 'category_in_use' })
  await admin().createProduct(productInput({ categoryIds: [phone.id] }))
  await expect(admin().deleteCategory({ id: phone.id })).rejects.toMatchObject({ code: 'category_in_use' })
})

test('counts hold what lies below, each product once', async () => {
  const [tea, cup] = await put(['茶', '绿茶'], ['茶', '茶具'])
  await admin().createProduct(productInput({ categoryIds: [tea ?? '', cup ?? ''] }))
  await admin().createProduct(productInput({ categoryIds: [tea ?? ''] }))
  await admin().createProduct(productInput({ categoryIds: [tea ?? ''], state: 'draft' }))
  const { items } = await admin().listAdminCategories()
  const counts = Object.fromEntries(items.map((item) => [item.name, item.products]))
  expect(counts).toMatchObject({ 茶: 2, 绿茶: 2, 茶具: 1 })
  const listed = await admin().listAdminProducts({ categoryId: items.find((item) => item.name === '茶')?.id ?? '' })
  expect(listed.total).toBe(3)
})

test('putting the same paths again creates nothing', async () => {
  const first = await put(['酒', '红酒'], ['酒', '白酒'])
  expect(await put(['酒', '红酒'], ['酒', '白酒'])).toEqual(first)
})

test('what a category and those above it ask for is asked of its products, kept one way, and stays when the category is moved', async () => {
  const weight = { name: '净重', kind: 'number' as const, unit: '克' }
  const colour = { name: '颜色', kind: 'enum' as const, options: ['红', '绿'], required: true }
  const top = await admin().createCategory({ name: '定义', parentId: null, attributes: [weight] })
  const leaf = await admin().createCategory({ name: '定义下级', parentId: top.id, attributes: [colour] })
  const make = (attributes: { name: string; value: string }[]) =>
    admin().createProduct(productInput({ categoryIds: [leaf.id], attributes }))
  await expect(make([])).rejects.toMatchObject({ code: 'attribute_missing', detail: { value: '颜色' } })
  await expect(make([{ name: '颜色', value: '蓝' }])).rejects.toMatchObject({ code: 'attribute_wrong' })
  const made = await make([
    { name: '颜色', value: '红' },
    { name: '净重', value: '500' },
    { name: '随意', value: '什么都行' },
  ])
  expect(made.attributes.map(({ value }) => value)).toEqual(['红', '500克', '什么都行'])
  const { items } = await callsOf(server).docs({ productIds: [made.id], limit: 1 })
  expect(items[0]?.attributes).toContainEqual({ name: '净重', value: '500克' })
  await admin().updateCategory({ id: leaf.id, name: '定义下级', parentId: null })
  expect((await admin().listAdminCategories()).items.find((one) => one.id === leaf.id)?.attributes).toMatchObject([colour])
  const twice = { name: '重复定义', parentId: null, attributes: [weight, weight] }
  await expect(admin().createCategory(twice)).rejects.toMatchObject({ code: 'attribute_options_wrong' })
})
