import type { ChannelPayment, ChannelRefund } from '../../gateways/payment-channel.ts'

export interface ExpectedPayment {
  number: string
  amountFen: number
  appId: string
  merchantId: string
  /** Null: anybody may pay (a browser, a scanned code). */
  payerId: string | null
}

/** What in a channel's account of a payment is not what we asked for. A field that is missing is a field that differs. */
export function paymentMismatch(expected: ExpectedPayment, told: ChannelPayment): string[] {
  return differences([
    ['number', expected.number, told.attemptNo],
    ['amount', expected.amountFen, told.amountFen],
    ['currency', 'CNY', told.currency],
    ['app', expected.appId, told.appId],
    ['merchant', expected.merchantId, told.merchantId],
    ...(expected.payerId === null ? [] : [['payer', expected.payerId, told.payerId] as const]),
  ])
}

export interface ExpectedRefund {
  number: string
  attemptNumber: string
  amountFen: number
  totalFen: number
}

export function refundMismatch(expected: ExpectedRefund, told: ChannelRefund): string[] {
  return differences([
    ['number', expected.number, told.refundNo],
    ['payment', expected.attemptNumber, told.attemptNo],
    ['amount', expected.amountFen, told.refundFen],
    ['total', expected.totalFen, told.totalFen],
  ])
}

type Pair = readonly [name: string, expected: string | number, told: string | number | undefined]

const differences = (pairs: readonly Pair[]): string[] =>
  pairs
    .filter(([, expected, told]) => expected !== told)
    .map(([name, expected, told]) => `${name}: expected ${expected}, told ${told ?? 'nothing'}`)
