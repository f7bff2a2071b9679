import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { withLock } from './launch/lock.mjs'
import { inState } from './launch/paths.ts'
import { Advice, endWithUs } from './launch/process.mjs'

export interface RedisServer {
  url: string
  pid: number
  stop: () => Promise<void>
}

interface Program {
  path: string
  /** Where the libraries of one that was unpacked are. */
  libraries: string | undefined
}

/** A Redis in memory, on a free port or this one, for tests and the bench: nothing is written to disk, and it ends with this process. */
export async function startRedis(options: { port?: number } = {}): Promise<RedisServer> {
  const { path, libraries } = await findRedis()
  const port = options.port ?? (await freePort())
  const child = spawn(path, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'], {
    env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: inState(),
  })
  const forget = endWithUs(child)
  // A test runner that ends without a word takes it along.
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString()
      if (/ready to accept connections/i.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    void gone.then((code) => reject(new Advice(`Redis ended with ${code} before it was ready:\n${said.slice(-1000)}`)))
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      forget()
      process.off('exit', end)
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** That of REDIS_SERVER, one that is installed, or one unpacked from the packages of Debian or Ubuntu, which takes no root. */
async function findRedis(): Promise<Program> {
  const given = process.env['REDIS_SERVER']
  const installed = [...(given ? [given] : []), 'redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  )
  if (installed) return { path: installed, libraries: undefined }
  const home = inState('redis')
  return withLock(inState('redis.lock'), async () => unpacked(home) ?? unpack(home))
}

function unpacked(home: string): Program | undefined {
  const path = join(home, 'root', 'usr', 'bin', 'redis-server')
  if (!existsSync(path)) return undefined
  const lib = join(home, 'root', 'usr', 'lib')
  const libraries = [lib, ...readdirSync(lib).filter((name) => name.includes('-linux-')).map((name) => join(lib, name))].join(':') // prettier-ignore
  const works = spawnSync(path, ['--version'], { stdio: 'ignore', env: { ...process.env, LD_LIBRARY_PATH: libraries } }).status === 0
  return works ? { path, libraries } : undefined
}

/** Asks apt for the packages, with lists and cache in a folder of our own, and lays them out beside each other. */
function unpack(home: string): Program {
  rmSync(home, { recursive: true, force: true })
  for (const dir of ['state/lists/partial', 'cache/archives/partial', 'packages', 'root']) mkdirSync(join(home, dir), { recursive: true })
  const own = [
    `Dir::State=${join(home, 'state')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${join(home, 'cache')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting])
  const packages = join(home, 'packages')
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: packages, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
    if (status === 0) return stdout
    throw new Advice(
      `There is no Redis here, and ${program} brings none. Install Redis 6.2 or later, or name one in REDIS_SERVER.\n${stderr}`,
    )
  }
  run('apt-get', [...own, '-q', 'update'])
  const plan = run('apt-get', [...own, '-s', '--no-install-recommends', 'install', 'redis-server'])
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name)
  run('apt-get', [...own, '-q', 'download', ...names])
  for (const file of readdirSync(packages)) run('dpkg-deb', ['-x', file, join(home, 'root')])
  for (const dir of ['state', 'cache', 'packages']) rmSync(join(home, dir), { recursive: true, force: true })
  const found = unpacked(home)
  if (!found) throw new Advice('The Redis of the distribution does not run here. Install Redis 6.2 or later, or name one in REDIS_SERVER.')
  return found
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has an address')
  return address.port
}
