import type { PayMethod as ChannelMethod } from '../../gateways/payment-channel.ts'
import type { PayMethod } from './contract.ts'

interface MethodFacts {
  /** Of which provider, and what it calls it. */
  provider: string
  method: ChannelMethod
  /** How long what the channel gave opens its cashier, by its document, less some time to get there. */
  actionMinutes: number
  /** The payer must be known to the provider before. */
  needsPayer: boolean
}

/** Every way to pay through a channel. */
export const methodFacts: Record<PayMethod, MethodFacts> = {
  wechat_jsapi: { provider: 'wechat-pay', method: 'jsapi', actionMinutes: 110, needsPayer: true },
  wechat_h5: { provider: 'wechat-pay', method: 'h5', actionMinutes: 4, needsPayer: false },
  wechat_native: { provider: 'wechat-pay', method: 'native', actionMinutes: 110, needsPayer: false },
  alipay_mini: { provider: 'alipay', method: 'mini', actionMinutes: 110, needsPayer: true },
  alipay_wap: { provider: 'alipay', method: 'wap', actionMinutes: 110, needsPayer: false },
  unionpay_h5: { provider: 'unionpay', method: 'front', actionMinutes: 110, needsPayer: false },
}
