import { type Route, webhook } from '../../kernel/http.ts'
import type { Payments } from './context.ts'
import { formPage } from './form-page.ts'
import { receiveFront, receiveNotification } from './notify.ts'

/** Doors for the servers of payment channels. Each account has its own; the two of WeChat Pay before accounts had are kept for what was begun then. */
export function hooks(payments: Payments): Route[] {
  const atAccount = (what: 'notify' | 'refunds') =>
    webhook({
      method: 'POST',
      path: `/payments/:account/${what}`,
      handle: (request) => {
        const channel = payments.channels.byKey(request.params['account'] ?? '')
        return receiveNotification(payments, channel ? [channel] : [], request)
      },
    })
  const atWeChatPay = (what: 'notify' | 'refunds') =>
    webhook({
      method: 'POST',
      path: `/wechat-pay/${what}`,
      handle: (request) =>
        receiveNotification(
          payments,
          payments.channels.all().filter(({ name }) => name === 'wechat-pay'),
          request,
        ),
    })
  return [
    atAccount('notify'),
    atAccount('refunds'),
    atWeChatPay('notify'),
    atWeChatPay('refunds'),
    webhook({
      method: 'POST',
      path: '/payments/:account/front',
      handle: (request) => receiveFront(payments, payments.channels.byKey(request.params['account'] ?? ''), request),
    }),
    webhook({ method: 'GET', path: '/payments/form/:id', handle: (request) => formPage(payments, request.params['id'] ?? '') }),
  ]
}
