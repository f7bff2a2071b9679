import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type AdminClient, createAdminClient } from '../../../clients/admin/client.ts'
import type { Send } from '../../../clients/runtime.ts'
import { createShopClient, type ShopClient } from '../../../clients/shop/client.ts'
import type { Config } from '../../src/kernel/config.ts'
import { ApiError, freePort } from '../harness.ts'

/** Several processes of the whole server on one database, any of which can be killed at any instruction. */
export interface Fleet {
  /** All are up from now on. */
  start: () => Promise<void>
  /** kill -9 of one; it comes back at once. */
  crash: (at: number) => Promise<void>
  /** All end, killed or asked to finish what they have in hand; `between` happens while none is up. */
  restart: (signal: 'SIGKILL' | 'SIGTERM', between: () => Promise<void>) => Promise<void>
  stop: () => Promise<void>
  /** Clients that ask any process that is up, as a load balancer would. */
  shop: (session: Session) => ShopClient
  admin: (session: Session) => AdminClient
  size: number
  /** How often a process was started. */
  starts: () => number
  /** Answers of 500 and the like: never right, whatever was going on. */
  faults: string[]
  /** What the processes complained of last. */
  complaints: string[]
}

/** Who somebody is; sessions end while the clocks jump, and people sign in again. */
export interface Session {
  token: string
  renew: () => Promise<string>
}

interface Member {
  port: number
  process?: ChildProcess
}

const main = join(import.meta.dirname, '../../src/main.ts')

interface FleetOptions {
  size: number
  choose: (n: number) => number
  /** By how much the clocks of what is started now are ahead. */
  aheadSeconds: () => number
}

export async function openFleet(config: Config, { size, choose, aheadSeconds }: FleetOptions): Promise<Fleet> {
  const members: Member[] = []
  for (let n = 0; n < size; n += 1) members.push({ port: await freePort() })
  const faults: string[] = []
  const complaints: string[] = []
  const up = (): Member[] => members.filter((member) => member.process)
  let starts = 0
  const complain = (line: string): void => {
    complaints.push(line)
    if (complaints.length > 200) complaints.shift()
  }
  const send = (session: Session): Send => {
    const once = async ({ method, path, body }: Parameters<Send>[0]): Promise<unknown> => {
      // A load balancer lets people wait while there is nobody to ask.
      if (up().length === 0) await turn
      const alive = up()
      const member = alive[choose(alive.length)]
      if (!member) throw new Error('no server is up')
      const response = await fetch(`http://127.0.0.1:${member.port}${path}`, {
        method,
        headers: { authorization: `Bearer ${session.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A process that is killed is noticed at once; a slow one is waited for.
        signal: AbortSignal.timeout(120_000),
      })
      const answer = (await response.json()) as { error: ConstructorParameters<typeof ApiError>[1] } // or what was asked for
      if (response.ok) return answer
      if (response.status >= 500 && response.status !== 503) faults.push(`${response.status} ${method} ${path}: ${JSON.stringify(answer)}`)
      throw new ApiError(response.status, answer.error)
    }
    return async (outgoing) => {
      try {
        return await once(outgoing)
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error
        session.token = await session.renew()
        return once(outgoing)
      }
    }
  }
  const end = async (at: number, signal: NodeJS.Signals): Promise<void> => {
    const member = members[at]
    const dying = member?.process
    if (!member || !dying) return
    delete member.process
    const gone = new Promise((resolve) => dying.once('exit', resolve))
    dying.kill(signal)
    await gone
  }
  const startAll = async (): Promise<void> => {
    const down = members.filter((member) => !member.process)
    starts += down.length
    await Promise.all(
      down.map(async (member) => (member.process = await startOne(config, { port: member.port, aheadSeconds: aheadSeconds(), complain }))),
    )
  }
  // One after the other: whoever brings servers back brings them all to the same time.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    const mine = turn.then(run)
    turn = mine.catch(() => undefined) // whoever asked is told
    return mine
  }
  return {
    size,
    faults,
    complaints,
    start: () => inTurn(startAll),
    crash: (at) =>
      inTurn(async () => {
        await end(at, 'SIGKILL')
        await startAll()
      }),
    restart: (signal, between) =>
      inTurn(async () => {
        await Promise.all(members.map((_, at) => end(at, signal)))
        await between()
        await startAll()
      }),
    stop: async () => {
      for (const at of members.keys()) await end(at, 'SIGKILL')
    },
    starts: () => starts,
    shop: (session) => createShopClient(send(session)),
    admin: (session) => createAdminClient(send(session)),
  }
}

interface Start {
  port: number
  aheadSeconds: number
  complain: (line: string) => void
}

async function startOne(config: Config, { port, aheadSeconds, complain }: Start): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: config.databaseUrl,
    DATABASE_POOL: '10',
    DATA_DIR: config.dataDir,
    SECRET_KEY: config.secretKey,
    INTERNAL_TOKEN: config.internalToken,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CLOCK_AHEAD_SECONDS: String(aheadSeconds),
    DEMO: 'false',
    RATE_LIMITS: 'false',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'error',
    // Coming back is most of the cost of a crash: what was compiled once is kept.
    NODE_COMPILE_CACHE: join(config.dataDir, 'compiled'),
  }
  const started = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: started.stdout }).on('line', (line) => (line.includes('"ready":true') ? resolve() : complain(line)))
    started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)))
  })
  return started
}
