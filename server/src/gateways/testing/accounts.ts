import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { aesKeyOf } from '../alipay/testing/phone.ts'
import { simulatedAccountsPath, type WrittenConnections } from '../connections.ts'
import type { MoreKeys } from './more-keys.ts'
import type { SimulatedKeys } from '../wechat-pay/testing/keys.ts'

/** The demo's accounts at simulated Alipay and UnionPay. */
export function moreAccountsOf(keys: MoreKeys, hostUrl: string) {
  return {
    alipay: {
      label: '演示支付宝',
      gatewayUrl: `${hostUrl}/alipay/gateway.do`,
      appId: keys.alipay.appId,
      sellerId: keys.alipay.sellerId,
      privateKeyPem: keys.alipay.merchant.privatePem,
      alipayPublicKeyPem: keys.alipay.platform.publicPem,
      aesKey: aesKeyOf(keys.alipay),
    },
    unionPay: {
      label: '演示云闪付',
      gatewayUrl: `${hostUrl}/unionpay`,
      filesUrl: `${hostUrl}/unionpay/files`,
      merchantId: keys.unionPay.merchantId,
      certId: keys.unionPay.certId,
      privateKeyPem: keys.unionPay.merchant.privatePem,
      rootCertificatePem: keys.unionPay.rootPem,
      middleCertificatePem: keys.unionPay.middlePem,
    },
  } satisfies WrittenConnections
}

/** Who the demo is at the simulated platforms below `hostUrl`. */
export function accountsOf(keys: SimulatedKeys, hostUrl: string) {
  const at = (name: string): string => `${hostUrl}/${name}`
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
    douyin: {
      loginUrl: at('douyin'),
      openUrl: at('douyin'),
      appId: 'ttdemo0000puzi0000',
      secret: keys.sharedSecret,
      // Any pair will do; the simulator seals with the public half of this one.
      privateKeyPem: keys.merchantPrivateKeyPem,
    },
    tencentSms: {
      baseUrl: `${at('sms')}/`,
      secretId: 'AKIDsimulated',
      secretKey: keys.sharedSecret,
      sdkAppId: '1400000000',
      signName: '铺子商城',
      templates: { 'login-code': 'login-code' },
    },
    kdniao: { baseUrl: at('kdniao'), businessId: 'SIMULATED', appKey: keys.sharedSecret },
    fapiao: { baseUrl: at('fapiao'), appKey: 'SIMULATED', appSecret: keys.sharedSecret },
    feie: { baseUrl: `${at('feie')}/`, user: 'simulated@example.com', ukey: keys.sharedSecret },
    kuaidi100: { baseUrl: at('kuaidi100'), customer: 'SIMULATED', key: keys.sharedSecret, salt: keys.sharedSecret.slice(0, 16) },
  } satisfies WrittenConnections
}

/** Tells every server process that shares the data folder how to reach the simulators. Readable by the owner alone. */
export function writeAccounts(dataDir: string, accounts: WrittenConnections): void {
  const path = simulatedAccountsPath(dataDir)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(accounts, null, 2), { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}
