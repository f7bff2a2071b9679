import type { Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

type Payment = NonNullable<Reply<'getAdminOrder'>['payment']>

export const attemptStateKey: Record<Payment['attempts'][number]['state'], Key> = {
  starting: 'attempt.starting',
  open: 'attempt.open',
  paid: 'attempt.paid',
  failed: 'attempt.failed',
  closed: 'attempt.closed',
  unknown: 'attempt.unknown',
  left: 'attempt.left',
}
export const refundStateKey: Record<Payment['refunds'][number]['state'], Key> = {
  queued: 'refund.queued',
  sent: 'refund.sent',
  succeeded: 'refund.succeeded',
  failed: 'refund.failed',
  unknown: 'refund.unknown',
}
export const payMethodKey: Record<Payment['attempts'][number]['method'], Key> = {
  wechat_jsapi: 'payMethod.wechat_jsapi',
  wechat_h5: 'payMethod.wechat_h5',
  wechat_native: 'payMethod.wechat_native',
  alipay_mini: 'payMethod.alipay_mini',
  alipay_wap: 'payMethod.alipay_wap',
  unionpay_h5: 'payMethod.unionpay_h5',
}
