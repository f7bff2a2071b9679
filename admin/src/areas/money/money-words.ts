import type { Key } from '../../i18n/i18n.tsx'

const providers: Partial<Record<string, Key>> = {
  'wechat-pay': 'provider.wechatPay',
  alipay: 'provider.alipay',
  unionpay: 'provider.unionPay',
}

/** A payment provider as people call it. */
export const providerKey = (provider: string): Key => providers[provider] ?? 'provider.other'
