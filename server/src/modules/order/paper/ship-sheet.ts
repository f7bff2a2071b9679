import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import type { RawReply } from '../../../kernel/http.ts'
import { createSay, type Lang } from '../../../kernel/messages.ts'
import type { Orders } from '../context.ts'
import type { ShipSheetReport } from '../contract-paper.ts'
import type { OrderLine } from '../contract-shop.ts'
import { messages } from '../messages.ts'
import { idByNumber, shopPage } from '../queries/read.ts'
import { findShipment } from '../queries/ship.ts'
import { type Clerk, ship } from '../ship.ts'
import { linesByOrder } from '../view.ts'
import { inflatedBytes } from './zip.ts'

const MOST_ROWS = 1000
const MOST_BYTES = 30_000_000
const say = createSay([messages])
const headers = ['订单号', '快递公司', '运单号', '收货人', '商品']

type Report = z.input<typeof ShipSheetReport>
interface Row {
  row: number
  number: string
  carrier: string
  tracking: string
}

/** The orders that wait to be shipped as a spreadsheet to fill in, with the shop's carriers beside. */
export async function shipTemplate(orders: Orders, shopId: string): Promise<RawReply> {
  const [{ rows }, carriers] = await Promise.all([
    shopPage(orders.db, { shopId, tab: 'to_ship' }, { limit: MOST_ROWS, offset: 0 }),
    orders.shipping.carriers({ shopId }),
  ])
  const lines = await linesByOrder(
    orders,
    rows.map((row) => row.id),
  )
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('发货', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = headers.map((header) => ({ header, width: header === '商品' ? 60 : 22 }))
  for (const { id, number, address } of rows) sheet.addRow([number, '', '', plain(address.name), plain(goodsOf(lines.get(id) ?? []))])
  sheet.getColumn(1).numFmt = '@'
  sheet.getColumn(3).numFmt = '@'
  const names = book.addWorksheet('快递公司')
  names.columns = [
    { header: '名称', width: 20 },
    { header: '编码', width: 14 },
  ]
  for (const { name, code } of carriers.items) names.addRow([name, code])
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="shipments.xlsx"',
    },
    body: Buffer.from(await book.xlsx.writeBuffer()),
  }
}

/** What is still to be sent, as the packer reads it. */
function goodsOf(lines: readonly z.input<typeof OrderLine>[]): string {
  return lines
    .map((line) => ({ ...line, left: line.quantity - line.shipped - line.refunded }))
    .filter((line) => line.delivery === 'parcel' && line.left > 0)
    .map((line) => [line.title, ...(line.options.length > 0 ? [`（${line.options.join('/')}）`] : []), ` ×${line.left}`].join(''))
    .join('；')
}

/** What shoppers wrote must not become a formula in the merchant's spreadsheet program. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/**
 * Ships what a spreadsheet says, row by row: a row is wholly done or not at all, and one that fails leaves the others alone. The key of a
 * row is made of what it says, so that the same file again, or two at once, ship nothing twice.
 */
export async function shipBySheet(orders: Orders, clerk: Clerk, { bytes, lang }: { bytes: Buffer; lang: Lang }): Promise<Report> {
  const rows = await read(bytes)
  const { items } = await orders.shipping.carriers({ shopId: clerk.shopId })
  const codes = new Map(items.flatMap(({ code, name }) => [[name, code] as const, [code.toUpperCase(), code] as const]))
  const report: Report = { shipped: 0, repeated: 0, failed: 0, rows: [] }
  for (const row of rows) {
    const carrierCode = codes.get(row.carrier) ?? codes.get(row.carrier.toUpperCase())
    const done = await shipRow(orders, clerk, { ...row, carrierCode })
    report[done.result] += 1
    const message = done.code === '' ? '' : say(lang, { kind: 'conflict', code: done.code, detail: {} })
    report.rows.push({ row: row.row, number: row.number, ...done, message })
  }
  return report
}

type Outcome = Pick<Report['rows'][number], 'result' | 'code'>

async function shipRow(orders: Orders, clerk: Clerk, row: Row & { carrierCode: string | undefined }): Promise<Outcome> {
  const failed = (code: string): Outcome => ({ result: 'failed', code })
  if (!row.carrierCode) return failed('sheet_carrier_unknown')
  if (!/^[A-Za-z0-9-]{6,32}$/.test(row.tracking)) return failed('sheet_tracking_wrong')
  const orderId = await idByNumber(orders.db, clerk.shopId, row.number)
  if (!orderId) return failed('order_not_found')
  const requestId = createHash('sha256').update(`${row.carrierCode} ${row.tracking}`).digest('hex').slice(0, 40)
  const before = await findShipment(orders.db, `${orderId}:${requestId}`)
  try {
    await ship(orders, clerk, { orderId, requestId, carrierCode: row.carrierCode, trackingNumber: row.tracking, despiteAfterSales: false })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return failed(error.code)
  }
  return { result: before === undefined ? 'shipped' : 'repeated', code: '' }
}

async function read(bytes: Buffer): Promise<Row[]> {
  if (inflatedBytes(bytes) > MOST_BYTES) throw new AppError('invalid', 'spreadsheet_unreadable')
  const book = new ExcelJS.Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer)
  } catch {
    // Whatever a broken file does to the reader, the person is told that it cannot be read.
    throw new AppError('invalid', 'spreadsheet_unreadable')
  }
  const sheet = book.worksheets[0]
  if (!sheet) throw new AppError('invalid', 'spreadsheet_unreadable')
  const rows: Row[] = []
  sheet.eachRow((row, index) => {
    const text = (column: number): string => row.getCell(column).text.trim().slice(0, 100)
    // Rows without a carrier and a number are those nobody has filled in.
    if (index > 1 && (text(2) !== '' || text(3) !== ''))
      rows.push({ row: index, number: text(1), carrier: text(2), tracking: text(3).replaceAll(/\s/g, '') })
  })
  if (rows.length > MOST_ROWS) throw new AppError('invalid', 'spreadsheet_too_long', { most: MOST_ROWS })
  return rows
}
