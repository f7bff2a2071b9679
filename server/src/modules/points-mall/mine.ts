import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { PointsMall } from './context.ts'
import type { listMyExchanges, MallExchange } from './contract.ts'
import { exchangePage, type ExchangeRow, myExchanges } from './queries/exchanges.ts'
import { adminItem } from './items.ts'

export const exchangeView = (row: ExchangeRow): z.input<typeof MallExchange> => ({
  id: row.id,
  itemId: row.itemId,
  kind: row.kind,
  title: row.title,
  quantity: row.quantity,
  points: row.points,
  cashFen: row.cashFen,
  returned: row.returned,
  state: row.state,
  why: row.why,
  orderId: row.kind === 'goods' ? row.id : null,
  createdAt: row.createdAt.toISOString(),
})

export async function mine(mall: PointsMall, shopperId: string, query: z.output<typeof listMyExchanges.query>) {
  if (query.cursor && !/^[0-9a-f-]{36}$/.test(query.cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const rows = await myExchanges(mall.db, { shopperId, before: query.cursor, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map(exchangeView)
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}

/** Throws `mall_item_not_found`. */
export async function exchangesOf(mall: PointsMall, key: { id: string; shopId: string }, query: { page: number; pageSize: number }) {
  await adminItem(mall, key)
  const { items, total } = await exchangePage(mall.db, key.id, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
  const people = await mall.shopper.find({ ids: [...new Set(items.map((row) => row.shopperId))] })
  const names = new Map(people.items.map((one) => [one.id, one.nickname]))
  return {
    items: items.map((row) => ({ ...exchangeView(row), shopperId: row.shopperId, shopperName: names.get(row.shopperId) ?? '' })),
    total,
  }
}
