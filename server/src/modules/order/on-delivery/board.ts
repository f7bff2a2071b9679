import type { z } from 'zod'
import { dayOf, startOfDay } from '../../../kernel/clock.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Orders } from '../context.ts'
import type { Collection, listCollections } from '../contract.ts'
import { boardPage, boardRow, boardSums } from '../queries/on-delivery.ts'
import type { AddressRow } from '../queries/read.ts'

type Row = NonNullable<Awaited<ReturnType<typeof boardRow>>>

/** What is to be taken at the door, and what became of it. */
export async function board(
  orders: Orders,
  shopId: string,
  query: z.output<typeof listCollections.query>,
): Promise<z.input<typeof listCollections.reply>> {
  const now = orders.now()
  const page = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize }
  const [{ rows, total }, sums] = await Promise.all([
    boardPage(orders.db, { shopId, tab: query.tab, search: query.search, now }, page),
    boardSums(orders.db, shopId, now, startOfDay(dayOf(now))),
  ])
  const items = await Promise.all(rows.map((row) => view(orders, row)))
  return { items, total, ...sums }
}

export async function one(orders: Orders, orderId: string): Promise<z.input<typeof Collection>> {
  const row = await boardRow(orders.db, orderId, orders.now())
  if (!row) throw new AppError('conflict', 'not_on_delivery', { orderId })
  return view(orders, row)
}

async function view(orders: Orders, row: Row): Promise<z.input<typeof Collection>> {
  const { address: raw, orderState, promisedAt, shippedAt, endedAt, ...rest } = row
  const address = raw as AddressRow // written by insertOrder only
  const inHouse = orderState === 'accepted' || orderState === 'preparing'
  const handed = row.state === 'due' && inHouse && (await orders.shipping.delivery({ orderId: row.orderId })).delivery !== null
  return {
    ...rest,
    receiver: address.name,
    phone: address.phone,
    address: [...new Set([address.province, address.city, address.district])].join('') + address.detail,
    promisedAt: promisedAt.toISOString(),
    shippedAt: shippedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    collectable: row.state === 'due' && (orderState === 'shipped' || handed),
  }
}
