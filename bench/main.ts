import { readFileSync } from 'node:fs'
import { database } from '../tools/launch/database.ts'
import { furnishOnce } from '../tools/launch/demo.ts'
import { inState } from '../tools/launch/paths.ts'
import { startServer } from '../tools/launch/server.ts'
import { cpuSeconds } from './cpu.ts'
import { load, openDoor, percentile } from './load.ts'
import { multiply } from './many.ts'
import { lookAround, type Scenario, scenarios } from './scenarios.ts'

// npm run bench -- [scenario …] [--visitors=16] [--seconds=8] [--products=100000]
const given = process.argv.slice(2)
const option = (name: string, byDefault: number): number =>
  Number(given.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? byDefault)
const wanted = given.filter((one) => !one.startsWith('--'))
const visitors = option('visitors', 16)
const seconds = option('seconds', 8)
/** 0: the demo as it is. */
const products = option('products', 0)
const PORT = '3950'

const dir = inState('bench', products > 0 ? `pg-${products}` : 'pg')
const db = await database({ dataDir: dir, url: process.env['BENCH_DATABASE_URL'] })
const env = {
  DATABASE_URL: db.url,
  DATA_DIR: inState('bench', 'data'),
  PORT,
  SIM_PORT: '3951',
  PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  DEMO: 'true',
  RATE_LIMITS: 'false',
  CHECK_REPLIES: 'false',
  LOG_LEVEL: 'warn',
}
try {
  await db.migrate()
  await furnishOnce(db, env, () => console.log('importing the demo …'))
  if (products > 0) await multiply(db.url, products)
  const server = await startServer({ name: 'bench-server', env })
  try {
    await measure(server.url)
  } finally {
    await server.stop()
  }
} finally {
  await db.stop()
}

async function measure(url: string): Promise<void> {
  const door = openDoor(url, visitors)
  const all = scenarios(door, await lookAround(door, visitors, inState('bench', products > 0 ? `buyers-${products}.json` : 'buyers.json')))
  const chosen = all.filter((one) => wanted.length === 0 || wanted.includes(one.name))
  const pids = {
    server: Number(readFileSync(inState('bench-server.pid'), 'utf8')),
    postgres: db.pid ?? Number.NaN,
  }
  console.log(
    `\n${visitors} visitors, ${seconds} s each; the generator, the server and PostgreSQL share this machine. CPU is µs per visit.\n`,
  )
  console.log(row(['scenario', 'req/s', 'p50 ms', 'p95 ms', 'p99 ms', 'errors', 'CPU server', 'CPU PostgreSQL', '']))
  for (const scenario of chosen) console.log(await one(scenario, pids))
  door.close()
}

async function one(scenario: Scenario, pids: { server: number; postgres: number }): Promise<string> {
  await load(visitors, 1.5, scenario.visit) // warm
  const before = { server: cpuSeconds(pids.server), postgres: cpuSeconds(pids.postgres) }
  const result = await load(visitors, seconds, scenario.visit)
  const perVisit = (name: 'server' | 'postgres'): string => (((cpuSeconds(pids[name]) - before[name]) * 1e6) / result.requests).toFixed(0)
  const ms = (percent: number): string => percentile(result.latencies, percent).toFixed(1)
  return row([
    scenario.name,
    (result.requests / result.seconds).toFixed(0),
    ms(50),
    ms(95),
    ms(99),
    String(result.errors),
    perVisit('server'),
    perVisit('postgres'),
    scenario.what,
  ])
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 || index === cells.length - 1 ? cell.padEnd(10) : cell.padStart(11))).join(' ')
}
