import { mkdirSync } from 'node:fs'
import { inRoot, inState } from '../tools/launch/paths.ts'
import { runShown } from '../tools/launch/process.mjs'
import { startRedis } from '../tools/redis.ts'
import { openTill, type Shopping } from './buy.ts'
import { cpuSeconds } from './cpu.ts'
import { type Costed, flashSale } from './flash-sale.ts'
import { heat, rush } from './hot.ts'
import { load, type Measured, openDoor, percentile } from './load.ts'
import { type Buyer, lookAround, type Scenario, scenarios, signIn } from './scenarios.ts'
import { startWorld, type World } from './world.ts'

// npm run bench -- [scenario …] [--visitors=16] [--seconds=8] [--products=100000] [--buyers=50] [--pieces=200] [--people=400] [--connections=64] [--profile]
const given = process.argv.slice(2)
const option = (name: string, byDefault: number): number =>
  Number(given.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? byDefault)
const wanted = given.filter((one) => !one.startsWith('--'))
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
const visitors = option('visitors', 16)
const seconds = option('seconds', 8)
/** Of the hot SKU: who buys, who reads meanwhile, how many pieces there are. */
const [buyers, readers, pieces] = [option('buyers', 50), option('readers', 8), option('pieces', 200)]
/** Of the flash sale: who wants to be let in, over how many connections at once, and how many places there are. */
const [people, connections, places] = [option('people', 400), option('connections', 64), option('places', 100)]
const profile = given.includes('--profile') ? inState('bench', 'profiles') : undefined
if (profile) mkdirSync(profile, { recursive: true })

const faults: string[] = []
const redis = isWanted('flash-sale') ? await startRedis() : undefined
const world = await startWorld({ products: option('products', 0), profile, redisUrl: redis?.url })
try {
  await measure(world)
  // What was bought must add up.
  if (['place', 'checkout', 'hot-sku', 'mixed', 'flash-sale'].some(isWanted)) await examine(world)
} finally {
  await world.stop()
  await redis?.stop()
}
for (const fault of faults) console.error(`WRONG: ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0

async function measure({ url, simUrl, databaseUrl, pids }: World): Promise<void> {
  const most = Math.max(visitors, buyers + readers, isWanted('flash-sale') ? people : 0)
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
    if (redis) await open(shopping, { url, redisUrl: redis.url, serverPid: pids.server })
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

/** A flash sale as many people storm it, beside the least server that could stand in its place. */
async function open(shopping: Shopping, where: { url: string; redisUrl: string; serverPid: number }): Promise<void> {
  const crowd = await signIn(shopping.door, people)
  const found = await flashSale(shopping, { ...where, people: crowd, pieces: places, seconds, connections })
  const perSecond = (storm: Costed): number => storm.answered / storm.seconds
  const line = (name: string, storm: Costed, what: string): string => {
    const ms = (percent: number): string => percentile(storm.latencies, percent).toFixed(1)
    const refused = String(storm.statuses.get(409) ?? 0)
    return row([
      name,
      perSecond(storm).toFixed(0),
      ms(50),
      ms(95),
      ms(99),
      refused,
      '',
      ((storm.cpuSeconds * 1e6) / storm.answered).toFixed(0),
      '',
      what,
    ])
  }
  const { bare, rush, answers, orders } = found
  const ratio = perSecond(rush) / perSecond(bare)
  const p99 = percentile(rush.latencies, 99)
  console.log(line('bare', bare, `a validated body, one Redis script: the ceiling, over ${connections} connections`))
  console.log(line('flash-sale', rush, `${people} people at ${places} places; ${(ratio * 100).toFixed(0)} % of the ceiling (wanted: 60)`))
  console.log(
    `\nlet in ${answers.in}, told to wait ${answers.waiting}, told that it is gone ${answers.gone}; ${orders} orders, the last of them after ${found.soldOutAfterSeconds.toFixed(1)} s`,
  )
  faults.push(...found.faults.map((fault) => `flash-sale: ${fault}`))
  if (p99 > 200) faults.push(`flash-sale: p99 is ${p99.toFixed(0)} ms, wanted are 200`)
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
