import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKdniaoSimulator, type KdniaoSimulator } from '../src/gateways/kdniao/testing/simulator.ts'
import { createKuaidi100Simulator, type Kuaidi100Simulator } from '../src/gateways/kuaidi100/testing/simulator.ts'
import { createSmsSimulator, type SmsSimulator } from '../src/gateways/sms/testing/simulator.ts'
import { accountsOf, writeAccounts } from '../src/gateways/testing/accounts.ts'
import { hostSimulators } from '../src/gateways/testing/host.ts'
import { createWeChatOpenSimulator, type WeChatOpenSimulator } from '../src/gateways/wechat-open/testing/simulator.ts'
import { makeKeys, type SimulatedKeys } from '../src/gateways/wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator, type WeChatPaySimulator } from '../src/gateways/wechat-pay/testing/simulator.ts'
import type { Config } from '../src/kernel/config.ts'

export interface Outside {
  wechatPay: WeChatPaySimulator
  wechatOpen: WeChatOpenSimulator
  sms: SmsSimulator
  kuaidi100: Kuaidi100Simulator
  kdniao: KdniaoSimulator
  /** Settings for `startServer`, so that it finds the simulators and they find it. */
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'demo'>
  /** Where messages to `publicUrl` go from now on. */
  leadTo: (serverUrl: string) => void
  close: () => Promise<void>
}

// Three pairs of RSA keys take a while; one set for all tests of a file will do.
let keys: SimulatedKeys | undefined

/** The outside world over real HTTP, in the hands of a test: nothing is told or settled by itself. */
export async function startOutside(options: { now?: () => Date } = {}): Promise<Outside> {
  const now = options.now ?? (() => new Date())
  keys ??= makeKeys(now())
  const dataDir = await mkdtemp(join(tmpdir(), 'puzi-outside-'))
  const accounts = accountsOf(keys, '')
  const wechatPay = createWeChatPaySimulator({
    keys,
    now,
    publicUrl: 'http://cashier.test/wechat-pay',
    notifyMode: 'manual',
    refundTakesMs: 'manual',
  })
  const wechatOpen = createWeChatOpenSimulator({ ...accounts.wechatOpen, now })
  const sms = createSmsSimulator({ ...accounts.tencentSms, now })
  const kuaidi100 = createKuaidi100Simulator({ ...accounts.kuaidi100, now, mode: 'manual' })
  const door = await openDoor()
  const kdniao = createKdniaoSimulator({ ...accounts.kdniao, now, mode: 'manual', pushUrl: () => `${door.url}/api/hooks/kdniao/track` })
  const host = await hostSimulators([wechatPay, wechatOpen, sms, kuaidi100, kdniao], { port: 0 })
  writeAccounts(dataDir, accountsOf(keys, host.url))
  return {
    wechatPay,
    wechatOpen,
    sms,
    kuaidi100,
    kdniao,
    config: { dataDir, publicUrl: door.url, demo: true },
    leadTo: door.leadTo,
    close: async () => {
      await host.stop()
      await door.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The public address must be known before the server listens: a door that is there first and leads to it later. */
export async function openDoor(): Promise<{ url: string; leadTo: (serverUrl: string) => void; close: () => Promise<void> }> {
  let target = ''
  const door: Server = createServer((message, reply) => {
    const onward = httpRequest(new URL(message.url ?? '/', target || 'http://127.0.0.1:1'), {
      method: message.method,
      headers: message.headers,
    })
    onward.on('response', (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    onward.on('error', () => reply.destroy())
    message.pipe(onward)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  // A listening TCP server always has an AddressInfo; the string form is for pipes.
  const { port } = door.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (serverUrl) => void (target = serverUrl),
    close: async () => {
      door.closeAllConnections()
      await new Promise<void>((resolve) => door.close(() => resolve()))
    },
  }
}
