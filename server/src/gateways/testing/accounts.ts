import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Connections, simulatedAccountsPath } from '../connections.ts'
import type { SimulatedKeys } from '../wechat-pay/testing/keys.ts'

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

/** Tells every server process that shares the data folder how to reach the simulators. Readable by the owner alone. */
export function writeAccounts(dataDir: string, accounts: Connections): void {
  const path = simulatedAccountsPath(dataDir)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(accounts, null, 2), { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}
