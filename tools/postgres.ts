import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, readIfThere, withLock } from './launch/lock.mjs'
import { type Home, placesOf, prepareHome } from './postgres/home.ts'
import {
  DATABASE,
  dataVersion,
  endedBadly,
  findRunning,
  freePort,
  halt,
  initialise,
  launch,
  ROLE,
  type Running,
  setPassword,
} from './postgres/postmaster.ts'
import { secret } from './postgres/secrets.ts'

export interface Postgres {
  /** `postgres://…`: a superuser of this server. */
  url: string
  /** The server's process. */
  pid: number
  /** Lets go of the server; the last user stops it. */
  stop: () => Promise<void>
}

const MAJOR = '18'
const FIRST_PORT = 54_320

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %d ',
}

/** For tests, where a power cut loses nothing of worth. */
const careless: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/**
 * Starts the PostgreSQL that comes as an npm package, or joins the one that already runs on this folder: several
 * processes may share it, and it ends with the last of them, also when that one is killed.
 * `ephemeral` is for tests: nothing is synced to disk, and data that were not closed in order are thrown away.
 * Throws with advice when this platform has no such package.
 */
export async function startPostgres(options: { dataDir: string; ephemeral?: boolean }): Promise<Postgres> {
  const ephemeral = options.ephemeral ?? false
  mkdirSync(options.dataDir, { recursive: true })
  // By its true name: reached by a link, a server that runs here would be taken for somebody else's, and a second one started on its data.
  const base = realpathSync(options.dataDir)
  if (process.getuid?.() === 0) chmodSync(base, 0o755)
  const lock = join(base, 'lock')
  const user = join(base, 'users', `${process.pid}-${Math.random().toString(36).slice(2)}`)
  const server = await withLock(lock, async () => {
    const running = await joinOrStart(base, ephemeral)
    mkdirSync(dirname(user), { recursive: true })
    writeFileSync(user, '')
    return running
  })
  return {
    pid: server.pid,
    url: `postgres://${ROLE}:${server.password}@127.0.0.1:${server.port}/${DATABASE}`,
    stop: () =>
      withLock(lock, async () => {
        rmSync(user, { force: true })
        if (!liveUsers(base).length) await halt(server.home, server.pid)
      }),
  }
}

/** Stops the server on this folder, whoever uses it, and removes its data, wherever they are. */
export async function erasePostgres(dataDir: string): Promise<void> {
  const base = resolve(dataDir)
  if (!existsSync(base)) return
  for (const place of placesOf(base)) {
    const home: Home = { native: '', data: join(place, 'data'), runAs: undefined }
    const running = findRunning(home)
    if (running) await halt(home, running.pid)
    // Its watch may still be writing its lock.
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function joinOrStart(base: string, ephemeral: boolean): Promise<Running & { password: string; home: Home }> {
  const home = prepareHome(base)
  const { value: password, fresh } = secret(join(base, 'secrets.json'), 'password')
  let running = await settled(home)
  if (running && fresh) {
    await halt(home, running.pid)
    running = undefined
  }
  running ??= await start({ base, home, ephemeral, password, fresh })
  return { ...running, password, home }
}

/** A server that is just starting or stopping is waited for. */
async function settled(home: Home): Promise<Running | undefined> {
  for (let waited = 0; waited < 1000; waited += 1) {
    const running = findRunning(home)
    if (!running || running.ready) return running
    await sleep(20)
  }
  throw new Error(`PostgreSQL on ${home.data} neither starts nor stops; see its log`)
}

async function start(server: { base: string; home: Home; ephemeral: boolean; password: string; fresh: boolean }): Promise<Running> {
  const { base, home, ephemeral, password, fresh } = server
  if (ephemeral && (endedBadly(home) || (existsSync(home.data) && dataVersion(home) !== MAJOR))) rmSync(home.data, { recursive: true })
  if (!existsSync(home.data)) initialise(home, password, ephemeral)
  else if (dataVersion(home) !== MAJOR)
    throw new Error(`${home.data} was made by PostgreSQL ${dataVersion(home)}, this is ${MAJOR}: \`npm run reset\` begins anew`)
  // A pid file that names a process of somebody else would keep the server from starting.
  rmSync(join(home.data, 'postmaster.pid'), { force: true })
  if (fresh) setPassword(home, password)
  rmSync(join(base, 'users'), { recursive: true, force: true })
  const logFile = ephemeral ? join(base, 'postgres.log') : join(dirname(base), 'logs', 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > 20_000_000) truncateSync(logFile)
  const portFile = join(base, 'port')
  const port = await freePort(Number(readIfThere(portFile) ?? FIRST_PORT))
  const running = await launch(home, { port, settings: ephemeral ? { ...settings, ...careless } : settings, logFile })
  writeFileSync(portFile, String(running.port))
  watch(base, running.pid)
  return running
}

function liveUsers(base: string): string[] {
  return readdirSync(join(base, 'users')).filter((name) => isAlive(Number.parseInt(name, 10)))
}

/**
 * A shell loop, cheaper than a Node process, that stops the server once all its users are gone: a launcher or a test
 * run that was killed cannot do so itself.
 */
function watch(base: string, pid: number): void {
  const script = `
live() { for f in "$1"/users/*; do p="\${f##*/}"; kill -0 "\${p%%-*}" 2>/dev/null && return 0; done; return 1; }
while kill -0 "$2" 2>/dev/null; do
  sleep 2
  kill -0 "$2" 2>/dev/null || exit 0
  live "$1" && continue
  (set -C; echo $$ > "$1/lock") 2>/dev/null || continue
  live "$1" || { kill -INT "$2"; while kill -0 "$2" 2>/dev/null; do sleep 1; done; }
  rm -f "$1/lock"
done`
  spawn('/bin/sh', ['-c', script, 'puzi-postgres-watch', base, String(pid)], { cwd: '/', detached: true, stdio: 'ignore' }).unref()
}
