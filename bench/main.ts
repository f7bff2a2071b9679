import { mkdirSync } from 'node:fs'
import { inRoot, inState } from '../tools/launch/paths.ts'
import { runShown } from '../tools/launch/process.mjs'
import { openTill, type Shopping } from './buy.ts'
import { cpuSeconds } from './cpu.ts'
import { heat, rush } from './hot.ts'
import { load, type Measured, openDoor, percentile } from './load.ts'
import { type Buyer, lookAround, type Scenario, scenarios } from './scenarios.ts'
import { startWorld, type World } from './world.ts'

// npm run bench -- [scenario …] [--visitors=16] [--seconds=8] [--products=100000] [--buyers=50] [--pieces=200] [--profile]
const given = process.argv.slice(2)
const option = (name: string, byDefault: number): number =>
  Number(given.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? byDefault)
const wanted = given.filter((one) => !one.startsWith('--'))
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
const visitors = option('visitors', 16)
const seconds = option('seconds', 8)
/** Of the hot SKU: who buys, who reads meanwhile, how many pieces there are. */
const [buyers, readers, pieces] = [option('buyers', 50), option('readers', 8), option('pieces', 200)]
const profile = given.includes('--profile') ? inState('bench', 'profiles') : undefined
if (profile) mkdirSync(profile, { recursive: true })

const faults: string[] = []
const world = await startWorld({ products: option('products', 0), profile })
try {
  await measure(world)
  // What was bought must add up.
  if (['place', 'checkout', 'hot-sku', 'mixed'].some(isWanted)) await examine(world)
} finally {
  await world.stop()
}
for (const fault of faults) console.error(`WRONG: ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0

async function measure({ url, simUrl, databaseUrl, pids }: World): Promise<void> {
  const most = Math.max(visitors, buyers + readers)
  const till = await openTill(databaseUrl)
  const shopping: Shopping = { door: openDoor(url, most), outside: openDoor(simUrl, most), till }
  try {
    const shelf = await lookAround(shopping.door, isWanted('hot-sku') ? Math.max(visitors, buyers) : visitors)
    console.log(
      `\n${visitors} visitors, ${seconds} s each; the generator, the server and PostgreSQL share this machine. CPU is µs a visit.\n`,
    )
    console.log(row(['scenario', 'visits/s', 'p50 ms', 'p95 ms', 'p99 ms', 'refused', 'errors', 'CPU server', 'CPU PostgreSQL', '']))
    for (const scenario of scenarios(shopping, shelf)) if (isWanted(scenario.name)) console.log(await one(scenario, { shopping, pids }))
    if (isWanted('hot-sku')) await sellOut(shopping, shelf.buyers)
  } finally {
    shopping.door.close()
    shopping.outside.close()
    await till.close()
  }
}

async function one(scenario: Scenario, { shopping, pids }: { shopping: Shopping; pids: World['pids'] }): Promise<string> {
  // Warm: each connection plans a statement anew the first times; a server that runs for a while has that behind it.
  await load(visitors, ['place', 'checkout'].includes(scenario.name) ? 6 : 1.5, scenario.visit)
  await shopping.till.quiet()
  const before = { server: cpuSeconds(pids.server), postgres: cpuSeconds(pids.postgres) }
  const result = await load(visitors, seconds, scenario.visit)
  // What follows from an order belongs to it.
  await shopping.till.quiet()
  const perVisit = (name: 'server' | 'postgres'): string => (((cpuSeconds(pids[name]) - before[name]) * 1e6) / result.requests).toFixed(0)
  if (scenario.name === 'checkout' && result.errors + result.refused > 0)
    faults.push(`checkout: ${result.errors} errors and ${result.refused} refusals where there is plenty of everything`)
  return row([scenario.name, ...figures(result), perVisit('server'), perVisit('postgres'), scenario.what])
}

async function sellOut(shopping: Shopping, all: readonly Buyer[]): Promise<void> {
  const hot = await heat(shopping, pieces)
  const outcome = await rush(shopping, hot, { buyers: all.slice(0, buyers), readers, seconds, pieces })
  console.log(row(['hot-sku', ...figures(outcome.buying), '', '', `${buyers} buyers at ${pieces} pieces of one SKU: ${outcome.sold} sold`]))
  const slowest = outcome.reading.latencies.at(-1) ?? 0
  console.log(
    row([
      '',
      ...figures(outcome.reading),
      '',
      '',
      `${readers} readers meanwhile; the slowest read took ${slowest.toFixed(0)} ms (wanted: under 1000)`,
    ]),
  )
  faults.push(...outcome.faults.map((fault) => `hot-sku: ${fault}`))
}

async function examine({ databaseUrl, env }: World): Promise<void> {
  console.log('')
  const code = await runShown(process.execPath, ['--disable-warning=ExperimentalWarning', inRoot('server', 'src', 'doctor.ts')], {
    env: { ...process.env, ...env, NODE_OPTIONS: '', DATABASE_URL: databaseUrl },
    cwd: inRoot(),
  })
  if (code !== 0) faults.push('the doctor found something')
}

function figures(result: Measured): string[] {
  const ms = (percent: number): string => percentile(result.latencies, percent).toFixed(1)
  return [(result.requests / result.seconds).toFixed(0), ms(50), ms(95), ms(99), String(result.refused), String(result.errors)]
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 || index === cells.length - 1 ? cell.padEnd(10) : cell.padStart(11))).join(' ')
}
