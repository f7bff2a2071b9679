import type { Connections } from './connections.ts'
import { keysIn } from './wechat-pay/testing/keys.ts'

/** Who the demo is at the simulated platforms. The shared secrets come from the keys that were made on this machine at its first start. */
export function simulatedAccounts(config: { dataDir: string; simPort: number }) {
  const keys = keysIn(config.dataDir)
  const at = (name: string): string => `http://127.0.0.1:${config.simPort}/${name}`
  return {
    wechatPay: {
      baseUrl: at('wechat-pay'),
      appId: keys.appId,
      merchantId: keys.merchantId,
      merchantSerial: keys.merchantSerial,
      merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
      apiV3Key: keys.apiV3Key,
      verifiers: [{ id: keys.publicKeyId, publicKeyPem: keys.publicKeyPem }],
      certificatesToo: true,
    },
    wechatOpen: { baseUrl: at('wechat-open'), appId: keys.appId, secret: keys.sharedSecret },
    tencentSms: {
      baseUrl: `${at('sms')}/`,
      secretId: 'AKIDsimulated',
      secretKey: keys.sharedSecret,
      sdkAppId: '1400000000',
      signName: '铺子商城',
      templates: { 'login-code': 'login-code' },
    },
    kuaidi100: { baseUrl: at('kuaidi100'), customer: 'SIMULATED', key: keys.sharedSecret, salt: keys.sharedSecret.slice(0, 16) },
  } satisfies Connections
}
