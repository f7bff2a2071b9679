import ExcelJS from 'exceljs'
import type { z } from 'zod'
import type { RawReply } from '../../kernel/http.ts'
import type { Orders } from './context.ts'
import type { exportOrders } from './contract.ts'
import { shopPage } from './queries/read.ts'
import { linesByOrder } from './view.ts'

/** More rows than this are not exported at once: choose a shorter time. */
const MOST = 10_000

const stateNames: Record<string, string> = {
  pending_payment: '待付款',
  accepted: '待发货（货到付款）',
  paid: '待发货',
  preparing: '备货中',
  partly_shipped: '部分发货',
  shipped: '已发货',
  received: '已收货',
  completed: '已完成',
  cancelled: '已取消',
  closed: '已关闭',
  refunding: '退款中',
  refunded: '已退款',
}

const columns = [
  '订单号',
  '状态',
  '下单时间',
  '付款时间',
  '收货人',
  '电话',
  '地址',
  '商品',
  '规格',
  '单价',
  '数量',
  '优惠',
  '实付',
  '订单运费',
  '订单实付',
  '买家留言',
]

/** The orders of a filter as a spreadsheet, one row a line, amounts in yuan. */
export async function exportSheet(orders: Orders, shopId: string, filter: z.output<typeof exportOrders.query>): Promise<RawReply> {
  const { rows } = await shopPage(orders.db, { ...filter, shopId }, { limit: MOST, offset: 0 })
  const lines = await linesByOrder(
    orders,
    rows.map((row) => row.id),
  )
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('订单', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map((header) => ({ header, width: header === '商品' || header === '地址' ? 40 : 14 }))
  for (const row of rows) {
    for (const line of lines.get(row.id) ?? []) sheet.addRow(cells(row, line).map(plain))
  }
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="orders.xlsx"',
    },
    body: Buffer.from(await book.xlsx.writeBuffer()),
  }
}

type Row = Awaited<ReturnType<typeof shopPage>>['rows'][number]
type Line = NonNullable<ReturnType<Awaited<ReturnType<typeof linesByOrder>>['get']>>[number]

function cells(row: Row, line: Line): (string | number)[] {
  const { address } = row
  return [
    row.number,
    stateNames[row.state] ?? row.state,
    inChina(row.placedAt),
    row.paidAt ? inChina(row.paidAt) : '',
    address.name,
    address.phone,
    `${address.province}${address.city}${address.district}${address.detail}`,
    line.title,
    line.options.join(' / '),
    line.unitPriceFen / 100,
    line.quantity,
    line.discountFen / 100,
    line.payableFen / 100,
    (row.freightFen - row.freightDiscountFen) / 100,
    row.payableFen / 100,
    row.note,
  ]
}

/** What shoppers wrote must not become a formula in the merchant's spreadsheet program. */
const plain = (value: string | number): string | number => (typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value)

const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
