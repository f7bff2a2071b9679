import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { type SheetProduct, writeWorkbook } from '../server/src/modules/catalog/spreadsheet/write.ts'
import { shopper, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { signIn } from './staff.ts'

const SHOP = '花间妆铺'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('a faulty spreadsheet is answered row by row, and nothing of it is imported', async ({ desk }) => {
  await signIn(desk, 'operator@demo', SHOP)
  const admin = await staff(SHOP)
  const before = await admin.listAdminProducts({ pageSize: 1 })
  const good = sheetProduct('E2E-1', '好好的一行')
  const faulty = { ...sheetProduct('E2E-2', '分类写错的一行'), categories: ['没有/这样的/分类'] }

  await choose(desk, { name: '新品.xlsx', mimeType: XLSX, buffer: await writeWorkbook([good, faulty]) })
  const problem = seen(desk, 'import-report').locator('tbody tr').filter({ hasText: '没有/这样的/分类' })
  await problem.waitFor()
  expect(await problem.locator('td').allTextContents()).toEqual(expect.arrayContaining(['商品', '4', '没有/这样的/分类']))
  expect(await seen(desk, 'import-apply').count()).toBe(0)
  expect((await admin.listAdminProducts({ pageSize: 1 })).total).toBe(before.total)
  expect((await admin.listAdminProducts({ search: 'E2E-1' })).items).toEqual([])
})

test('what was exported can be imported again: every product is found and none is changed', async ({ desk }) => {
  await signIn(desk, 'operator@demo', SHOP)
  const goods = async () => (await shopper().searchProducts({ shopId: await shopId(), limit: 50 })).items
  const before = await goods()
  await desk.goto('/admin/products')
  const arrives = desk.waitForEvent('download')
  await seen(desk, 'download').click()
  const file = await (await arrives).path()

  await choose(desk, { name: 'products.xlsx', mimeType: XLSX, buffer: await readFile(file) })
  await seen(desk, 'import-apply').click()
  await seen(desk, 'import-report').getByText('导入完成').waitFor()
  expect(await goods()).toEqual(before)
})

test('new products of a spreadsheet are for sale', async ({ desk, phone }) => {
  await signIn(desk, 'operator@demo', SHOP)
  const [picture] = (await (await staff(SHOP)).listMedia({ pageSize: 1 })).items
  const product = { ...sheetProduct('E2E-3', '表格带来的唇膏'), pictures: [picture?.picture.url ?? ''] }
  await choose(desk, { name: '新品.xlsx', mimeType: XLSX, buffer: await writeWorkbook([product]) })
  await seen(desk, 'import-apply').click()
  await seen(desk, 'import-report').getByText('导入完成').waitFor()
  await phone.goto('/results?text=表格带来的唇膏')
  await expect
    .poll(async () => (await seen(phone, 'product-card').filter({ hasText: product.title }).count()) || (await phone.reload(), 0))
    .toBe(1)
})

async function choose(desk: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await desk.goto('/admin/products/import')
  await desk.locator('input[type=file]').setInputFiles(file)
  await seen(desk, 'import-report').waitFor()
}

async function shopId(): Promise<string> {
  const { items } = await shopper().listShops()
  return items.find(({ name }) => name === SHOP)?.id ?? ''
}

const sheetProduct = (code: string, title: string): SheetProduct => ({
  code,
  title,
  subtitle: '',
  brand: null,
  categories: ['美妆个护/彩妆香氛/眼唇彩妆'],
  pictures: [],
  axes: [],
  attributes: [],
  promises: [],
  tags: [],
  state: 'on_sale',
  onSaleAt: null,
  offSaleAt: null,
  limits: { minimum: 1, step: 1, perOrder: null, perPerson: null, period: 'ever' },
  detailHtml: '',
  skus: [
    {
      code: `${code}-01`,
      barcode: '',
      options: [],
      priceFen: 8_900,
      marketPriceFen: null,
      costFen: null,
      tiers: [],
      specials: [],
      weightGrams: 50,
      volumeMl: 100,
      enabled: true,
      delivery: 'parcel',
      picture: null,
      stock: 5,
    },
  ],
})
