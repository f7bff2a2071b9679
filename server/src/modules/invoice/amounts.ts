import type { RefundableOrder } from '../order/contract.ts'
import type { InvoiceLine } from './contract-shop.ts'

export interface Amounts {
  lines: InvoiceLine[]
  totalFen: number
  netFen: number
  taxFen: number
}

/** The part without tax of an amount with tax, rounded half up to the fen, once. */
export function netOf(totalFen: number, rateBps: number): number {
  const whole = BigInt(10_000 + rateBps)
  return Number((BigInt(totalFen) * 20_000n + whole) / (2n * whole))
}

const unpaid = new Set(['pending_payment', 'cancelled', 'closed'])

/**
 * What can be invoiced of an order: what its units paid in money (channel, wallet, bank transfer; not points, red packets or coupons), less
 * what went back, and the freight that was kept. Card keys are left out: what tops something up is taxed when it is used. Pure.
 */
export function amountsOf(order: RefundableOrder, rateBps: number): Amounts {
  const parts = unpaid.has(order.state) || !order.paidAt ? [] : [...goodsOf(order), ...freightOf(order)]
  const lines = parts.map((part): InvoiceLine => {
    const netFen = netOf(part.totalFen, rateBps)
    return { ...part, netFen, taxFen: part.totalFen - netFen, rateBps }
  })
  const sum = (field: 'totalFen' | 'netFen' | 'taxFen'): number => lines.reduce((all, line) => all + line[field], 0)
  return { lines, totalFen: sum('totalFen'), netFen: sum('netFen'), taxFen: sum('taxFen') }
}

type Part = Omit<InvoiceLine, 'netFen' | 'taxFen' | 'rateBps'>

const goodsOf = (order: RefundableOrder): Part[] =>
  order.lines
    .filter((line) => line.delivery !== 'card_key')
    .map((line) => ({
      lineId: line.id,
      name: line.title,
      spec: line.options.join(' '),
      quantity: line.quantity - line.refunded,
      totalFen: line.payableFen - line.refundedFen - line.allowanceFen,
    }))
    .filter((part) => part.quantity > 0 && part.totalFen > 0)

/** Not that of an order of nothing but card keys: it has none. */
const freightOf = (order: RefundableOrder): Part[] =>
  order.freightLeftFen > 0 ? [{ lineId: null, name: '运费', spec: '', quantity: 1, totalFen: order.freightLeftFen }] : []
