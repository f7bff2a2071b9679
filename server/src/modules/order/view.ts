import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { countOrders, listOrders, Order, OrderLine, OrderRow } from './contract.ts'
import { giftOf } from './queries/ways.ts'
import { hideFriend } from './ways/hide-friend.ts'
import { changesOf } from './queries/changes.ts'
import { linesOf, orderOfShopper, type OrderRecord, shopperCounts, shopperPage, stepsOf } from './queries/read.ts'

type Line = z.input<typeof OrderLine>
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** Lines of many orders, by order. The JSON columns were written by `insertOrder`, which took them from a parsed quote. */
export async function linesByOrder(orders: Orders, orderIds: readonly string[]): Promise<Map<string, Line[]>> {
  const found = new Map<string, Line[]>()
  for (const { orderId, options, picture, promises, attributes, discounts, answers, ...line } of await linesOf(orders.db, orderIds)) {
    const whole: Line = {
      ...line,
      options: options as string[],
      picture: picture as Line['picture'],
      promises: promises as Line['promises'],
      attributes: attributes as Line['attributes'],
      discounts: discounts as Line['discounts'],
      answers: answers as Line['answers'],
    }
    found.set(orderId, [...(found.get(orderId) ?? []), whole])
  }
  return found
}

export function rowOf(order: OrderRecord, lines: Line[]): z.input<typeof OrderRow> {
  const { address: _address, revision: _revision, shopperId: _shopper, remindedAt: _reminded, flag: _flag, collection, ...rest } = order
  return {
    ...rest,
    lines,
    placedAt: order.placedAt.toISOString(),
    payBefore: iso(order.payBefore),
    paidAt: iso(order.paidAt),
    shippedAt: iso(order.shippedAt),
    receivedAt: iso(order.receivedAt),
    autoReceiveAt: iso(order.autoReceiveAt),
    endedAt: iso(order.endedAt),
    onDelivery: collection && { ...collection, endedAt: collection.endedAt && new Date(collection.endedAt).toISOString() },
  }
}

/** One order with its steps and parcels. */
export async function whole(orders: Orders, order: OrderRecord): Promise<z.input<typeof Order>> {
  const [lines, steps, changes, gift, { items: parcels }] = await Promise.all([
    linesByOrder(orders, [order.id]),
    stepsOf(orders.db, order.id),
    changesOf(orders.db, order.id),
    giftOf(orders.db, order.id),
    orders.shipping.parcels({ orderIds: [order.id] }),
  ])
  type Step = z.input<typeof Order>['steps'][number]
  return {
    ...rowOf(order, lines.get(order.id) ?? []),
    address: order.address,
    // The CHECKs on the columns admit nothing else.
    steps: steps.map((step) => ({
      ...step,
      from: step.from as Step['from'],
      to: step.to as Step['to'],
      actor: step.actor,
      at: step.at.toISOString(),
    })),
    changes: changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() })),
    isGift: gift !== undefined,
    moneyBack: await moneyBack(orders, order),
    parcels,
  }
}

/** What came for an order that was closed by then; whole, as it came, also for others of its checkout. */
async function moneyBack(orders: Orders, { state, checkoutId }: OrderRecord): Promise<z.input<typeof Order>['moneyBack']> {
  if (state !== 'cancelled' && state !== 'closed') return null
  const [payment] = (await orders.payment.find({ subjects: [checkoutId] })).items
  const back = payment?.refunds.filter((refund) => refund.orderId === null && refund.state !== 'failed') ?? []
  const last = back.at(-1)
  if (!last) return null
  const amountFen = back.reduce((sum, one) => sum + one.amountFen, 0)
  return { amountFen, arrived: back.every((one) => one.state === 'succeeded'), at: last.doneAt ?? last.createdAt }
}

export async function own(orders: Orders, shopperId: string, orderId: string): Promise<OrderRecord> {
  const order = await orderOfShopper(orders.db, shopperId, orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  return order
}

export async function shopperOrder(orders: Orders, shopperId: string, orderId: string): Promise<z.input<typeof Order>> {
  return hideFriend(orders, await whole(orders, await own(orders, shopperId, orderId)))
}

/** The shopper's orders, newest first. */
export async function shopperOrders(
  orders: Orders,
  shopperId: string,
  query: z.output<typeof listOrders.query>,
): Promise<z.input<typeof listOrders.reply>> {
  const before = query.cursor ? parseCursor(query.cursor) : undefined
  const rows = await shopperPage(orders.db, { shopperId, tab: query.tab, search: query.search, before, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const lines = await linesByOrder(
    orders,
    shown.map((row) => row.id),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((row) => rowOf(row, lines.get(row.id) ?? [])),
    nextCursor: rows.length > query.limit && last ? `${last.placedAt.getTime()}_${last.id}` : null,
  }
}

function parseCursor(cursor: string): { placedAt: Date; id: string } {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor)
  if (!match?.[1] || !match[2])
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return { placedAt: new Date(Number(match[1])), id: match[2] }
}

export async function counts(orders: Orders, shopperId: string): Promise<z.input<typeof countOrders.reply>> {
  const by = new Map((await shopperCounts(orders.db, shopperId)).map((row) => [row.state, row.count]))
  const sum = (...states: string[]): number => states.reduce((total, state) => total + (by.get(state) ?? 0), 0)
  return {
    to_pay: sum('pending_payment'),
    to_ship: sum('accepted', 'waiting', 'paid', 'preparing', 'partly_shipped'),
    to_receive: sum('partly_shipped', 'shipped'),
    to_review: sum('received'),
    refund: sum('refunding'),
  }
}
