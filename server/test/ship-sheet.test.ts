import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
let buyer: TestShopper
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  buyer = await world.newShopper()
})
afterAll(() => world.close())

const paid = async (of: TestShop = shop) => {
  const {
    skuIds: [skuId = ''],
  } = await world.newProduct(of, [9])
  const checkout = await world.place(buyer, [{ skuId, quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const [order] = checkout.orders
  return { id: order?.id ?? '', number: order?.number ?? '' }
}
const sheet = async (rows: readonly string[][]): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  const page = book.addWorksheet('发货')
  page.addRows([['订单号', '快递公司', '运单号'], ...rows])
  return new Uint8Array(await book.xlsx.writeBuffer())
}
const upload = (bytes: Uint8Array) => shop.owner.importShipments({ file: { name: 'ship.xlsx', bytes } })
const bytesOf = async (path: string): Promise<{ status: number; bytes: Buffer }> => {
  const reply = await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${shop.tokens.owner}` } })
  return { status: reply.status, bytes: Buffer.from(await reply.arrayBuffer()) }
}

test('each row ships its order wholly or not at all, faulty rows leave the others alone, and the same file again ships nothing twice', async () => {
  const [one, two] = [await paid(), await paid()]
  const foreign = await paid(await world.newShop('别家'))
  const bytes = await sheet([
    [one.number, '顺丰速运', 'SF1234567890001'],
    [two.number, '不存在快递', 'SF1234567890002'],
    [two.number, 'SF', '=1+1'],
    [foreign.number, 'SF', 'SF1234567890003'],
    ['', '', ''],
    [two.number, 'SF', 'SF1234567890004'],
  ])
  const report = await upload(bytes)
  expect(report).toMatchObject({ shipped: 2, repeated: 0, failed: 3 })
  expect(report.rows.map((row) => [row.row, row.code])).toEqual([
    [2, ''],
    [3, 'sheet_carrier_unknown'],
    [4, 'sheet_tracking_wrong'],
    [5, 'order_not_found'],
    [7, ''],
  ])
  expect(report.rows.every((row) => row.result !== 'failed' || row.message !== '')).toBe(true)
  const both = await Promise.all([upload(bytes), upload(bytes)])
  expect(both).toMatchObject([
    { shipped: 0, repeated: 2 },
    { shipped: 0, repeated: 2 },
  ])
  await world.settle()
  expect((await shop.owner.getAdminOrder({ id: one.id })).parcels).toMatchObject([{ number: 'SF1234567890001' }])
  expect(await world.doctor()).toEqual([])
})

test('a file that is no spreadsheet is refused, and nothing happens', async () => {
  await expect(upload(new TextEncoder().encode('not a spreadsheet'))).rejects.toMatchObject({ code: 'spreadsheet_unreadable' })
})

test('the template names the orders that wait; pick list and delivery notes are PDFs of own orders only', async () => {
  const order = await paid()
  const template = await bytesOf('/api/admin/order-shipments/template.xlsx')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(template.bytes).buffer)
  expect(book.worksheets[0]?.getColumn(1).values).toContain(order.number)
  for (const name of ['order-pick-list', 'order-delivery-notes']) {
    const { status, bytes } = await bytesOf(`/api/admin/${name}.pdf?ids=${order.id}`)
    expect(status).toBe(200)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  }
  const foreign = await paid(await world.newShop('别家'))
  expect((await bytesOf(`/api/admin/order-pick-list.pdf?ids=${foreign.id}`)).status).toBe(404)
})
