import exceljs from 'exceljs'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { newId } from '../../kernel/ids.ts'
import { media } from '../media/testing.ts'
import { catalog } from './module.ts'
import { PRODUCT_SHEET, productColumns, SKU_SHEET, skuColumns } from './spreadsheet/columns.ts'
import { authenticate, callsOf, sellerToken, staffToken } from './testing.ts'

type Cell =
  | string
  | number
  | boolean
  | Date
  | null
  | { formula: string; result?: string | number }
  | { richText: { text: string }[] }
  | { text: string; hyperlink: string }
  | { error: '#REF!' }
type Line = Record<string, Cell>
interface Book {
  products: Line[]
  skus: Line[]
}

let server: TestServer
let shopId: string
beforeAll(async () => {
  server = await startServer({ modules: [media, catalog], authenticate })
  await callsOf(server).putCategories({
    items: [
      ['食品生鲜', '新鲜水果', '苹果'],
      ['食品生鲜', '新鲜水果', '梨'],
    ].map((path) => ({ path, picture: null, sort: 0 })),
  })
})
afterAll(() => server.close())
beforeEach(async () => {
  shopId = newId()
  const pictures = ['苹果-正面', '苹果-红'].map((name, index) => ({
    name,
    bytes: 1,
    hash: name,
    picture: { url: `/media/demo/apple-${index}`, width: 640, height: 640, colour: '#ff8800' },
  }))
  await server.calls['media']?.['register']?.({ shopId, pictures })
})

async function workbook({ products, skus }: Book, change?: (book: exceljs.Workbook) => void): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  for (const { name, columns, lines } of [
    { name: PRODUCT_SHEET, columns: productColumns, lines: products },
    { name: SKU_SHEET, columns: skuColumns, lines: skus },
  ]) {
    const sheet = book.addWorksheet(name)
    sheet.addRow(columns.map((column) => column.heading))
    for (const line of lines) sheet.addRow(columns.map((column) => line[column.heading] ?? null))
  }
  change?.(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const apple = (): Line => ({
  商品编码: 'A1',
  商品标题: '昭通冰糖心苹果',
  类目: '食品生鲜/新鲜水果/苹果',
  图片: '苹果-正面',
  规格项: '规格; 果径',
  状态: '上架',
  属性: '产地=云南昭通; 储存=冷藏',
  服务承诺: '坏果包赔；极速发货',
  标签: '爆款',
})
const sku = (code: string, size: string, more: Line = {}): Line => ({
  商品编码: 'A1',
  规格编码: code,
  规格值1: size,
  规格值2: '80mm',
  售价: 32.9,
  库存: 20,
  ...more,
})
const good = (): Book => ({
  products: [apple()],
  skus: [
    sku('A1-1', '5斤'),
    sku('A1-2', '10斤', { 售价: 59.8, 划线价: 69, 阶梯价: '3=55; 10=50.5', 规格图片: '苹果-红', '重量(克)': 5200, 条码: 6900001001003 }),
  ],
})

const upload = (bytes: Uint8Array, options: { dryRun?: boolean; lang?: string; shop?: string; token?: string } = {}) =>
  server.request('POST', '/api/admin/products/import', {
    token: options.token ?? staffToken(options.shop ?? shopId),
    file: { name: '商品.xlsx', bytes },
    body: options.dryRun ? { dryRun: 'true' } : {},
    headers: { 'accept-language': options.lang ?? 'zh-CN' },
  })
const submit = async (book: Book, options?: Parameters<typeof upload>[1]) => (await upload(await workbook(book), options)).body
const list = async (shop = shopId) => (await server.admin(staffToken(shop)).listAdminProducts({})).items
const whole = async () => server.admin(staffToken(shopId)).getAdminProduct({ id: (await list())[0]?.id ?? '' })
const spreadsheetOf = async (shop = shopId) =>
  new Uint8Array(
    await (
      await fetch(`${server.url}/api/admin/products.xlsx`, { headers: { authorization: `Bearer ${staffToken(shop)}` } })
    ).arrayBuffer(),
  )
const countedEvents = async () =>
  (await server.db.selectFrom('kernel.outbox').selectAll().where('name', '=', 'catalog.stock_counted').execute()).filter(
    (event: any) => event.payload.shopId === shopId,
  ) // tests look into it as they please

test('a good spreadsheet becomes products and SKUs, and tells what was counted', async () => {
  expect(await submit(good())).toEqual({ applied: true, products: 1, skus: 2, created: 1, updated: 0, problems: [] })
  expect(await whole()).toMatchObject({
    code: 'A1',
    state: 'on_sale',
    axes: [
      { name: '规格', options: ['5斤', '10斤'] },
      { name: '果径', options: ['80mm'] },
    ],
    attributes: [
      { name: '产地', value: '云南昭通' },
      { name: '储存', value: '冷藏' },
    ],
    promises: ['freshness', 'fast_shipping'],
    skus: [
      { code: 'A1-1', priceFen: 3290, marketPriceFen: null, tiers: [], picture: null },
      {
        code: 'A1-2',
        priceFen: 5980,
        marketPriceFen: 6900,
        weightGrams: 5200,
        barcode: '6900001001003',
        picture: { url: '/media/demo/apple-1' },
        tiers: [
          { minQuantity: 3, priceFen: 5500 },
          { minQuantity: 10, priceFen: 5050 },
        ],
      },
    ],
  })
  const [event] = await countedEvents()
  expect(event?.payload.lines.map((line: { quantity: number }) => line.quantity)).toEqual([20, 20])
})

test('a wrong spreadsheet is told row by row and imports nothing by half', async () => {
  const book = good()
  book.products.push(
    { ...apple(), 商品编码: 'B1', 商品标题: 'x', 类目: '食品生鲜/没有', 图片: '没有这张', 状态: '卖' },
    { ...apple(), 商品编码: 'A1' },
  )
  book.skus.push(
    { 商品编码: 'B1', 规格编码: 'B1-1', 规格值1: '5斤', 规格值2: '', 售价: '很贵' },
    { 商品编码: 'C9', 规格编码: 'A1-1', 售价: 1.999 },
    sku('A1-3', '5斤', { 划线价: 10 }),
  )
  const report = await submit(book)
  expect(report).toMatchObject({ applied: false, created: 0 })
  const told = report.problems.map((problem: { sheet: string; row: number; column: string; code: string }) =>
    [problem.sheet, problem.row, problem.column, problem.code].join(' '),
  )
  expect(told.sort()).toEqual(
    [
      '商品 3 类目 category_not_found',
      '商品 3 图片 picture_not_found',
      '商品 3 状态 state_unknown',
      '商品 4 商品编码 product_twice',
      '规格 4 规格值2 required',
      '规格 4 售价 not_a_price',
      '规格 5 商品编码 sku_without_product',
      '规格 5 规格编码 sku_twice',
      '规格 5 售价 price_too_fine',
      '规格 6 划线价 market_price_too_low',
      '规格 6 规格值1 sku_options_wrong',
    ].sort(),
  )
  expect(await list()).toEqual([])
})

test('the report speaks the language of its reader', async () => {
  const book = good()
  book.skus[0] = sku('A1-1', '5斤', { 售价: '免费' })
  expect((await submit(book)).problems[0]).toMatchObject({
    sheet: '规格',
    row: 2,
    column: '售价',
    value: '免费',
    code: 'not_a_price',
    message: '不是金额，应如 32.9',
  })
  expect((await submit(book, { lang: 'en' })).problems[0].message).toBe('This is not a price; write 32.9 or the like.')
})

test('the same file again changes nothing: the same products, SKUs and ids, and the same count', async () => {
  const bytes = await workbook(good())
  await upload(bytes)
  const before = await whole()
  expect((await upload(bytes)).body).toMatchObject({ applied: true, created: 0, updated: 1 })
  const after = await whole()
  expect(after).toEqual({ ...before, version: after.version, updatedAt: after.updatedAt })
  const ids = new Set((await countedEvents()).map((event) => event.payload.importId))
  expect(ids.size).toBe(1)
})

test('an export imports again as it was', async () => {
  const book = good()
  Object.assign(book.products[0] ?? {}, {
    属性: '说明=含\\;和\\=',
    商品详情: '<p>脆<strong>甜</strong></p>',
    定时下架: '2099-12-31 23:59',
    副标题: '高原',
  })
  await submit(book)
  const before = await whole()
  expect(before.offSaleAt).toBe('2099-12-31T15:59:00.000Z')
  expect(before.attributes).toEqual([{ name: '说明', value: '含;和=' }])
  expect((await upload(await spreadsheetOf())).body).toMatchObject({ applied: true, created: 0, updated: 1, problems: [] })
  const after = await whole()
  expect(after).toEqual({ ...before, version: after.version, updatedAt: after.updatedAt })
  expect(await countedEvents()).toHaveLength(1)
})

test('a dry run finds what the database would refuse and changes nothing', async () => {
  await submit(good())
  const book = good()
  Object.assign(book.products[0] ?? {}, { 商品编码: 'B1' })
  book.skus = book.skus.map((line) => ({ ...line, 商品编码: 'B1' }))
  expect(await submit(book, { dryRun: true })).toMatchObject({
    applied: false,
    problems: [{ sheet: '规格', column: '规格编码', code: 'sku_code_taken' }],
  })
  expect(await submit(book, { dryRun: true })).toMatchObject({ products: 1, skus: 2, created: 0, updated: 0 })
  expect(await submit(good(), { dryRun: true })).toMatchObject({ applied: false, products: 1, skus: 2, updated: 1, problems: [] })
  expect((await list()).map((product) => product.code)).toEqual(['A1'])
  expect((await whole()).version).toBe(1)
})

test('codes of another shop do not matter, and its products stay as they are', async () => {
  await submit(good())
  const other = newId()
  const book = good()
  Object.assign(book.products[0] ?? {}, { 图片: '/media/demo/apple-0', 商品标题: '另一家的苹果' })
  book.skus[1] = sku('A1-2', '10斤')
  expect(await submit(book, { shop: other })).toMatchObject({ applied: true, created: 1 })
  expect((await list())[0]?.title).toBe('昭通冰糖心苹果')
  expect((await list(other))[0]?.title).toBe('另一家的苹果')
})

test('formulas count as their results, and text is read however it was formatted', async () => {
  const book = good()
  book.products[0] = {
    ...apple(),
    商品标题: { richText: [{ text: '昭通' }, { text: '苹果' }] },
    图片: { text: '苹果-正面', hyperlink: 'https://example.com' },
  }
  book.skus = [sku('A1-1', '5斤', { 售价: { formula: '30+2.9', result: 32.900000000000006 }, 库存: { formula: 'SUM(A1)', result: 7 } })]
  expect(await submit(book)).toMatchObject({ applied: true })
  expect(await whole()).toMatchObject({ title: '昭通苹果', skus: [{ priceFen: 3290 }] })
  book.skus = [sku('A1-1', '5斤', { 售价: { formula: '1/0' } }), sku('A1-2', '10斤', { 售价: { error: '#REF!' } })]
  expect((await submit(book)).problems.map((problem: { code: string }) => problem.code)).toEqual(['formula_without_value', 'cell_error'])
})

test('columns may stand in any order, hints are skipped, and a column that is missing or unknown is told', async () => {
  const shuffled = await workbook(good(), (book) => {
    const sheet = book.getWorksheet(SKU_SHEET)
    sheet?.insertRow(2, ['※ 必填'])
    sheet?.spliceColumns(1, 0, [null, null])
    sheet?.spliceColumns(1, 1)
  })
  expect((await upload(shuffled)).body).toMatchObject({ applied: true, skus: 2 })
  const broken = await workbook(good(), (book) => {
    const sheet = book.getWorksheet(SKU_SHEET)
    if (sheet) sheet.getRow(1).getCell(8).value = '价钱'
  })
  expect((await upload(broken)).body.problems.map(({ column, code }: { column: string; code: string }) => `${column} ${code}`)).toEqual([
    '价钱 column_unknown',
    '售价 column_missing',
  ])
  const lonely = await workbook(good(), (book) => book.removeWorksheet(SKU_SHEET))
  expect((await upload(lonely)).body.problems[0]).toMatchObject({ code: 'sheet_missing', value: '规格' })
})

test('what is no spreadsheet is refused, and so is a small file that unpacks to a huge one', async () => {
  expect(await upload(new Uint8Array(Buffer.from('商品编码,商品标题')))).toMatchObject({
    status: 400,
    body: { error: { code: 'spreadsheet_unreadable' } },
  })
  const whole = await workbook(good())
  expect(await upload(whole.slice(0, whole.length - 100))).toMatchObject({
    status: 400,
    body: { error: { code: 'spreadsheet_unreadable' } },
  })
  const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(101 * 1024 * 1024))
  expect(bomb.length).toBeLessThan(1024 * 1024)
  expect(await upload(bomb)).toMatchObject({ status: 413, body: { error: { code: 'file_too_large' } } })
})

test('the template can be imported once it is filled, and is told to be empty before', async () => {
  const bytes = new Uint8Array(
    await (
      await fetch(`${server.url}/api/admin/products/import-template.xlsx`, { headers: { authorization: `Bearer ${staffToken(shopId)}` } })
    ).arrayBuffer(),
  )
  expect((await upload(bytes)).body).toMatchObject({ applied: false, problems: [{ code: 'sheet_empty' }] })
})

/** An archive with one deflated entry that lies about its size. */
function zipOf(name: string, content: Buffer): Uint8Array {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(10, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(10, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return new Uint8Array(Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]))
}

test('a brand that is not there yet comes with the platform’s spreadsheet, once however it is written, and not with a dry run', async () => {
  const two: Book = {
    products: [
      { ...apple(), 品牌: 'Orchard 七号' },
      { ...apple(), 商品编码: 'A2', 品牌: 'ORCHARD 七号' },
    ],
    skus: [...good().skus, sku('A2-1', '5斤', { 商品编码: 'A2' })],
  }
  const brands = async () => (await server.admin(staffToken(shopId)).listBrands({ search: '七号' })).items
  expect(await submit(two, { dryRun: true })).toMatchObject({ applied: false, problems: [], products: 2 })
  expect(await brands()).toEqual([])
  expect(await submit(two)).toMatchObject({ applied: true })
  expect(await brands()).toMatchObject([{ used: 2 }])
  expect(await submit(two)).toMatchObject({ applied: true, updated: 2 })
  expect(await brands()).toHaveLength(1)
})

test('a brand that is not there is a fault in another shop’s spreadsheet; one that is, is taken', async () => {
  const token = sellerToken(shopId)
  const strange = { ...good(), products: [{ ...apple(), 品牌: '谁也不认识' }] }
  expect((await submit(strange, { token })).problems).toMatchObject([{ column: '品牌', value: '谁也不认识', code: 'brand_not_found' }])
  await server.admin(staffToken(shopId)).createBrand({ name: '人人认识' })
  expect(await submit({ ...good(), products: [{ ...apple(), 品牌: '人人认识' }] }, { token })).toMatchObject({ applied: true })
  expect(await whole()).toMatchObject({ brand: '人人认识' })
  expect(await submit({ ...good(), products: [{ ...apple(), 品牌: '长'.repeat(41) }] })).toMatchObject({
    problems: [{ column: '品牌', code: 'too_long' }],
  })
})
