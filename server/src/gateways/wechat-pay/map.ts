import type { ChannelPayment, ChannelPaymentState, ChannelRefund, ChannelRefundState } from '../payment-channel.ts'
import type { Refund, Transaction } from './wire.ts'
import type { z } from 'zod'

const paymentStates: Record<Transaction['trade_state'], ChannelPaymentState> = {
  SUCCESS: 'paid',
  REFUND: 'refunded',
  NOTPAY: 'not_paid',
  CLOSED: 'closed',
  REVOKED: 'closed',
  USERPAYING: 'paying',
  PAYERROR: 'failed',
}

const refundStates: Record<z.output<typeof Refund>['status'], ChannelRefundState> = {
  SUCCESS: 'done',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
}

export function paymentOf(wire: Transaction): ChannelPayment {
  return present({
    attemptNo: wire.out_trade_no,
    state: paymentStates[wire.trade_state],
    appId: wire.appid,
    merchantId: wire.mchid,
    transactionId: wire.transaction_id,
    amountFen: wire.amount?.total,
    currency: wire.amount?.currency,
    payerId: wire.payer?.openid,
    paidAt: wire.success_time === undefined ? undefined : new Date(wire.success_time),
  })
}

export function refundOf(wire: z.output<typeof Refund>): ChannelRefund {
  return present({
    refundNo: wire.out_refund_no,
    state: refundStates[wire.status],
    attemptNo: wire.out_trade_no,
    merchantId: wire.mchid,
    channelRefundId: wire.refund_id,
    refundFen: wire.amount.refund,
    totalFen: wire.amount.total,
    doneAt: wire.success_time === undefined ? undefined : new Date(wire.success_time),
  })
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out what is undefined, as exact optional properties want it. */
function present<T extends object>(value: T): Present<T> {
  // Removing undefined entries is exactly what `Present` says; the type system cannot follow `fromEntries`.
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>
}
