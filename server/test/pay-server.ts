import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { WrittenConnections } from '../src/gateways/connections.ts'
import type { Interface } from '../src/kernel/contract.ts'
import { on } from '../src/kernel/events.ts'
import type { StaffActor } from '../src/kernel/http.ts'
import { defineModule } from '../src/kernel/module.ts'
import { modules } from '../src/modules.ts'
import { type paymentCalls, paymentPaid, paymentRefunded } from '../src/modules/payment/contract.ts'
import { payment } from '../src/modules/payment/module.ts'
import { startServer, type TestServer, testClock } from './harness.ts'
import { type PayOutside, startPayOutside } from './pay-outside.ts'

export interface PayServer {
  outside: PayOutside
  server: TestServer
  pay: Interface<typeof paymentCalls>
  /** `paid <subject>`, `refunded <subject> <ok>`: what the modules above have heard. */
  told: string[]
  /** What the doctor finds. */
  violations: () => Promise<unknown[]>
}

const clock = testClock()

/** Payment and wallet alone, over simulators of every platform, for a test file; whole again before each test. `clock` runs at once. */
export function payServer(options: {
  change?: (accounts: WrittenConnections) => WrittenConnections
  /** Who a token of the console stands for. */
  staff?: (token: string) => StaffActor
}): { clock: ReturnType<typeof testClock>; world: PayServer } {
  const told: string[] = []
  const listener = defineModule({
    name: 'listener',
    calls: {},
    needs: {},
    create: () => ({
      calls: {},
      routes: [],
      jobs: [],
      handlers: [
        on(paymentPaid, 'listener.paid', async ({ payload }) => void told.push(`paid ${payload.subject}`)),
        on(paymentRefunded, 'listener.refunded', async ({ payload }) => void told.push(`refunded ${payload.subject} ${payload.ok}`)),
      ],
    }),
  })
  // Filled before the first test; the file takes its parts from it then.
  const world = { told } as PayServer
  beforeAll(async () => {
    world.outside = await startPayOutside({ now: clock.now, ...(options.change && { change: options.change }) })
    const { staff } = options
    world.server = await startServer({
      modules: [...modules.filter(({ name }) => name === 'wallet'), payment, listener],
      now: clock.now,
      config: world.outside.config,
      ...(staff && { authenticate: async (token: string) => staff(token) }),
    })
    world.outside.leadTo(world.server.url)
    // The harness keeps calls loosely typed; these are those of this contract.
    world.pay = world.server.calls['payment'] as unknown as Interface<typeof paymentCalls>
    world.violations = async () => (await Promise.all(world.server.systems[0]!.checks.map((check) => check.run()))).flat()
  })
  afterAll(async () => {
    await world.server.close()
    await world.outside.close()
  })
  beforeEach(async () => {
    const { wechatPay, wechatPay2, alipay, unionPay } = world.outside
    for (const one of [wechatPay, wechatPay2, alipay, unionPay]) one.heal()
    // Whatever a test before has broken is whole again after a while and a probe.
    clock.advance({ minutes: 11 })
    await world.server.sweep()
  })
  return { clock, world }
}
