import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from './launch/lock.mjs'
import { erasePostgres, startPostgres } from './postgres.ts'

let folder: string
let dataDir: string

beforeEach(() => {
  folder = join(tmpdir(), `puzi-postgres-${randomUUID()}`)
  dataDir = join(folder, 'pg')
})
afterEach(async () => {
  await erasePostgres(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

const start = () => startPostgres({ dataDir, ephemeral: true })
const pidOf = (): number => Number(readFileSync(join(dataDir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query({ text, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

/** Another process that starts the same server and then does nothing. */
async function otherUser() {
  const module = new URL('./postgres.ts', import.meta.url).href
  const code = `const { startPostgres } = await import(${JSON.stringify(module)}); console.log((await startPostgres({ dataDir: process.argv[1], ephemeral: true })).url); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = await once(child.stdout, 'data')
  return { child, url: String(chunk).trim() }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 100 && !condition(); waited += 1) await sleep(100)
  expect(condition()).toBe(true)
}

test('data stay when the server is stopped and started again', async () => {
  const first = await start()
  await ask(first.url, `create table note as select '铺子' as text`)
  await first.stop()
  const second = await start()
  expect(await ask(second.url, 'select text from note')).toBe('铺子')
  await second.stop()
})

test('text is UTF-8 and sorts the same on every machine', async () => {
  const server = await start()
  expect(await ask(server.url, 'show server_encoding')).toBe('UTF8')
  expect(await ask(server.url, 'select datlocale from pg_database where datname = current_database()')).toBe('C.UTF-8')
  expect(await ask(server.url, `select count(*)::int from pg_collation where collname = 'zh-x-icu'`)).toBe(1)
  await server.stop()
})

test('a connection needs the password, and only the owner can read it', async () => {
  const server = await start()
  await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/)
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  await server.stop()
})

test('two users share one server, which ends with the last', async () => {
  const [one, two] = await Promise.all([start(), start()])
  expect(one.url).toBe(two.url)
  const pid = pidOf()
  await one.stop()
  expect(await ask(two.url, 'select 1')).toBe(1)
  await two.stop()
  await until(() => !isAlive(pid))
})

test('when its only user is killed, the server ends too', async () => {
  const { child } = await otherUser()
  const pid = pidOf()
  child.kill('SIGKILL')
  await once(child, 'exit')
  await until(() => !isAlive(pid))
})

test('a start right after a kill joins the server that still runs', async () => {
  const { child, url } = await otherUser()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await start()
  expect(next.url).toBe(url)
  await sleep(3000) // longer than the watch takes to notice a server without users
  expect(await ask(next.url, 'select 1')).toBe(1)
  await next.stop()
})

test('a pid file that names a process of somebody else does not block the start', async () => {
  const first = await start()
  const file = join(dataDir, 'data', 'postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  await first.stop()
  writeFileSync(file, [String(process.pid), ...rest].join('\n'))
  const second = await start()
  expect(await ask(second.url, 'select 1')).toBe(1)
  await second.stop()
})

test('a lost secret is made anew without losing data', async () => {
  const first = await startPostgres({ dataDir })
  await ask(first.url, 'create table kept as select 1 as one')
  await first.stop()
  rmSync(join(dataDir, 'secrets.json'))
  const second = await startPostgres({ dataDir })
  expect(second.url).not.toBe(first.url)
  expect(await ask(second.url, 'select one from kept')).toBe(1)
  await second.stop()
})

test('a port that is taken meanwhile is replaced by another', async () => {
  const first = await start()
  const port = new URL(first.url).port
  await first.stop()
  const thief = createServer().listen(Number(port), '127.0.0.1')
  await once(thief, 'listening')
  const second = await start()
  expect(new URL(second.url).port).not.toBe(port)
  await second.stop()
  thief.close()
})
