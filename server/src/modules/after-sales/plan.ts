import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { RefundableOrder, RefundPlan } from '../order/contract.ts'
import type { AfterSalesKit } from './context.ts'
import type { AfterSalesKind, AfterSalesSettings } from './contract.ts'
import { openUnits } from './queries/units.ts'
import { afterShipping, beforeShipping, type Reason, reasons } from './reasons.ts'
import { settingsOfShop } from './settings.ts'

export interface Wish {
  kind: AfterSalesKind
  reason: Reason
  lines: readonly { lineId: string; quantity: number; exchangeSkuId?: string | undefined }[]
}
type Order = z.output<typeof RefundableOrder>
type Line = Order['lines'][number]

export const NO_REASON_DAYS = 7
/** States in which something of an order can go back. */
export const refundable: readonly string[] = ['paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed']

export async function ownOrder(kit: AfterSalesKit, shopperId: string, orderId: string): Promise<Order> {
  const { items } = await kit.order.refundable({ orderIds: [orderId] })
  const order = items.find((one) => one.shopperId === shopperId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  return order
}

const notPossible = (why: string): AppError => new AppError('conflict', 'after_sales_not_possible', { why })

/** Until when a line can go back without a reason; null: it has not arrived, or its product is not of that kind. */
export function noReasonBefore(order: Order, line: Line): Date | null {
  if (!line.promises.includes('seven_day_return') || !order.receivedAt) return null
  return later(new Date(order.receivedAt), { days: NO_REASON_DAYS })
}

/** The last moment in which something can be asked for; null: as long as it has not arrived. */
export function applyBefore(order: Order, settings: AfterSalesSettings): Date | null {
  return order.receivedAt ? later(new Date(order.receivedAt), { days: settings.applyDays }) : null
}

export interface Available {
  line: Line
  /** Pieces that have not left the shop, and pieces with the shopper, of which no open request has any. */
  unshipped: number
  shipped: number
}

export async function available(kit: AfterSalesKit, order: Order): Promise<Available[]> {
  const taken = new Map((await openUnits(kit.db, order.id)).map((row) => [row.lineId, row]))
  return order.lines.map((line) => ({
    line,
    unshipped: Math.max(0, line.quantity - line.shipped - line.cancelled - (taken.get(line.id)?.unshipped ?? 0)),
    shipped: Math.max(0, line.shipped - (line.refunded - line.cancelled) - (taken.get(line.id)?.shipped ?? 0)),
  }))
}

export interface Plan {
  order: Order
  settings: AfterSalesSettings
  lines: {
    line: Line
    quantity: number
    unshipped: number
    amountFen: number
    exchangeSkuId: string | null
    exchangeOptions: string[] | null
  }[]
  refund: RefundPlan
  withFreight: boolean
}

/** What a wish comes to. Throws `after_sales_not_possible` with why, `refund_units_gone`. */
export async function plan(kit: AfterSalesKit, whose: { shopperId: string; orderId: string }, wish: Wish): Promise<Plan> {
  const { shopperId, orderId } = whose
  const order = await ownOrder(kit, shopperId, orderId)
  // What is not paid yet (on delivery) is cancelled or refused, not refunded.
  if (!refundable.includes(order.state) || !order.paidAt) throw notPossible('state')
  const settings = await settingsOfShop(kit, order.shopId)
  const before = applyBefore(order, settings)
  if (before && kit.now() > before) throw notPossible('too_late')
  const kinds: readonly AfterSalesKind[] = reasons[wish.reason].kinds
  if (!kinds.includes(wish.kind)) throw notPossible('reason')
  const free = await available(kit, order)
  const chosen = wish.lines.map((one) => {
    const found = free.find(({ line }) => line.id === one.lineId)
    if (!found) throw new AppError('conflict', 'refund_units_gone', { lineId: one.lineId, left: 0 })
    if (wish.kind !== 'refund' && !canComeBack(found.line)) throw notPossible('virtual')
    if (wish.reason === 'no_reason') refuseLateNoReason(kit.now(), order, found.line)
    return { line: found.line, quantity: one.quantity, unshipped: unshippedOf(wish, found, one.quantity), exchangeSkuId: one.exchangeSkuId }
  })
  if (new Set(chosen.map((one) => one.line.id)).size < chosen.length) throw notPossible('lines')
  const withFreight = reasons[wish.reason].fault
  const refund = await kit.order.quoteRefund({
    orderId,
    lines: chosen.map(({ line, quantity, unshipped }) => ({ lineId: line.id, quantity, unshipped })),
    withFreight,
  })
  const lines = []
  for (const { exchangeSkuId, ...one } of chosen) {
    const amountFen = refund.lines.find((line) => line.lineId === one.line.id)?.amountFen ?? 0
    lines.push({
      ...one,
      amountFen,
      ...(await replacement(kit, one.line, wish.kind === 'exchange' ? (exchangeSkuId ?? one.line.skuId) : null)),
    })
  }
  return { order, settings, lines, refund, withFreight }
}

/** Card keys and vouchers are paid back, or not; nothing of them comes back in a parcel. */
export const canComeBack = (line: Line): boolean => line.delivery === 'parcel'

function refuseLateNoReason(now: Date, order: Order, line: Line): void {
  if (!line.promises.includes('seven_day_return')) throw notPossible('no_reason_not_offered')
  const before = noReasonBefore(order, line)
  if (before && now > before) throw notPossible('no_reason_over')
}

/** How many of the wished pieces are such that have not left: a refund before shipping takes those first. */
function unshippedOf(wish: Wish, free: Available, quantity: number): number {
  const lineId = free.line.id
  const unshipped = wish.kind === 'refund' && beforeShipping.includes(wish.reason) ? Math.min(quantity, free.unshipped) : 0
  const shipped = quantity - unshipped
  if (shipped > free.shipped) throw new AppError('conflict', 'refund_units_gone', { lineId, left: free.shipped + free.unshipped })
  if (shipped > 0 && !afterShipping.includes(wish.reason)) throw notPossible('reason')
  return unshipped
}

/** What is sent instead: the same, or another option of the product at the same price. */
async function replacement(
  kit: AfterSalesKit,
  line: Line,
  skuId: string | null,
): Promise<{ exchangeSkuId: string | null; exchangeOptions: string[] | null }> {
  if (!skuId) return { exchangeSkuId: null, exchangeOptions: null }
  const { items } = await kit.catalog.skusForSale({ skuIds: [skuId, line.skuId] })
  const sku = items.find((item) => item.skuId === skuId)
  const before = items.find((item) => item.skuId === line.skuId)
  if (!sku?.onSale || sku.productId !== line.productId) throw notPossible('exchange_sku')
  if (skuId !== line.skuId && before?.priceFen !== sku.priceFen) throw notPossible('exchange_price')
  return { exchangeSkuId: skuId, exchangeOptions: sku.options }
}
