import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createDouyinSimulator } from '../douyin/testing/simulator.ts'
import { createFapiaoSimulator } from '../fapiao/testing/simulator.ts'
import { createFeieSimulator } from '../feie/testing/simulator.ts'
import { createKdniaoSimulator } from '../kdniao/testing/simulator.ts'
import { createKuaidi100Simulator } from '../kuaidi100/testing/simulator.ts'
import { createSmsSimulator } from '../sms/testing/simulator.ts'
import { request } from '../post.ts'
import { createWeChatOpenSimulator } from '../wechat-open/testing/simulator.ts'
import { keysIn } from '../wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator } from '../wechat-pay/testing/simulator.ts'
import { createAlipaySimulator } from '../alipay/testing/simulator.ts'
import { createUnionPaySimulator } from '../unionpay/testing/simulator.ts'
import { accountsOf, moreAccountsOf, writeAccounts } from './accounts.ts'
import { type BillErrors, chinaDay } from './bill-errors.ts'
import { hostSimulators, type SimulatorHost } from './host.ts'
import { moreKeysIn } from './more-keys.ts'

export interface DemoWorld {
  /** Where the simulators listen. */
  host: string
  simPort: number
  /** Of the shop: the cashier is reached under the same host name. */
  publicUrl: string
  dataDir: string
}

/** Real retry pauses are minutes to hours; somebody who tries the demo should see a retry happen. */
const demoNotifyFactor = 0.2

/**
 * One payment that nobody here knows, in the bill of WeChat Pay for the day before the demo was set up: what reconciliation shows is there on
 * purpose, and everything else agrees.
 */
function demoBillErrors(dataDir: string): BillErrors {
  const begun = statSync(join(dataDir, 'simulators', 'wechat-pay-keys.json')).mtime
  const day = chinaDay(new Date(begun.getTime() - 86_400_000).toISOString())
  return { extra: [{ number: 'DEMO0000000000000001', amountFen: 990, day }] }
}

/** The devices that the demo shops have. */
const demoPrinters = Array.from({ length: 10 }, (_, index) => ({ sn: String(960_100_001 + index), name: `演示打印机 ${index + 1}` }))

/**
 * The outside world of the demo: payment platforms with cashiers, mini-program host, text messages with inbox, carriers, invoices. Processes of one
 * installation share one: whoever comes second uses that of the first.
 */
export async function startDemoWorld(world: DemoWorld): Promise<SimulatorHost> {
  const url = `http://127.0.0.1:${world.simPort}`
  try {
    return await hostWorld(world)
  } catch (fault) {
    const taken = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE'
    if (!taken || !(await isWorld(url))) throw fault
    return { url, stop: async () => {} }
  }
}

async function isWorld(url: string): Promise<boolean> {
  const answer = await request(url, { method: 'GET', timeoutMs: 2000 })
  return answer.result === 'ok' && JSON.stringify(answer.value.body).includes('/wechat-pay')
}

async function hostWorld(world: DemoWorld): Promise<SimulatorHost> {
  const keys = keysIn(world.dataDir)
  const more = moreKeysIn(world.dataDir)
  const accounts = accountsOf(keys, `http://127.0.0.1:${world.simPort}`)
  const outside = new URL(world.publicUrl)
  const publicUrl = `${outside.protocol}//${outside.hostname}:${world.simPort}`
  const common = { dataDir: world.dataDir, notifyFactor: demoNotifyFactor }
  const host = await hostSimulators(
    [
      createWeChatPaySimulator({ ...common, billErrors: demoBillErrors(world.dataDir), keys, publicUrl: `${publicUrl}/wechat-pay` }),
      createAlipaySimulator({ ...common, keys: more.alipay, publicUrl: `${publicUrl}/alipay` }),
      createUnionPaySimulator({ ...common, keys: more.unionPay }),
      createWeChatOpenSimulator(accounts.wechatOpen),
      createDouyinSimulator({ ...accounts.douyin, publicKeyPem: accounts.douyin.privateKeyPem }),
      createSmsSimulator(accounts.tencentSms),
      createKdniaoSimulator({ ...accounts.kdniao, pushUrl: () => `${world.publicUrl}/api/hooks/kdniao/track` }),
      createFapiaoSimulator({ ...accounts.fapiao, dataDir: world.dataDir }),
      createFeieSimulator({ ...accounts.feie, dataDir: world.dataDir, takesMs: 1500, known: demoPrinters }),
      createKuaidi100Simulator({ ...accounts.kuaidi100, dataDir: world.dataDir }),
    ],
    { port: world.simPort, host: world.host },
  )
  const pay = moreAccountsOf(more, host.url)
  // The browser opens Alipay's cashier and UnionPay's form itself: they are reached as the shop is.
  pay.alipay.gatewayUrl = `${publicUrl}/alipay/gateway.do`
  pay.unionPay.gatewayUrl = `${publicUrl}/unionpay`
  writeAccounts(world.dataDir, { ...accountsOf(keys, host.url), ...pay })
  return host
}
