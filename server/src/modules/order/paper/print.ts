import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { AppError } from '../../../kernel/errors.ts'
import type { RawReply } from '../../../kernel/http.ts'
import { yuan } from '../../../kernel/money.ts'
import { pdf } from '../../../kernel/pdf.ts'
import type { Orders } from '../context.ts'
import { orderOfShop, type OrderRecord } from '../queries/read.ts'
import { leftToShip } from '../queries/ship.ts'
import { linesByOrder } from '../view.ts'

type Line = NonNullable<ReturnType<Awaited<ReturnType<typeof linesByOrder>>['get']>>[number]
interface Paper {
  order: OrderRecord
  lines: Line[]
}

async function papers(orders: Orders, shopId: string, ids: readonly string[]): Promise<Paper[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => orderOfShop(orders.db, shopId, id)))
  const own = found.filter((order) => order !== undefined)
  if (own.length < found.length) throw new AppError('not_found', 'order_not_found')
  const lines = await linesByOrder(
    orders,
    own.map((order) => order.id),
  )
  return own.map((order) => ({ order, lines: lines.get(order.id) ?? [] }))
}

const inChina = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const reply = async (document: TDocumentDefinitions, name: string): Promise<RawReply> => ({
  headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"` },
  body: await pdf(document),
})

/** What to take from the shelves for these orders: pieces that are neither shipped nor refunded, summed by SKU. */
export async function pickList(orders: Orders, shopId: string, ids: readonly string[]): Promise<RawReply> {
  const all = await papers(orders, shopId, ids)
  const toShip = await leftToShip(
    orders.db,
    all.map(({ order }) => order.id),
  )
  const sums = new Map<string, { line: Line; pieces: number; numbers: string[] }>()
  for (const { order, lines } of all) {
    for (const line of lines) {
      const left = toShip.get(line.id) ?? 0
      if (left <= 0) continue
      const sum = sums.get(line.skuId) ?? { line, pieces: 0, numbers: [] }
      sums.set(line.skuId, { line, pieces: sum.pieces + left, numbers: [...sum.numbers, `${order.number}×${left}`] })
    }
  }
  const rows = [...sums.values()].toSorted((a, b) => a.line.title.localeCompare(b.line.title, 'zh-CN'))
  const pieces = rows.reduce((sum, row) => sum + row.pieces, 0)
  return reply(
    {
      content: [
        { text: '拣货单', fontSize: 16, bold: true, margin: [0, 0, 0, 4] },
        { text: `${inChina(orders.now())}　订单 ${all.length} 笔，共 ${pieces} 件`, margin: [0, 0, 0, 10] },
        {
          table: {
            headerRows: 1,
            widths: ['*', 90, 36, 150, 30],
            body: [
              ['商品', '规格', '数量', '订单', '已拣'],
              ...rows.map(({ line, pieces: count, numbers }) => [
                line.title,
                line.options.join(' / '),
                String(count),
                numbers.join('，'),
                box(),
              ]),
            ],
          },
          layout: 'lightHorizontalLines',
        },
      ],
    },
    'pick-list.pdf',
  )
}

/** A delivery note for each order, a page each: what lies in the parcel and for whom. */
export async function deliveryNotes(orders: Orders, shopId: string, ids: readonly string[]): Promise<RawReply> {
  const all = await papers(orders, shopId, ids)
  return reply({ content: all.flatMap((paper, index) => note(paper, index > 0)) }, 'delivery-notes.pdf')
}

/** To be ticked with a pen; drawn, because the typeface has no such sign. */
const box = (): Content => ({ canvas: [{ type: 'rect', x: 8, y: 2, w: 9, h: 9, lineWidth: 0.7 }] })

function note({ order, lines }: Paper, newPage: boolean): Content[] {
  const { name, phone, province, city, district, detail } = order.address
  const where = `${province}${city === province ? '' : city}${district}${detail}`
  return [
    {
      text: `${order.shopName} 发货单`,
      fontSize: 16,
      bold: true,
      margin: [0, 0, 0, 6],
      ...(newPage ? { pageBreak: 'before' as const } : {}),
    },
    { text: `订单号 ${order.number}　下单时间 ${inChina(order.placedAt)}`, margin: [0, 0, 0, 4] },
    { text: `收货人 ${name} ${phone}`, margin: [0, 0, 0, 4] },
    { text: `地址 ${where}`, margin: [0, 0, 0, 8] },
    {
      table: {
        headerRows: 1,
        widths: ['*', 110, 50, 36, 60],
        body: [
          ['商品', '规格', '单价', '数量', '优惠后小计'],
          ...lines.map((line) => [
            [line.title, ...line.answers.map((answer) => `${answer.label}：${answer.value}`)].join('\n'),
            line.options.join(' / '),
            yuan(line.unitPriceFen),
            String(line.quantity - line.refunded),
            yuan(line.payableFen),
          ]),
        ],
      },
      layout: 'lightHorizontalLines',
    },
    {
      text: `运费 ${yuan(order.freightFen - order.freightDiscountFen)}　${order.onDelivery && !order.paidAt ? '货到付款 应收' : '实付'} ${yuan(order.payableFen)}`,
      alignment: 'right',
      bold: true,
      margin: [0, 8, 0, 4],
    },
    ...(order.note ? [{ text: `买家留言：${order.note}` }] : []),
  ]
}
