import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AlipaySimulator, createAlipaySimulator } from '../src/gateways/alipay/testing/simulator.ts'
import type { WrittenConnections } from '../src/gateways/connections.ts'
import { accountsOf, moreAccountsOf, writeAccounts } from '../src/gateways/testing/accounts.ts'
import { hostSimulators } from '../src/gateways/testing/host.ts'
import { makeMoreKeys, type MoreKeys } from '../src/gateways/testing/more-keys.ts'
import { createUnionPaySimulator, type UnionPaySimulator } from '../src/gateways/unionpay/testing/simulator.ts'
import { makeKeys, type SimulatedKeys } from '../src/gateways/wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator, type WeChatPaySimulator } from '../src/gateways/wechat-pay/testing/simulator.ts'
import type { Config } from '../src/kernel/config.ts'
import { openDoor } from './outside.ts'

export interface PayOutside {
  wechatPay: WeChatPaySimulator
  /** A second merchant account at WeChat Pay. */
  wechatPay2: WeChatPaySimulator
  alipay: AlipaySimulator
  unionPay: UnionPaySimulator
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'demo'>
  leadTo: (serverUrl: string) => void
  close: () => Promise<void>
}

interface KeySet {
  first: SimulatedKeys
  second: SimulatedKeys
  more: MoreKeys
}

let kept: KeySet | undefined

/** Every payment platform over real HTTP in the hands of a test: two accounts at WeChat Pay, one at Alipay, one at UnionPay. */
export async function startPayOutside(options: {
  now: () => Date
  change?: (accounts: WrittenConnections) => WrittenConnections
}): Promise<PayOutside> {
  const { now, change = (accounts) => accounts } = options
  kept ??= {
    first: makeKeys(now()),
    second: { ...makeKeys(now()), merchantId: '1900000002', appId: 'wxdemo0000puzi0000' },
    more: makeMoreKeys(now()),
  }
  const { first, second, more } = kept
  const dataDir = await mkdtemp(join(tmpdir(), 'puzi-pay-'))
  const hands = { now, notifyMode: 'manual' as const, refundTakesMs: 'manual' as const }
  const wechatPay = createWeChatPaySimulator({ ...hands, keys: first, publicUrl: 'http://cashier.test/wechat-pay' })
  const wechatPay2 = createWeChatPaySimulator({
    ...hands,
    keys: second,
    publicUrl: 'http://cashier.test/wechat-pay-2',
    name: 'wechat-pay-2',
  })
  // The bill lies where the browser reaches the platform, which in a test is found out only when it listens.
  const urls = { alipay: '' }
  const alipay = createAlipaySimulator({
    now,
    notifyMode: 'manual',
    keys: more.alipay,
    get publicUrl() {
      return urls.alipay
    },
  })
  const unionPay = createUnionPaySimulator({ ...hands, keys: more.unionPay })
  const host = await hostSimulators([wechatPay, wechatPay2, alipay, unionPay], { port: 0 })
  urls.alipay = `${host.url}/alipay`
  const one = accountsOf(first, host.url)
  const two = accountsOf(second, host.url).wechatPay
  const wechat = [
    { ...one.wechatPay, label: '主商户号' },
    { ...two, label: '备用商户号', baseUrl: `${host.url}/wechat-pay-2` },
  ]
  writeAccounts(dataDir, change({ ...one, ...moreAccountsOf(more, host.url), wechatPay: wechat }))
  const door = await openDoor()
  return {
    wechatPay,
    wechatPay2,
    alipay,
    unionPay,
    config: { dataDir, publicUrl: door.url, demo: true },
    leadTo: door.leadTo,
    close: async () => {
      await host.stop()
      await door.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
