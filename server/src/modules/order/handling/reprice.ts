import { AppError } from '../../../kernel/errors.ts'
import { allocate } from '../../../kernel/money.ts'

/** What staff want an order to cost. */
export interface PriceWish {
  lines: readonly { orderLineId: string; payableFen: number }[]
  goodsPayableFen?: number | undefined
  freightPayableFen?: number | undefined
}

export interface PricedLine {
  id: string
  unitPriceFen: number
  quantity: number
  /** What points and red packets pay of it: that stays. */
  assetsFen: number
  discounts: readonly { title: string; amountFen: number }[]
}

export interface Sums {
  lines: { id: string; discountFen: number; payableFen: number; discounts: { title: string; amountFen: number }[] }[]
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  payableFen: number
}

/** Under this title a lowering by staff stands among the discounts of a line. */
const TITLE = '商家改价'

/**
 * The sums of an order at other prices. Pure. Goods can be lowered to nothing and raised again to what they cost by the shop's own rules,
 * never above: a discount that was promised stays. Freight may be anything. Every sum is that of the lines, to the fen.
 */
export function reprice(lines: readonly PricedLine[], freight: { freightFen: number; freightDiscountFen: number }, wish: PriceWish): Sums {
  const known = new Map(lines.map((line) => [line.id, line]))
  const unknown = wish.lines.find((one) => !known.has(one.orderLineId))
  if (unknown) throw new AppError('invalid', 'price_out_of_range', { orderLineId: unknown.orderLineId })
  if (wish.lines.length > 0 && wish.goodsPayableFen !== undefined) throw new AppError('invalid', 'price_out_of_range', { both: true })
  const caps = lines.map(ruled)
  const wanted = wish.goodsPayableFen === undefined ? single(lines, wish, caps) : shared(wish.goodsPayableFen, caps)
  const priced = lines.map((line, index) => lineAt(line, { cap: caps[index] ?? 0, payableFen: wanted[index] ?? 0 }))
  const goodsPayableFen = sum(priced.map((line) => line.payableFen))
  const after = freightAt(freight, wish.freightPayableFen)
  return {
    lines: priced,
    goodsDiscountFen: sum(priced.map((line) => line.discountFen)),
    ...after,
    payableFen: goodsPayableFen + after.freightFen - after.freightDiscountFen,
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const byRules = (line: PricedLine) => line.discounts.filter((one) => one.title !== TITLE)
const beforeDiscounts = (line: PricedLine): number => line.unitPriceFen * line.quantity - line.assetsFen
/** What a line costs by the shop's rules alone. */
const ruled = (line: PricedLine): number => beforeDiscounts(line) - sum(byRules(line).map((one) => one.amountFen))
const payable = (line: PricedLine): number => beforeDiscounts(line) - sum(line.discounts.map((one) => one.amountFen))

function single(lines: readonly PricedLine[], wish: PriceWish, caps: readonly number[]): number[] {
  const wanted = new Map(wish.lines.map((one) => [one.orderLineId, one.payableFen]))
  return lines.map((line, index) => {
    const payableFen = wanted.get(line.id) ?? payable(line)
    const mostFen = caps[index] ?? 0
    if (payableFen > mostFen) throw new AppError('invalid', 'price_out_of_range', { orderLineId: line.id, mostFen })
    return payableFen
  })
}

function shared(goodsPayableFen: number, caps: readonly number[]): number[] {
  const mostFen = sum(caps)
  if (goodsPayableFen > mostFen) throw new AppError('invalid', 'price_out_of_range', { mostFen })
  const cuts = allocate(mostFen - goodsPayableFen, caps)
  return caps.map((cap, index) => cap - (cuts[index] ?? 0))
}

function lineAt(line: PricedLine, { cap, payableFen }: { cap: number; payableFen: number }): Sums['lines'][number] {
  const cut = cap - payableFen
  return {
    id: line.id,
    payableFen,
    discountFen: beforeDiscounts(line) - payableFen,
    discounts: [...byRules(line), ...(cut > 0 ? [{ title: TITLE, amountFen: cut }] : [])],
  }
}

function freightAt(
  { freightFen, freightDiscountFen }: { freightFen: number; freightDiscountFen: number },
  wanted: number | undefined,
): { freightFen: number; freightDiscountFen: number } {
  if (wanted === undefined) return { freightFen, freightDiscountFen }
  return wanted > freightFen ? { freightFen: wanted, freightDiscountFen: 0 } : { freightFen, freightDiscountFen: freightFen - wanted }
}

/** Freight to another place: what was free stays free, and a part that was taken off is taken off again as far as it goes. */
export function freightElsewhere(
  { freightFen, freightDiscountFen }: { freightFen: number; freightDiscountFen: number },
  quotedFen: number,
): { freightFen: number; freightDiscountFen: number } {
  const free = freightFen > 0 && freightDiscountFen === freightFen
  return { freightFen: quotedFen, freightDiscountFen: free ? quotedFen : Math.min(freightDiscountFen, quotedFen) }
}
