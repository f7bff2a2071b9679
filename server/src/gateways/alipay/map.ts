import type { z } from 'zod'
import { fenOf } from '../bill.ts'
import type { ChannelPayment, ChannelPaymentState, ChannelRefund } from '../payment-channel.ts'
import { timeOf } from './client.ts'
import type { Notification, RefundFound, TradeFound, tradeStatus } from './wire.ts'

interface Account {
  appId: string
  merchantId: string
}

const states: Record<z.output<typeof tradeStatus>, ChannelPaymentState> = {
  WAIT_BUYER_PAY: 'not_paid',
  TRADE_CLOSED: 'closed',
  TRADE_SUCCESS: 'paid',
  TRADE_FINISHED: 'paid',
}

/** Closed after it was paid means that all of it went back. */
const stateOf = (status: z.output<typeof tradeStatus>, paidAt: string | undefined): ChannelPaymentState =>
  status === 'TRADE_CLOSED' && paidAt ? 'refunded' : states[status]

/** An answer names neither us nor a currency: it came over our own signed call, and domestic trades are in yuan. */
export function paymentOf(found: z.output<typeof TradeFound>, account: Account): ChannelPayment {
  const payerId = found.buyer_open_id ?? found.buyer_user_id
  return {
    attemptNo: found.out_trade_no,
    state: stateOf(found.trade_status, found.send_pay_date),
    ...account,
    transactionId: found.trade_no,
    amountFen: fenOf(found.total_amount),
    currency: 'CNY',
    ...(payerId && { payerId }),
    ...(found.send_pay_date && { paidAt: timeOf(found.send_pay_date) }),
  }
}

/** A message of a stranger to another app names that app: what it says of itself is what is compared. */
export function notifiedOf(told: z.output<typeof Notification>): ChannelPayment {
  const payerId = told.buyer_open_id ?? told.buyer_id
  return {
    attemptNo: told.out_trade_no,
    state: stateOf(told.trade_status, told.gmt_payment),
    appId: told.app_id,
    merchantId: told.seller_id,
    transactionId: told.trade_no,
    amountFen: fenOf(told.total_amount),
    currency: 'CNY',
    ...(payerId && { payerId }),
    ...(told.gmt_payment && { paidAt: timeOf(told.gmt_payment) }),
  }
}

export function refundOf(found: z.output<typeof RefundFound>, own: { refundNo: string; merchantId: string }): ChannelRefund {
  const { out_trade_no, out_request_no, refund_status, refund_amount, total_amount, trade_no, gmt_refund_pay } = found
  if (!out_trade_no || !out_request_no || !refund_amount || !total_amount || !refund_status)
    return { refundNo: own.refundNo, state: 'absent' }
  return {
    refundNo: out_request_no,
    state: refund_status === 'REFUND_SUCCESS' ? 'done' : 'processing',
    attemptNo: out_trade_no,
    merchantId: own.merchantId,
    refundFen: fenOf(refund_amount),
    totalFen: fenOf(total_amount),
    ...(trade_no && { channelRefundId: `${trade_no}/${out_request_no}` }),
    ...(gmt_refund_pay && { doneAt: timeOf(gmt_refund_pay) }),
  }
}
