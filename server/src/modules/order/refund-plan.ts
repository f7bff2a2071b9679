import { AppError } from '../../kernel/errors.ts'
import { unitShare, unitsShare } from '../../kernel/money.ts'
import type { RefundPlan } from './contract.ts'
import type { LineToRefund, OrderToRefund } from './queries/refunds.ts'

export interface UnitsWish {
  lines: readonly { lineId: string; quantity: number; unshipped?: number | undefined }[]
  withFreight: boolean
}
/** A plan that knows which units of each line it takes. */
export interface Plan extends RefundPlan {
  lines: (RefundPlan['lines'][number] & { firstUnit: number })[]
}

/**
 * What a wish gives back. Units of a line go in their order, so that any sequence of refunds returns exactly what its units paid, less
 * what they have had back and kept. Freight goes back with the last units of an order of which nothing was shipped, or when the shop is
 * at fault. Presents that have not left go with the last of what they came with. Pure. Throws `refund_units_gone`.
 */
export function planRefund(order: OrderToRefund, lines: readonly LineToRefund[], wish: UnitsWish): Plan {
  const wished = merged(wish.lines)
  const taken = [...wished, ...presentsLeft(lines, wished)].map((one) => planLine(lineOf(lines, one.lineId), one))
  const all = lines.every((line) => line.refunded + (taken.find((one) => one.lineId === line.id)?.quantity ?? 0) === line.quantity)
  const untouched = lines.every((line) => line.shipped === 0)
  const freightLeft = order.freightPaidFen - order.freightRefundedFen
  const freightFen = wish.withFreight || (all && untouched) ? freightLeft : 0
  return { lines: taken, freightFen, amountFen: taken.reduce((sum, one) => sum + one.amountFen, freightFen), all }
}

/** Nobody has a present of an order of which nothing was kept: what of them has not left, and is not named. */
function presentsLeft(lines: readonly LineToRefund[], wished: UnitsWish['lines']): UnitsWish['lines'] {
  const quantityOf = (lineId: string): number => wished.find((one) => one.lineId === lineId)?.quantity ?? 0
  if (lines.some((line) => !line.gift && line.refunded + quantityOf(line.id) < line.quantity)) return []
  return lines.flatMap((line) => {
    const left = line.quantity - line.shipped - line.cancelled
    return line.gift && left > 0 && quantityOf(line.id) === 0 ? [{ lineId: line.id, quantity: left, unshipped: left }] : []
  })
}

/** A line named twice is taken as one. */
function merged(lines: UnitsWish['lines']): UnitsWish['lines'] {
  const byLine = new Map<string, UnitsWish['lines'][number]>()
  for (const line of lines) {
    const known = byLine.get(line.lineId)
    if (!known) byLine.set(line.lineId, line)
    else {
      const unshipped = known.unshipped === undefined || line.unshipped === undefined ? undefined : known.unshipped + line.unshipped
      byLine.set(line.lineId, { lineId: line.lineId, quantity: known.quantity + line.quantity, unshipped })
    }
  }
  return [...byLine.values()]
}

function lineOf(lines: readonly LineToRefund[], lineId: string): LineToRefund {
  const line = lines.find((one) => one.id === lineId)
  if (!line) throw new AppError('conflict', 'refund_units_gone', { lineId, left: 0 })
  return line
}

function planLine(line: LineToRefund, wish: UnitsWish['lines'][number]): Plan['lines'][number] {
  const { quantity } = wish
  const notLeft = line.quantity - line.shipped - line.cancelled
  const withShopper = line.shipped - (line.refunded - line.cancelled)
  const unshipped = wish.unshipped ?? Math.min(quantity, notLeft)
  if (unshipped > quantity || unshipped > notLeft || quantity - unshipped > withShopper)
    throw new AppError('conflict', 'refund_units_gone', { lineId: line.id, left: line.quantity - line.refunded, unshipped: notLeft })
  const firstUnit = line.refunded + 1
  const units = { first: firstUnit, count: quantity }
  const kept = Array.from({ length: quantity }, (_, index) => keptOf(line, firstUnit + index)).reduce((sum, fen) => sum + fen, 0)
  return {
    lineId: line.id,
    skuId: line.skuId,
    productId: line.productId,
    quantity,
    unshipped,
    firstUnit,
    amountFen: unitsShare(line.payableFen, line.quantity, units) - kept,
    pointsFen: unitsShare(line.pointsFen, line.quantity, units),
    redPacketFen: unitsShare(line.redPacketFen, line.quantity, units),
    discounts: discountsOf(line.discounts, line.quantity, units),
  }
}

/** What these units had in each discount. */
export function discountsOf(
  discounts: readonly { title: string; amountFen: number }[],
  of: number,
  units: { first: number; count: number },
): { title: string; amountFen: number }[] {
  return discounts.map(({ title, amountFen }) => ({ title, amountFen: unitsShare(amountFen, of, units) }))
}

/** What a unit has had back and kept. */
const keptOf = (line: LineToRefund, unit: number): number =>
  line.allowances.reduce((sum, one) => sum + (one.unitFens[unit - one.firstUnit] ?? 0), 0)

/** What each unit that is still the shopper's has paid and not had back, in order. */
export function unitsLeft(line: LineToRefund): number[] {
  return Array.from({ length: line.quantity - line.refunded }, (_, index) => {
    const unit = line.refunded + 1 + index
    return unitShare(line.payableFen, line.quantity, unit) - keptOf(line, unit)
  })
}
