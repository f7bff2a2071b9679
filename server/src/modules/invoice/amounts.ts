import { allocate } from '../../kernel/money.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { InvoiceLine } from './contract-shop.ts'

export interface Amounts {
  lines: InvoiceLine[]
  totalFen: number
  netFen: number
  taxFen: number
}

/** How something is taxed: its rate, and by which code and short name the tax office knows it. */
export interface Terms {
  rateBps: number
  taxCode: string
  category: string
}

/** What the checkout of an order was paid with; `giftFen`: given on a top-up, and no money of the shopper. */
export interface PaidWith {
  amountFen: number
  walletFen: number
  giftFen: number
}

export interface Basis {
  /** Of a product; null: freight. */
  termsOf: (productId: string | null) => Terms
  paidWith: PaidWith | undefined
}

/** The part without tax of an amount with tax, rounded half up to the fen, once. */
export function netOf(totalFen: number, rateBps: number): number {
  const whole = BigInt(10_000 + rateBps)
  return Number((BigInt(totalFen) * 20_000n + whole) / (2n * whole))
}

const unpaid = new Set(['pending_payment', 'cancelled', 'closed'])

/**
 * What can be invoiced of an order: what its units were paid with in money of the shopper (channel, wallet, bank transfer; not points, red packets,
 * coupons, or what was given on a top-up), less what went back, and the freight that was kept. Card keys are left out: what tops something up is
 * taxed when it is used. Pure.
 */
export function amountsOf(order: RefundableOrder, { termsOf, paidWith }: Basis): Amounts {
  const parts =
    unpaid.has(order.state) || !order.paidAt ? [] : ownMoney([...goodsOf(order), ...freightOf(order)], giftLeft(order, paidWith))
  const lines = parts.map(({ productId, cardKey: _cardKey, ...part }): InvoiceLine => {
    const terms = termsOf(productId)
    const netFen = netOf(part.totalFen, terms.rateBps)
    return { ...part, netFen, taxFen: part.totalFen - netFen, ...terms }
  })
  const sum = (field: 'totalFen' | 'netFen' | 'taxFen'): number => lines.reduce((all, line) => all + line[field], 0)
  return { lines, totalFen: sum('totalFen'), netFen: sum('netFen'), taxFen: sum('taxFen') }
}

/**
 * How much of what an order keeps was given: its share of the gift in its checkout, rounded up, less what its refunds have brought back of it, by
 * the wallet's own rule and rounded down. Never less than there is. Pure.
 */
export function giftLeft(order: Pick<RefundableOrder, 'payableFen' | 'refundDecidedFen'>, paidWith: PaidWith | undefined): number {
  if (!paidWith || paidWith.giftFen === 0) return 0
  const [amount, wallet, gift] = [BigInt(paidWith.amountFen), BigInt(paidWith.walletFen), BigInt(paidWith.giftFen)]
  const given = (gift * BigInt(order.payableFen) + amount - 1n) / amount
  const toWallet = (wallet * BigInt(order.refundDecidedFen)) / amount
  const back = (gift * toWallet) / wallet
  return Number(given > back ? given - back : 0n)
}

type Part = Omit<InvoiceLine, 'netFen' | 'taxFen' | 'rateBps' | 'taxCode' | 'category'> & { productId: string | null; cardKey: boolean }

/** The parts without what was given, which is shared by what each of them is worth. */
function ownMoney(parts: readonly Part[], giftFen: number): Part[] {
  const caps = parts.map((part) => part.totalFen)
  const gifts = allocate(
    Math.min(
      giftFen,
      caps.reduce((sum, fen) => sum + fen, 0),
    ),
    caps,
  )
  return parts
    .map((part, index) => ({ ...part, totalFen: part.totalFen - (gifts[index] ?? 0) }))
    .filter((part) => !part.cardKey && part.totalFen > 0)
}

const goodsOf = (order: RefundableOrder): Part[] =>
  order.lines
    .map((line) => ({
      lineId: line.id,
      productId: line.productId,
      cardKey: line.delivery === 'card_key',
      name: line.title,
      spec: line.options.join(' '),
      quantity: line.quantity - line.refunded,
      totalFen: line.payableFen - line.refundedFen - line.allowanceFen,
    }))
    .filter((part) => part.quantity > 0 && part.totalFen > 0)

/** Not that of an order of nothing but card keys: it has none. */
const freightOf = (order: RefundableOrder): Part[] =>
  order.freightLeftFen > 0
    ? [{ lineId: null, productId: null, cardKey: false, name: '运费', spec: '', quantity: 1, totalFen: order.freightLeftFen }]
    : []
