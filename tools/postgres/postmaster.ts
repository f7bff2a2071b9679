import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeProcess, isAlive, readIfThere } from '../launch/lock.mjs'
import type { Home } from './home.ts'

export const ROLE = 'puzi'
export const DATABASE = 'puzi'
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 30_000

export interface Running {
  pid: number
  port: number
}

/** What `postmaster.pid` says, when the process it names is really a PostgreSQL on this folder. */
export function findRunning(home: Home): (Running & { ready: boolean }) | undefined {
  const lines = readIfThere(join(home.data, 'postmaster.pid'))?.split('\n')
  const pid = Number(lines?.[0])
  if (!lines || lines[1] !== home.data || !isAlive(pid)) return undefined
  // After a crash, or in a container, the same number may belong to some other program by now.
  if (!describeProcess(pid)?.command.includes('postgres')) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Whether the last server on this folder ended without closing it. */
export function endedBadly(home: Home): boolean {
  return existsSync(join(home.data, 'postmaster.pid')) && !findRunning(home)
}

/**
 * Makes an empty database cluster with the role and the database `puzi`. Sorting is by code point, the same on every
 * machine; text that people read is sorted by an ICU collation where it matters. An interrupted run leaves nothing.
 */
export function initialise(home: Home, password: string, quick: boolean): void {
  const staging = `${home.data}.new`
  const passwordFile = `${home.data}.password`
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (home.runAs) for (const path of [staging, passwordFile]) chownSync(path, home.runAs.uid, home.runAs.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const options = ['-D', staging, '-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions', ...locale]
  try {
    run(home, ['initdb', ...options, ...(quick ? ['--no-sync'] : [])])
    single(home, staging, `create database ${DATABASE}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(staging, home.data)
}

/** For when the secret was lost but the data was not: whoever owns the folder owns the database. */
export function setPassword(home: Home, password: string): void {
  single(home, home.data, `alter role ${ROLE} password '${password}'`)
}

/** The release of PostgreSQL that made the data, such as `18`. */
export function dataVersion(home: Home): string | undefined {
  return readIfThere(join(home.data, 'PG_VERSION'))?.trim()
}

function single(home: Home, data: string, statement: string): void {
  run(home, ['postgres', '--single', '-D', data, 'template1'], `${statement}\n`)
}

function run(home: Home, [program = '', ...args]: readonly string[], input = ''): void {
  const result = spawnSync(join(home.native, 'bin', program), args, {
    ...home.runAs,
    cwd: '/',
    env: environment(),
    input,
    encoding: 'utf8',
  })
  const said = `${result.stdout}${result.stderr}`
  if (result.error || result.status !== 0 || /\b(ERROR|FATAL):/.test(said))
    throw new Error(`${program} failed: ${result.error?.message ?? said.trim()}`)
}

/** Settings such as PGHOST or LC_ALL of the person who starts it must not change what runs. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' })

/** Starts the server and waits until it takes connections. Throws with the last lines of its log when it does not. */
export async function launch(home: Home, start: { port: number; settings: Record<string, string>; logFile: string }): Promise<Running> {
  mkdirSync(dirname(start.logFile), { recursive: true })
  const from = existsSync(start.logFile) ? statSync(start.logFile).size : 0
  const log = openSync(start.logFile, 'a')
  const settings = Object.entries({ ...start.settings, port: String(start.port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Its own process group, so that Ctrl-C in a terminal reaches us alone and the server is stopped in order.
  const child = spawn(join(home.native, 'bin', 'postgres'), ['-D', home.data, ...settings], {
    ...home.runAs,
    cwd: '/',
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`))
  child.unref()
  const until = Date.now() + START_TIMEOUT_MS
  while (Date.now() < until && ended === undefined) {
    const running = findRunning(home)
    if (running?.ready && running.pid === child.pid) return running
    await sleep(20)
  }
  const said = existsSync(start.logFile) ? readFileSync(start.logFile).subarray(from).toString('utf8') : ''
  throw new Error(`PostgreSQL did not start: ${ended ?? 'no answer in time'}\n${said.trim().split('\n').slice(-12).join('\n')}`)
}

/** Stops the server in order, rolling back what is open; harder when it does not obey. */
export async function halt(home: Home, pid: number): Promise<void> {
  const signals = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const
  for (const signal of signals) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const until = Date.now() + STOP_TIMEOUT_MS / signals.length
    while (Date.now() < until) {
      // Only Linux tells a process that has ended from one that its parent has not collected.
      if (!isAlive(pid) || (process.platform !== 'linux' && findRunning(home)?.pid !== pid)) return
      await sleep(20)
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

/** `preferred` when it is free, else any other; 0 asks for any. */
export function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort(0))))
    server.listen(preferred, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
