import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Book, BookedRefund, BookedTrade } from './book.ts'
import { failure, type PlatformFailure } from './protocol.ts'

/** The platform's rules about trades and refunds, over its book. Each answer is a wire body or a failure. */
export interface TradesOptions {
  book: Book
  appId: string
  merchantId: string
  now: () => Date
  /** Where the demo cashier lives, without a trailing slash. */
  publicUrl: string
  /** Least time between two partial refunds of one trade; 60 000 with the real platform. */
  refundIntervalMs: number
}

export interface Payment {
  /** Paid by somebody else than asked. */
  openId?: string
  /** Paid another amount than asked: what must never be booked. */
  amountFen?: number
  /** No notification at all, or only so much later. */
  notify?: 'now' | 'none'
  notifyAfterMs?: number
  /** Also when the trade is closed: a promise that the platform breaks. */
  force?: boolean
}

export type Answer = { status: number; body?: unknown } | PlatformFailure

const number32 = z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/)
const prepayBody = z.object({
  appid: z.string(),
  mchid: z.string(),
  description: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= 381),
  out_trade_no: number32,
  time_expire: z.iso.datetime({ offset: true }).optional(),
  notify_url: z.url().max(255),
  amount: z.object({ total: z.int().min(1), currency: z.literal('CNY').default('CNY') }),
  payer: z.object({ openid: z.string().min(1) }).optional(),
  scene_info: z.object({ payer_client_ip: z.string().min(1), h5_info: z.object({ type: z.string() }).optional() }).optional(),
})
const refundBody = z.object({
  out_trade_no: z.string().optional(),
  transaction_id: z.string().optional(),
  out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
  reason: z.string().max(80).optional(),
  notify_url: z.string().optional(),
  amount: z.object({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal('CNY') }),
})

type PrepayMethod = 'jsapi' | 'h5' | 'native'
const tradeTypes = { jsapi: 'JSAPI', h5: 'MWEB', native: 'NATIVE' } as const

export function prepay(options: TradesOptions, method: PrepayMethod, raw: unknown): Answer {
  const parsed = prepayBody.safeParse(raw)
  if (!parsed.success) return failure(400, 'PARAM_ERROR', parsed.error.message)
  const body = parsed.data
  if (body.appid !== options.appId || body.mchid !== options.merchantId) return failure(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  if (method === 'jsapi' && !body.payer) return failure(400, 'PARAM_ERROR', '缺少payer.openid')
  if (method === 'h5' && !body.scene_info?.h5_info) return failure(400, 'PARAM_ERROR', '缺少scene_info.h5_info')
  const known = options.book.trades.get(body.out_trade_no)
  if (!known) return prepaid(options, opened(options, method, body))
  expire(options, known)
  if (known.state === 'SUCCESS' || known.state === 'REFUND') return failure(400, 'ORDERPAID', '该订单已支付')
  if (known.state === 'CLOSED') return failure(400, 'ORDER_CLOSED', '该订单已关闭')
  const same =
    known.totalFen === body.amount.total &&
    known.description === body.description &&
    known.tradeType === tradeTypes[method] &&
    known.notifyUrl === body.notify_url
  if (!same || (method === 'jsapi' && known.openId !== body.payer?.openid))
    return failure(400, 'INVALID_REQUEST', '商户订单号重复，且参数不一致')
  return prepaid(options, known)
}

function opened(options: TradesOptions, method: PrepayMethod, body: z.output<typeof prepayBody>): BookedTrade {
  const now = options.now()
  const atLeast = new Date(now.getTime() + 60_000)
  const asked = body.time_expire ? new Date(body.time_expire) : new Date(now.getTime() + 7 * 86_400_000)
  return {
    outTradeNo: body.out_trade_no,
    transactionId: `42000${digits(23)}`,
    prepayId: '',
    prepaidAt: '',
    tradeType: tradeTypes[method],
    appId: body.appid,
    merchantId: body.mchid,
    description: body.description,
    totalFen: body.amount.total,
    notifyUrl: body.notify_url,
    openId: body.payer?.openid ?? `o${randomBytes(14).toString('base64url')}`.slice(0, 28),
    expiresAt: (asked < atLeast ? atLeast : asked).toISOString(),
    state: 'NOTPAY',
    successTime: undefined,
    refunds: [],
  }
}

/** A fresh prepay id each time; the older one no longer opens the cashier. */
function prepaid(options: TradesOptions, trade: BookedTrade): Answer {
  const now = options.now().toISOString()
  const prepayId = `wx${now.replace(/\D/g, '').slice(0, 14)}${randomBytes(9).toString('hex')}`
  options.book.saveTrade({ ...trade, prepayId, prepaidAt: now })
  const cashier = `${options.publicUrl}/cashier?prepay_id=${prepayId}`
  if (trade.tradeType === 'JSAPI') return { status: 200, body: { prepay_id: prepayId } }
  if (trade.tradeType === 'NATIVE') return { status: 200, body: { code_url: cashier } }
  return { status: 200, body: { h5_url: `${cashier}&package=${randomInt(1e9, 4e9)}` } }
}

/** Time alone closes a trade that nobody paid. */
export function expire(options: TradesOptions, trade: BookedTrade): void {
  if (trade.state !== 'NOTPAY' || options.now() < new Date(trade.expiresAt)) return
  trade.state = 'CLOSED'
  options.book.saveTrade(trade)
}

const stateTexts = { NOTPAY: '订单未支付', SUCCESS: '支付成功', CLOSED: '订单已关闭', REFUND: '转入退款' } as const

export function tradeView(trade: BookedTrade): Record<string, unknown> {
  const paid = trade.state === 'SUCCESS' || trade.state === 'REFUND'
  return {
    appid: trade.appId,
    mchid: trade.merchantId,
    out_trade_no: trade.outTradeNo,
    trade_state: trade.state,
    trade_state_desc: stateTexts[trade.state],
    amount: paid
      ? { total: trade.totalFen, payer_total: trade.totalFen, currency: 'CNY', payer_currency: 'CNY' }
      : { total: trade.totalFen, currency: 'CNY' },
    payer: paid ? { openid: trade.openId } : {},
    ...(paid && {
      transaction_id: trade.transactionId,
      trade_type: trade.tradeType,
      bank_type: 'OTHERS',
      attach: '',
      success_time: trade.successTime,
      promotion_detail: [],
    }),
  }
}

export function queryTrade(options: TradesOptions, trade: BookedTrade | undefined, merchantId: string | null): Answer {
  if (merchantId !== options.merchantId) return failure(400, 'PARAM_ERROR', 'mchid有误')
  if (!trade) return failure(404, 'ORDER_NOT_EXIST', '查询的订单不存在')
  expire(options, trade)
  return { status: 200, body: tradeView(trade) }
}

export function closeTrade(options: TradesOptions, outTradeNo: string): Answer {
  const trade = options.book.trades.get(outTradeNo)
  if (!trade) return failure(404, 'ORDER_NOT_EXIST', '订单不存在')
  if (trade.state === 'SUCCESS' || trade.state === 'REFUND') return failure(400, 'ORDERPAID', '该订单已支付')
  if (trade.state === 'NOTPAY') options.book.saveTrade({ ...trade, state: 'CLOSED' })
  return { status: 204 }
}

const mostRefunds = 50

export function refundTrade(options: TradesOptions, raw: unknown): Answer {
  const parsed = refundBody.safeParse(raw)
  if (!parsed.success) return failure(400, 'PARAM_ERROR', parsed.error.message)
  const body = parsed.data
  const trade = [...options.book.trades.values()].find(
    (one) => one.outTradeNo === body.out_trade_no || one.transactionId === body.transaction_id,
  )
  if (!trade || (trade.state !== 'SUCCESS' && trade.state !== 'REFUND')) return failure(404, 'RESOURCE_NOT_EXISTS', '订单不存在或未支付')
  const elsewhere = findRefund(options.book, body.out_refund_no)
  if (elsewhere) {
    const same =
      elsewhere.trade.outTradeNo === trade.outTradeNo &&
      elsewhere.refund.amountFen === body.amount.refund &&
      trade.totalFen === body.amount.total
    return same
      ? { status: 200, body: refundView(trade, elsewhere.refund) }
      : failure(400, 'INVALID_REQUEST', '商户退款单号重复，且参数不一致')
  }
  const fault = faultOfRefund(options, trade, body.amount)
  if (fault) return fault
  const refund: BookedRefund = {
    outRefundNo: body.out_refund_no,
    refundId: `50${digits(27)}`,
    amountFen: body.amount.refund,
    reason: body.reason,
    notifyUrl: body.notify_url,
    status: 'PROCESSING',
    createdAt: options.now().toISOString(),
    successTime: undefined,
  }
  trade.refunds.push(refund)
  trade.state = 'REFUND'
  options.book.saveTrade(trade)
  return { status: 200, body: refundView(trade, refund) }
}

function faultOfRefund(options: TradesOptions, trade: BookedTrade, amount: { refund: number; total: number }): PlatformFailure | undefined {
  if (amount.total !== trade.totalFen) return failure(400, 'PARAM_ERROR', '订单金额不一致')
  const live = trade.refunds.filter((one) => one.status !== 'CLOSED')
  const given = live.reduce((sum, one) => sum + one.amountFen, 0)
  if (given + amount.refund > trade.totalFen) return failure(400, 'INVALID_REQUEST', '退款金额大于可退金额')
  if (trade.refunds.length >= mostRefunds) return failure(400, 'INVALID_REQUEST', '部分退款次数超过50次')
  const last = trade.refunds.at(-1)
  if (last && options.now().getTime() - Date.parse(last.createdAt) < options.refundIntervalMs)
    return failure(429, 'FREQUENCY_LIMITED', '同一笔订单退款间隔需大于1分钟')
  return undefined
}

export function findRefund(book: Book, outRefundNo: string): { trade: BookedTrade; refund: BookedRefund } | undefined {
  for (const trade of book.trades.values()) {
    const refund = trade.refunds.find((one) => one.outRefundNo === outRefundNo)
    if (refund) return { trade, refund }
  }
  return undefined
}

export function findRefundById(book: Book, refundId: string): { trade: BookedTrade; refund: BookedRefund } | undefined {
  for (const trade of book.trades.values()) {
    const refund = trade.refunds.find((one) => one.refundId === refundId)
    if (refund) return { trade, refund }
  }
  return undefined
}

export function refundView(trade: BookedTrade, refund: BookedRefund): Record<string, unknown> {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: trade.transactionId,
    out_trade_no: trade.outTradeNo,
    channel: refund.receivedBy === undefined ? 'ORIGINAL' : 'OTHER_BANKCARD',
    user_received_account: refund.receivedBy ?? '支付用户零钱',
    create_time: refund.createdAt,
    ...(refund.successTime && { success_time: refund.successTime }),
    status: refund.status,
    funds_account: 'UNSETTLED',
    amount: {
      total: trade.totalFen,
      refund: refund.amountFen,
      payer_total: trade.totalFen,
      payer_refund: refund.amountFen,
      settlement_refund: refund.amountFen,
      settlement_total: trade.totalFen,
      discount_refund: 0,
      currency: 'CNY',
    },
  }
}

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')
