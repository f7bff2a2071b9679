import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type AdminClient, createAdminClient } from '../../../clients/admin/client.ts'
import type { Send } from '../../../clients/runtime.ts'
import { createShopClient, type ShopClient } from '../../../clients/shop/client.ts'
import type { Config } from '../../src/kernel/config.ts'
import { ApiError, freePort } from '../harness.ts'

/** Several processes of the whole server on one database, any of which can be killed at any instruction. */
export interface Fleet {
  /** kill -9. */
  kill: (at: number) => Promise<void>
  /** Asks it to end, and lets it finish what it has in hand. */
  shut: (at: number) => Promise<void>
  /** Brings back what is not up. */
  revive: (aheadSeconds: number) => Promise<void>
  stop: () => Promise<void>
  /** Clients that ask any process that is up, as a load balancer would. */
  shop: (token: string) => ShopClient
  admin: (token: string) => AdminClient
  size: number
  /** Answers of 500 and the like: never right, whatever was going on. */
  faults: string[]
}

interface Member {
  port: number
  process?: ChildProcess
}

const main = join(import.meta.dirname, '../../src/main.ts')

export async function openFleet(config: Config, size: number, choose: (n: number) => number): Promise<Fleet> {
  const members: Member[] = []
  for (let n = 0; n < size; n += 1) members.push({ port: await freePort() })
  const faults: string[] = []
  const up = (): Member[] => members.filter((member) => member.process)
  const send = (token: string): Send => {
    return async ({ method, path, body }) => {
      const alive = up()
      const member = alive[choose(alive.length)]
      if (!member) throw new Error('no server is up')
      const response = await fetch(`http://127.0.0.1:${member.port}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      })
      const answer = await response.json()
      if (response.ok) return answer
      if (response.status >= 500 && response.status !== 503) faults.push(`${response.status} ${method} ${path}: ${JSON.stringify(answer)}`)
      throw new ApiError(response.status, answer.error)
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
  // Two who bring servers back at the same moment bring each back once.
  const after = async (before: Promise<unknown>, aheadSeconds: number): Promise<void> => {
    await before
    for (const member of members) member.process ??= await startOne(config, member.port, aheadSeconds)
  }
  let turn: Promise<unknown> = Promise.resolve()
  const revive = (aheadSeconds: number): Promise<void> => {
    const mine = after(turn, aheadSeconds)
    turn = mine.catch(() => undefined) // whoever asked is told
    return mine
  }
  return {
    size,
    faults,
    kill: (at) => end(at, 'SIGKILL'),
    shut: (at) => end(at, 'SIGTERM'),
    revive,
    stop: async () => {
      for (const at of members.keys()) await end(at, 'SIGKILL')
    },
    shop: (token) => createShopClient(send(token)),
    admin: (token) => createAdminClient(send(token)),
  }
}

async function startOne(config: Config, port: number, aheadSeconds: number): Promise<ChildProcess> {
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
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
  }
  const started = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    started.stdout.on('data', (text: Buffer) => text.toString().includes('"ready":true') && resolve())
    started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)))
  })
  return started
}
