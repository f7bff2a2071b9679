import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type AdminClient, createAdminClient } from '../../clients/admin/client.ts'
import type { Outgoing, Send } from '../../clients/runtime.ts'
import { createShopClient, type ShopClient } from '../../clients/shop/client.ts'
import { later, type Span } from '../src/kernel/clock.ts'
import { compose, type ComposeOptions, type System } from '../src/kernel/compose.ts'
import type { Config } from '../src/kernel/config.ts'
import { type Db, openDb } from '../src/kernel/db.ts'
import { createLog } from '../src/kernel/log.ts'
import type { Module } from '../src/kernel/module.ts'
import type { LooseCalls } from '../src/kernel/remote.ts'
import { modules as allModules } from '../src/modules.ts'
import { createDatabase } from './databases.ts'

export interface StartOptions {
  /** Modules that run in a process of their own, behind HTTP. */
  split?: readonly string[]
  now?: () => Date
  modules?: readonly Module[]
  authenticate?: ComposeOptions['authenticate']
  /** Changes to the settings. By default nothing runs by itself (roles: http) and nobody is slowed down (rateLimits: false). */
  config?: Partial<Config>
}

export interface Reply {
  status: number
  /** Parsed JSON, or text. */
  body: any // tests look into it as they please
  headers: Headers
}

export interface RequestOptions {
  token?: string | undefined
  body?: unknown
  /** Sent as it is, with this content type. */
  raw?: { type: string; bytes: string | Uint8Array }
  file?: UploadFile
  headers?: Record<string, string>
}

/** What `send` uploads in tests. */
export interface UploadFile {
  name: string
  bytes: Uint8Array
  type?: string
}

export interface TestServer {
  url: string
  db: Db<any>
  config: Config
  /** The calls of every module, wherever it runs. */
  calls: Record<string, LooseCalls>
  systems: readonly System[]
  /** The typed client of the storefront; its calls reject with `ApiError`. */
  shop: (token?: string) => ShopClient
  admin: (token?: string) => AdminClient
  /** One request as it is, to whichever process has the route. */
  request: (method: string, path: string, options?: RequestOptions) => Promise<Reply>
  /** Delivers events until none is left. A handler that fails makes it reject, unless `allowFailures`. */
  deliver: (options?: { early?: boolean; allowFailures?: boolean }) => Promise<number>
  /** Runs every sweep until it finds nothing. */
  sweep: () => Promise<number>
  runCron: (name: string) => Promise<void>
  runTasks: () => Promise<number>
  /** Sweeps, tasks and deliveries until nothing moves any more. */
  settle: () => Promise<void>
  close: () => Promise<void>
}

/** The server's refusal, as a client sees it. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown>

  constructor(status: number, error: { code: string; message: string; detail: Record<string, unknown> }) {
    super(`${status} ${error.code}: ${error.message} ${JSON.stringify(error.detail)}`)
    this.name = 'ApiError'
    this.status = status
    this.code = error.code
    this.detail = error.detail
  }
}

/** A clock that stands still until it is moved. */
export function testClock(start: Date = new Date('2026-11-23T04:00:00.000Z')): {
  now: () => Date
  advance: (span: Span) => void
  set: (at: Date) => void
} {
  let at = start
  return {
    now: () => new Date(at),
    advance: (span) => {
      at = later(at, span)
    },
    set: (next) => {
      at = next
    },
  }
}

/** The settings of a test process. */
export function testConfig(databaseUrl: string, changes: Partial<Config> = {}): Config {
  return {
    production: false,
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    trustProxy: 0,
    databaseUrl,
    databasePool: 12,
    databasePrepare: true,
    dataDir: join(tmpdir(), 'puzi-test'),
    demo: true,
    simPort: 0,
    modules: [],
    elsewhere: {},
    roles: ['http'],
    secretKey: 'a test key that is long enough to be one',
    internalToken: 'a test token that is long enough to be one',
    rateLimits: false,
    checkReplies: true,
    clockAheadMs: 0,
    logLevel: 'silent',
    ...changes,
  }
}

/** The product on a fresh database, listening, with time and deliveries in the hand of the test. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const database = await createDatabase(inject('serverUrl'), inject('template'))
  const dataDir = await mkdtemp(join(tmpdir(), 'puzi-'))
  const config = testConfig(database.url, { dataDir, ...options.config })
  const log = createLog(process.env['TEST_LOG'] ?? config.logLevel)
  const db = openDb<any>({ url: config.databaseUrl, max: config.databasePool })
  const modules = options.modules ?? allModules
  const split = options.split ?? []
  const ports = split.length > 0 ? [options.config?.port ?? (await freePort()), await freePort()] : [options.config?.port ?? 0]
  const [here, there] = ports.map((port) => `http://127.0.0.1:${port}`)
  const shapes: Partial<Config>[] =
    split.length === 0 ? [{}] : [{ elsewhere: places(split, there) }, { elsewhere: places(others(modules, split), here), modules: split }]
  const base = {
    db,
    log,
    modules,
    now: options.now ?? (() => new Date()),
    ...(options.authenticate ? { authenticate: options.authenticate } : {}),
  }
  // Each process has a pool of its own, as it would elsewhere.
  const pools = shapes.map((_, index) => (index === 0 ? db : openDb<any>({ url: config.databaseUrl, max: config.databasePool })))
  const systems = await Promise.all(
    shapes.map((shape, index) => compose({ ...base, db: pools[index] ?? db, config: { ...config, ...shape } })),
  )
  const urls: string[] = []
  for (const [index, system] of systems.entries()) urls.push(await system.app.listen({ host: '127.0.0.1', port: ports[index] ?? 0 }))
  for (const system of systems.toReversed()) await system.start()
  return {
    url: urls[0] ?? '',
    db,
    config,
    calls: systems[0]?.calls ?? {},
    systems,
    ...doors(systems, urls),
    ...hands(systems),
    close: async () => {
      for (const system of systems) await system.stop()
      for (const pool of pools) await pool.destroy()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const places = (names: readonly string[], url = ''): Record<string, string> => Object.fromEntries(names.map((name) => [name, url]))
const others = (modules: readonly Module[], split: readonly string[]): string[] =>
  modules.map((module) => module.name).filter((name) => !split.includes(name))

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has an address')
  return address.port
}

/** Requests go to the process that has the route, as a gateway would send them. */
function doors(systems: readonly System[], urls: readonly string[]): Pick<TestServer, 'shop' | 'admin' | 'request'> {
  const home = (method: string, path: string): string => {
    const pathname = new URL(path, 'http://x').pathname
    const index = systems.findIndex((system) =>
      system.routes.some((route) => {
        const [verb, template] =
          'operation' in route
            ? [route.operation.method, `/api/${route.operation.face}${route.operation.path}`]
            : [route.webhook.method, `/api/hooks${route.webhook.path}`]
        return verb === method && matches(template, pathname)
      }),
    )
    return urls[Math.max(index, 0)] ?? ''
  }
  const request: TestServer['request'] = async (method, path, options = {}) => {
    const response = await fetch(`${home(method, path)}${path}`, { method, redirect: 'manual', ...payload(options) })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
  }
  const send =
    (token: string | undefined): Send =>
    async ({ method, path, body, file }: Outgoing) => {
      const reply = await request(method, path, { token, body, ...(file === undefined ? {} : { file: file as UploadFile }) }) // tests upload these
      if (reply.status >= 400) throw new ApiError(reply.status, reply.body.error)
      return reply.body
    }
  return { request, shop: (token) => createShopClient(send(token)), admin: (token) => createAdminClient(send(token)) }
}

function matches(template: string, path: string): boolean {
  const [a, b] = [template.split('/'), path.split('/')]
  return a.length === b.length && a.every((part, index) => part.startsWith(':') || part === b[index])
}

function payload({ token, body, raw, file, headers }: RequestOptions): {
  headers: Record<string, string>
  body?: FormData | string | Uint8Array<ArrayBuffer>
} {
  const all: Record<string, string> = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers }
  if (raw)
    return { headers: { 'content-type': raw.type, ...all }, body: typeof raw.bytes === 'string' ? raw.bytes : new Uint8Array(raw.bytes) }
  if (file) {
    const form = new FormData()
    for (const [name, value] of Object.entries(body ?? {})) form.append(name, String(value))
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type ?? 'application/octet-stream' }), file.name)
    return { headers: all, body: form }
  }
  return body === undefined ? { headers: all } : { headers: { 'content-type': 'application/json', ...all }, body: JSON.stringify(body) }
}

function hands(systems: readonly System[]): Pick<TestServer, 'deliver' | 'sweep' | 'runCron' | 'runTasks' | 'settle'> {
  const deliver: TestServer['deliver'] = async (options = {}) => {
    let delivered = 0
    for (let moved = true; moved;) {
      moved = false
      for (const system of systems) {
        const round = await system.deliver({ early: options.early ?? false })
        const first = round.failed[0]
        if (first && !options.allowFailures) throw new Error(`handler ${first.handler} failed`, { cause: first.error })
        delivered += round.delivered
        moved ||= round.delivered > 0
      }
    }
    return delivered
  }
  const sum = async (run: (system: System) => Promise<number>): Promise<number> => {
    let total = 0
    for (const system of systems) total += await run(system)
    return total
  }
  const sweep = () => sum((system) => system.jobs.sweepOnce())
  const runTasks = () => sum((system) => system.jobs.runTasks())
  return {
    deliver,
    sweep,
    runTasks,
    runCron: async (name) => {
      const system = systems.find(({ jobs }) => jobs.cronNames.includes(name))
      if (!system) throw new Error(`there is no cron job "${name}"`)
      await system.jobs.runCron(name)
    },
    settle: async () => {
      while ((await deliver()) + (await sweep()) + (await runTasks()) > 0);
    },
  }
}
