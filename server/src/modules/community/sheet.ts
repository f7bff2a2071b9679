import ExcelJS from 'exceljs'
import type { RawReply } from '../../kernel/http.ts'
import { mine } from './batches.ts'
import type { Community } from './context.ts'
import { leaderOf, type LeaderRow } from './queries/leaders.ts'
import { sheetRows } from './queries/places.ts'
import { namesOf } from './view.ts'

interface Row {
  leaderId: string
  orderId: string
  goods: string
  skuId: string
  quantity: number
}

/** One page with what to pick for each leader, and one page per leader with to whom it goes. */
export async function sheet(
  community: Community,
  shopId: string,
  { id, leaderId }: { id: string; leaderId?: string | undefined },
): Promise<RawReply> {
  const batch = await mine(community, shopId, id)
  const places = await sheetRows(community.db, id, leaderId)
  const skus = await namesOf(
    community,
    places.map((place) => place.skuId),
  )
  const rows = places.map((place): Row => {
    const sku = skus.get(place.skuId)
    const goods = [sku?.title ?? place.skuId, ...(sku?.options ?? [])].join(' ')
    return { leaderId: place.leaderId, orderId: place.key, goods, skuId: place.skuId, quantity: place.quantity - place.refunded }
  })
  const book = new ExcelJS.Workbook()
  const leaders = await leadersOf(
    community,
    rows.map((row) => row.leaderId),
  )
  sums(book, { title: `${batch.title} ${batch.deliveryDay}`, rows, leaders })
  for (const [at, leader] of leaders.entries()) {
    const own = rows.filter((row) => row.leaderId === leader.id)
    await handouts(community, book, { name: pageName(leader, at), leader, rows: own })
  }
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="community.xlsx"',
    },
    body: Buffer.from(await book.xlsx.writeBuffer()),
  }
}

async function leadersOf(community: Community, ids: readonly string[]): Promise<LeaderRow[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => leaderOf(community.db, { id })))
  return found.filter((one) => one !== undefined)
}

/** A spreadsheet's page has no more than 31 characters, none of them one of these. */
const pageName = ({ pointName }: LeaderRow, at: number): string => `${at + 1} ${pointName.replaceAll(/[\\/*?:[\]]/g, ' ')}`.slice(0, 31)

/** What begins like a formula is text. */
const plain = (value: string): string => (/^[=+\-@]/.test(value) ? `'${value}` : value)

function sums(
  book: ExcelJS.Workbook,
  { title, rows, leaders }: { title: string; rows: readonly Row[]; leaders: readonly LeaderRow[] },
): void {
  const page = book.addWorksheet('配货汇总', { views: [{ state: 'frozen', ySplit: 2 }] })
  page.addRow([plain(title)])
  page.addRow(['自提点', '团长', '电话', '地址', '商品', '件数'])
  page.columns.forEach((column, at) => Object.assign(column, { width: [20, 12, 16, 36, 40, 8][at] }))
  for (const leader of leaders) {
    const byGoods = new Map<string, number>()
    for (const row of rows) if (row.leaderId === leader.id) byGoods.set(row.goods, (byGoods.get(row.goods) ?? 0) + row.quantity)
    for (const [goods, quantity] of byGoods)
      page.addRow([plain(leader.pointName), plain(leader.name), leader.phone, plain(leader.address), plain(goods), quantity])
  }
}

async function handouts(
  community: Community,
  book: ExcelJS.Workbook,
  { name, leader, rows }: { name: string; leader: LeaderRow; rows: readonly Row[] },
): Promise<void> {
  const orders = new Map<string, { number: string; name: string; phone: string }>()
  for (let from = 0; from < rows.length; from += 200) {
    const { items } = await community.order.refundable({ orderIds: rows.slice(from, from + 200).map((row) => row.orderId) })
    for (const { id, number, address } of items) orders.set(id, { number, name: address.name, phone: address.phone })
  }
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 2 }] })
  page.addRow([plain(`${leader.pointName} · ${leader.name} ${leader.phone} · ${leader.address}`)])
  page.addRow(['取货人', '电话尾号', '商品', '件数', '订单号', '签收'])
  page.columns.forEach((column, at) => Object.assign(column, { width: [12, 10, 40, 8, 24, 16][at] }))
  for (const row of rows) {
    const order = orders.get(row.orderId)
    page.addRow([plain(order?.name ?? ''), order?.phone.slice(-4) ?? '', plain(row.goods), row.quantity, order?.number ?? '', ''])
  }
}
