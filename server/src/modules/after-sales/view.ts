import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { HISTORY_DAYS } from './apply.ts'
import { type AfterSalesKit, keyOf } from './context.ts'
import type { AdminAfterSales, AdminAfterSalesRow, AfterSales, AfterSalesRow, countAdminAfterSales, listAfterSales } from './contract.ts'
import { disputeOf } from './queries/disputes.ts'
import { shopCounts, type ShopFilter, shopPage, shopperPage } from './queries/lists.ts'
import { findRequest, historyOf, linesOfRequests, type RequestLine, type RequestRecord, stepsOf } from './queries/requests.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export async function own(kit: AfterSalesKit, shopperId: string, id: string): Promise<RequestRecord> {
  const request = await findRequest(kit.db, id, { shopperId })
  if (!request) throw new AppError('not_found', 'after_sales_not_found')
  return request
}

async function rowsOf(kit: AfterSalesKit, requests: readonly RequestRecord[]): Promise<z.input<typeof AfterSalesRow>[]> {
  const lines = Map.groupBy(
    await linesOfRequests(
      kit.db,
      requests.map((one) => one.id),
    ),
    (line) => line.requestId,
  )
  return requests.map((request) => rowOf(request, lines.get(request.id) ?? []))
}

function rowOf(request: RequestRecord, lines: readonly RequestLine[]): z.input<typeof AfterSalesRow> {
  const { id, number, orderId, orderNumber, shopId, shopName, kind, reason, state, amountFen, freightFen } = request
  return {
    id,
    number,
    orderId,
    orderNumber,
    shopId,
    shopName,
    kind,
    reason,
    state,
    amountFen,
    freightFen,
    dueAt: iso(request.dueAt),
    createdAt: request.createdAt.toISOString(),
    endedAt: iso(request.endedAt),
    lines: lines.map(({ requestId: _request, skuId: _sku, exchangeSkuId: _exchange, unshipped: _unshipped, ...line }) => line),
  }
}

async function whole(kit: AfterSalesKit, request: RequestRecord): Promise<z.input<typeof AfterSales>> {
  const [[row], steps, dispute, { items: parcels }] = await Promise.all([
    rowsOf(kit, [request]),
    stepsOf(kit.db, request.id),
    disputeOf(kit.db, request.id),
    kit.shipping.parcels({ orderIds: [request.id] }),
  ])
  if (!row) throw new Error('a request has a row')
  const { note, pictures, automatic, returnTo, inspection } = request
  return {
    ...row,
    note,
    pictures,
    automatic,
    returnTo,
    inspection,
    parcels,
    returnSignedAt: iso(request.returnSignedAt),
    steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
    dispute: dispute ? { ...dispute, openedAt: dispute.openedAt.toISOString(), decidedAt: iso(dispute.decidedAt) } : null,
  }
}

export async function shopperView(kit: AfterSalesKit, shopperId: string, id: string): Promise<z.input<typeof AfterSales>> {
  return whole(kit, await own(kit, shopperId, id))
}

export async function shopperList(
  kit: AfterSalesKit,
  shopperId: string,
  query: z.output<typeof listAfterSales.query>,
): Promise<z.input<typeof listAfterSales.reply>> {
  const before = query.cursor ? parseCursor(query.cursor) : undefined
  const found = await shopperPage(kit.db, { shopperId, tab: query.tab, orderId: query.orderId, before, limit: query.limit + 1 })
  const shown = found.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: await rowsOf(kit, shown),
    nextCursor: found.length > query.limit && last ? `${last.createdAt.getTime()}_${last.id}` : null,
  }
}

export function parseCursor(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor)
  if (!match?.[1] || !match[2])
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return { at: new Date(Number(match[1])), id: match[2] }
}

export async function adminView(kit: AfterSalesKit, request: RequestRecord): Promise<z.input<typeof AdminAfterSales>> {
  const fresh = (await findRequest(kit.db, request.id)) ?? request
  const since = later(kit.now(), { days: -HISTORY_DAYS })
  const [view, people, history, refunds] = await Promise.all([
    whole(kit, fresh),
    kit.shopper.find({ ids: [request.shopperId] }),
    historyOf(kit.db, request.shopId, request.shopperId, since),
    kit.order.refunds({ keys: [keyOf(request.id)] }),
  ])
  const [refund] = refunds.items
  return {
    ...view,
    shopperId: request.shopperId,
    shopperName: people.items[0]?.nickname ?? '',
    stuck: fresh.stuck,
    history,
    refund: refund ? { state: refund.state, amountFen: refund.amountFen, at: refund.at, paidAt: refund.paidAt } : null,
  }
}

export async function adminList(
  kit: AfterSalesKit,
  filter: ShopFilter,
  page: { page: number; pageSize: number },
): Promise<{ items: z.input<typeof AdminAfterSalesRow>[]; total: number }> {
  const { rows, total } = await shopPage(kit.db, filter, { limit: page.pageSize, offset: (page.page - 1) * page.pageSize })
  const { items: people } = await kit.shopper.find({ ids: [...new Set(rows.map((row) => row.shopperId))] })
  const names = new Map(people.map((one) => [one.id, one.nickname]))
  const views = await rowsOf(kit, rows)
  return {
    items: rows.flatMap((row, index) => {
      const view = views[index]
      const { shopperId, stuck, automatic } = row
      return view ? [{ ...view, shopperId, shopperName: names.get(shopperId) ?? '', stuck, automatic }] : []
    }),
    total,
  }
}

export async function counts(kit: AfterSalesKit, shopId: string): Promise<z.input<typeof countAdminAfterSales.reply>> {
  const rows = await shopCounts(kit.db, shopId)
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0
  return {
    to_decide: of('requested'),
    to_ship_back: of('approved'),
    to_receive: of('returning'),
    to_resend: of('exchanging'),
    refunding: of('refunding'),
    stuck: rows.reduce((sum, row) => sum + row.stuck, 0),
    disputed: of('disputed'),
  }
}
