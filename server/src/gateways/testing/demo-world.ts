import { createKuaidi100Simulator } from '../kuaidi100/testing/simulator.ts'
import { createSmsSimulator } from '../sms/testing/simulator.ts'
import { request } from '../post.ts'
import { createWeChatOpenSimulator } from '../wechat-open/testing/simulator.ts'
import { keysIn } from '../wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator } from '../wechat-pay/testing/simulator.ts'
import { accountsOf, writeAccounts } from './accounts.ts'
import { hostSimulators, type SimulatorHost } from './host.ts'

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
 * The outside world of the demo: payment platform with cashier, mini-program host, text messages with inbox, carriers. Processes of one
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
  const accounts = accountsOf(keys, `http://127.0.0.1:${world.simPort}`)
  const outside = new URL(world.publicUrl)
  const host = await hostSimulators(
    [
      createWeChatPaySimulator({
        keys,
        dataDir: world.dataDir,
        publicUrl: `${outside.protocol}//${outside.hostname}:${world.simPort}/wechat-pay`,
        notifyFactor: demoNotifyFactor,
      }),
      createWeChatOpenSimulator(accounts.wechatOpen),
      createSmsSimulator(accounts.tencentSms),
      createKuaidi100Simulator({ ...accounts.kuaidi100, dataDir: world.dataDir }),
    ],
    { port: world.simPort, host: world.host },
  )
  writeAccounts(world.dataDir, accountsOf(keys, host.url))
  return host
}
