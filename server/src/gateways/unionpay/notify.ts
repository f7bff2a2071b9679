import type { ChannelPayment, ChannelRefund, ParsedNotify } from '../payment-channel.ts'
import { type Context, waiting } from './client.ts'
import { type Fields, verifies } from './signature.ts'

/** A message about a payment or a refund, by its code: 00 done, 03 to 05 on its way, else not. */
export function paymentOf(fields: Fields, code: string): ChannelPayment {
  const { orderId = '', merId = '', queryId, txnAmt, currencyCode, txnTime } = fields
  const state = code === '00' || code === 'A6' ? 'paid' : waiting.has(code) ? 'paying' : 'not_paid'
  return {
    attemptNo: orderId,
    state,
    appId: merId,
    merchantId: merId,
    ...(queryId && { transactionId: queryId }),
    ...(txnAmt && { amountFen: Number(txnAmt) }),
    ...(currencyCode && { currency: currencyCode === '156' ? 'CNY' : currencyCode }),
    ...paidAt(fields['traceTime'], txnTime),
  }
}

/** `traceTime` is MMDDhhmmss without a year: that of the order, or the next one for an order of New Year's Eve. */
function paidAt(traceTime: string | undefined, txnTime: string | undefined): { paidAt?: Date } {
  const trace = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(traceTime ?? '')
  if (!trace || !txnTime) return {}
  const [, month, day, hour, minute, second] = trace
  const year = Number(txnTime.slice(0, 4)) + (Number(month) < Number(txnTime.slice(4, 6)) ? 1 : 0)
  return { paidAt: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`) }
}

export function refundStateOf(fields: Fields, code: string): ChannelRefund {
  const { orderId = '', merId = '', queryId, txnAmt, reqReserved = '' } = fields
  const [attemptNo = '', totalFen = ''] = reqReserved.split('.')
  return {
    refundNo: orderId,
    state: code === '00' || code === 'A6' ? 'done' : waiting.has(code) ? 'processing' : 'closed',
    attemptNo,
    merchantId: merId,
    totalFen: Number(totalFen),
    ...(queryId && { channelRefundId: queryId }),
    ...(txnAmt && { refundFen: Number(txnAmt) }),
  }
}

/** Proves who sent a message, then reads it. It has no number of its own: number, kind and code stand for it. */
export function parseNotify(context: Context, message: { rawBody: Buffer }): ParsedNotify {
  const fields: Fields = Object.fromEntries(new URLSearchParams(message.rawBody.toString('utf8')))
  if (!fields['signature']) return { ok: false, rejection: 'unsigned', detail: 'there is no signature' }
  if (!verifies(fields, context.trust))
    return { ok: false, rejection: 'bad_signature', detail: `order ${fields['orderId'] ?? ''}`.slice(0, 80) }
  const { orderId, txnType, respCode = '', queryId = '' } = fields
  if (!orderId || !/^\d{1,12}$/.test(fields['txnAmt'] ?? '')) return { ok: false, rejection: 'malformed', detail: 'no order or no amount' }
  const id = `${txnType ?? ''}-${orderId}-${queryId || respCode}`.slice(0, 128)
  if (txnType === '04') return { ok: true, event: { kind: 'refund', id, refund: refundStateOf(fields, respCode) } }
  if (txnType === '01') return { ok: true, event: { kind: 'payment', id, payment: paymentOf(fields, respCode) } }
  return { ok: false, rejection: 'malformed', detail: `type ${txnType ?? 'missing'}` }
}
