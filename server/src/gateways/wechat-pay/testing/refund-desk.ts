import type { SimRequest } from '../../testing/host.ts'
import { applyAbnormalRefund } from './abnormal.ts'
import type { Notifier } from './notifier.ts'
import { failure, type PlatformSide } from './protocol.ts'
import { type Answer, findRefund, refundTrade, refundView, type TradesOptions } from './trades.ts'

/** Refunds as the platform takes them, and what becomes of them after a while. */
export interface RefundDesk extends TradesOptions {
  side: PlatformSide
  notifier: Notifier
  refundTakesMs: number | 'manual'
  timers: Set<NodeJS.Timeout>
}

/** What a merchant calls. */
export function refundRoute(
  desk: RefundDesk,
  request: SimRequest,
  body: () => unknown,
): { endpoint: 'refund' | 'query-refund' | 'abnormal-refund'; answer: () => Answer } | undefined {
  const at = `${request.method} ${request.path}`
  if (at === 'POST /v3/refund/domestic/refunds') return { endpoint: 'refund', answer: () => openRefund(desk, body()) }
  const [, asked] = /^GET \/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(at) ?? []
  if (asked) return { endpoint: 'query-refund', answer: () => queryRefund(desk, decodeURIComponent(asked)) }
  const [, refundId] = /^POST \/v3\/refund\/domestic\/refunds\/(\d+)\/apply-abnormal-refund$/.exec(at) ?? []
  if (!refundId) return undefined
  const abnormal = { ...desk, keys: () => desk.side.keys, takesTime: (outRefundNo: string) => takeTime(desk, outRefundNo) }
  const wish = () => ({ refundId, raw: body(), serial: request.headers['wechatpay-serial'] })
  return { endpoint: 'abnormal-refund', answer: () => applyAbnormalRefund(abnormal, wish()) }
}

function openRefund(desk: RefundDesk, body: unknown): Answer {
  const answer = refundTrade(desk, body)
  const outRefundNo =
    'body' in answer && answer.body && typeof answer.body === 'object' && 'out_refund_no' in answer.body
      ? String(answer.body.out_refund_no)
      : undefined
  if (outRefundNo) takeTime(desk, outRefundNo)
  return answer
}

export function takeTime(desk: RefundDesk, outRefundNo: string): void {
  if (desk.refundTakesMs === 'manual') return
  const timer = setTimeout(() => {
    desk.timers.delete(timer)
    settleRefund(desk, outRefundNo, 'SUCCESS')
  }, desk.refundTakesMs)
  desk.timers.add(timer)
}

/** What became of a refund; gives the id of the message about it. */
export function settleRefund(desk: RefundDesk, outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL'): string | undefined {
  const found = findRefund(desk.book, outRefundNo)
  if (!found) throw new Error(`no refund ${outRefundNo}`)
  const { trade, refund } = found
  if (refund.status !== 'PROCESSING') return undefined
  refund.status = status
  if (status === 'SUCCESS') refund.successTime = desk.now().toISOString()
  desk.book.saveTrade(trade)
  if (!refund.notifyUrl) return undefined
  const { status: refund_status, channel: _, funds_account: __, create_time: ___, ...rest } = refundView(trade, refund)
  return desk.notifier.add({
    url: refund.notifyUrl,
    eventType: `REFUND.${status}`,
    originalType: 'refund',
    resource: { mchid: trade.merchantId, ...rest, refund_status },
  })
}

function queryRefund(desk: RefundDesk, outRefundNo: string): Answer {
  const found = findRefund(desk.book, outRefundNo)
  return found ? { status: 200, body: refundView(found.trade, found.refund) } : failure(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
}
