import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Database, database, query } from '../tools/launch/database.ts'
import { furnishOnce } from '../tools/launch/demo.ts'
import { inRoot, inState } from '../tools/launch/paths.ts'
import { endWithUs } from '../tools/launch/process.mjs'
import { startServer } from '../tools/launch/server.ts'
import { multiply } from './many.ts'

const PORT = '3950'
const SIM_PORT = '3951'
const NAME = 'bench'

export interface World {
  url: string
  simUrl: string
  databaseUrl: string
  env: Record<string, string>
  pids: { server: number; postgres: number; outside: number }
  stop: () => Promise<void>
}

/**
 * The server on a fresh copy of the furnished demo, so that no run pays for what another one left, and the payment platforms beside it.
 * `products`: so many, copied; 0: the demo as it is. `profile`: a folder for the server's CPU profile.
 */
export async function startWorld(options: {
  products: number
  profile: string | undefined
  redisUrl?: string | undefined
}): Promise<World> {
  const dir = inState('bench', options.products > 0 ? `pg-${options.products}` : 'pg')
  const db = await database({ dataDir: dir, url: process.env['BENCH_DATABASE_URL'] })
  const open: (() => Promise<void>)[] = [db.stop]
  const stop = async (): Promise<void> => {
    for (const close of open.toReversed()) await close()
  }
  try {
    const env = { ...envOf(options.profile), ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}) }
    await db.migrate()
    await furnishOnce(db, { ...env, DATABASE_URL: db.url }, () => console.log('importing the demo …'))
    if (options.products > 0) await multiply(db.url, options.products)
    const databaseUrl = await copyOf(db)
    const outside = await startOutside({ ...env, DATABASE_URL: databaseUrl })
    open.push(async () => {
      outside.kill()
      await once(outside, 'exit')
    })
    const server = await startServer({ name: 'bench-server', env: { ...env, DATABASE_URL: databaseUrl } })
    open.push(server.stop)
    const pids = {
      server: Number(readFileSync(inState('bench-server.pid'), 'utf8')),
      postgres: db.pid ?? Number.NaN,
      outside: outside.pid ?? Number.NaN,
    }
    return { url: server.url, simUrl: `http://127.0.0.1:${SIM_PORT}`, databaseUrl, env, pids, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const envOf = (profile: string | undefined): Record<string, string> & { DATA_DIR: string } => ({
  DATA_DIR: inState('bench', 'data'),
  PORT,
  SIM_PORT,
  PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  DEMO: 'true',
  RATE_LIMITS: 'false',
  CHECK_REPLIES: 'false',
  LOG_LEVEL: 'warn',
  // Each buyer comes from an address of their own: so many at one would be taken for an attack.
  TRUST_PROXY: '1',
  ...(profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {}),
})

/** A database of somebody else is used as it is. */
async function copyOf(db: Database): Promise<string> {
  if (db.pid === undefined) return db.url
  const copy = new URL(db.url)
  const from = copy.pathname.slice(1)
  copy.pathname = '/postgres'
  await query(copy.href, `drop database if exists ${NAME} with (force)`)
  await query(copy.href, `create database ${NAME} template "${from}"`)
  await query(copy.href, 'checkpoint')
  copy.pathname = `/${NAME}`
  return copy.href
}

async function startOutside(env: Record<string, string>): Promise<ChildProcess> {
  // Its book of former runs would only be read and grow.
  rmSync(inState('bench', 'data', 'simulators'), { recursive: true, force: true })
  const guard = pathToFileURL(inRoot('tools', 'launch', 'end-with-parent.mjs')).href
  const child = fork(inRoot('bench', 'outside.ts'), {
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', guard],
  })
  endWithUs(child)
  const ended = once(child, 'exit').then(() => {
    throw new Error('the payment platforms did not start')
  })
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  return child
}
