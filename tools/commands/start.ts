import { setTimeout as sleep } from 'node:timers/promises'
import { demoPassword, demoPhone, staffAccounts } from '../../demo/accounts.ts'
import { build, type Build, builds } from '../launch/builds.ts'
import { database, type Database } from '../launch/database.ts'
import { drawTheRest, furnishOnce } from '../launch/demo.ts'
import { tryLock } from '../launch/lock.mjs'
import { inState, logFile } from '../launch/paths.ts'
import { Advice, endChildren, tail } from '../launch/process.mjs'
import { type Board, createBoard, paint, seconds, type Task } from '../launch/progress.mjs'
import { endLeftover, isFree, type Server, startServer } from '../launch/server.ts'
import { stopRequest } from '../launch/stopping.ts'

const FIRST_SIM_PORT = 3001

/** Brings up the whole shop and stays until it is asked to stop. */
export async function start(): Promise<void> {
  const began = performance.now()
  const lock = await takeLock()
  const stopping = stopRequest()
  const open: (() => Promise<void>)[] = []
  const bringUp = openShop(open)
  try {
    const server = await Promise.race([bringUp, stopping.then(() => undefined)])
    if (!server) return
    welcome(server.url, performance.now() - began)
    const ended = await Promise.race([server.ended, stopping.then(() => undefined)])
    if (ended !== undefined)
      throw new Advice(
        `The server ended by itself (${ended}). Its last words:\n\n${tail(logFile('server'))}\n\nThe whole log: ${logFile('server')}`,
      )
    console.log('\nStopping …')
  } finally {
    endChildren()
    await bringUp.catch(() => {})
    for (const close of open.reverse()) await close()
    lock.release()
  }
}

/** A run whose terminal was just closed needs a moment to notice and to stop. */
async function takeLock() {
  for (let waited = 0; ; waited += 250) {
    const lock = tryLock(inState('start.lock'))
    if (lock.held) return lock
    if (waited >= 5000)
      throw new Advice(`Puzi already runs from this folder (process ${lock.by}). Stop it with Ctrl-C there, or: kill ${lock.by}`)
    await sleep(250)
  }
}

async function openShop(open: (() => Promise<void>)[]): Promise<Server> {
  await endLeftover('server')
  const place = await address()
  const board = createBoard()
  // Side by side: together they keep all cores busy, one alone does not.
  const parts = [dataStep(board, open), frontStep(board, builds.h5), frontStep(board, builds.admin)] as const
  // When one fails the other is not left to itself.
  const [{ url }] = await Promise.all(parts).catch(async (error: unknown) => {
    endChildren()
    await Promise.allSettled(parts)
    throw error
  })
  const task = board.start('Starting the server')
  const server = await startServer({ name: 'server', env: { ...place, DATABASE_URL: url, DATA_DIR: inState('data') }, onLine: complain })
  open.push(server.stop)
  task.done()
  if (wantsDemo()) void drawTheRest({ DATABASE_URL: url, DATA_DIR: inState('data') })
  return server
}

/** Where to listen; says at once when somebody else is there already. */
async function address(): Promise<Record<string, string>> {
  const host = process.env['HOST'] ?? '127.0.0.1'
  const port = Number(process.env['PORT'] ?? 3000)
  if (!(await isFree(port, host)))
    throw new Advice(`Port ${port} on ${host} is in use by another program. Choose another one:  PORT=${port + 100} npm start`)
  let simPort = Number(process.env['SIM_PORT'] ?? FIRST_SIM_PORT)
  while (simPort === port || !(await isFree(simPort, '127.0.0.1'))) simPort += 1
  return { HOST: host, PORT: String(port), SIM_PORT: String(simPort) }
}

async function dataStep(board: Board, open: (() => Promise<void>)[]): Promise<Database> {
  const task = board.start('Database')
  let db: Database
  try {
    db = await database({ dataDir: inState('pg'), url: process.env['DATABASE_URL'] })
    open.push(db.stop)
    const run = await db.migrate()
    task.done(run.length ? `${run.length} migrations` : 'up to date')
  } catch (error) {
    task.fail()
    throw error
  }
  if (wantsDemo()) await importDemo(board, db)
  return db
}

/** The same rule as the server's own: demo people belong to every installation that is not for real customers. */
const wantsDemo = (): boolean =>
  process.env['DEMO'] ? /^(1|true|yes|on|y|enabled)$/i.test(process.env['DEMO']) : process.env['NODE_ENV'] !== 'production'

async function importDemo(board: Board, db: Database): Promise<void> {
  let task: Task | undefined
  try {
    await furnishOnce(db, { DATA_DIR: inState('data') }, () => {
      task = board.start('Furnishing the demo shops: goods, pictures, three months of orders')
    })
    task?.done()
  } catch (error) {
    task?.fail()
    throw error
  }
}

async function frontStep(board: Board, target: Build): Promise<void> {
  const task = board.start(`Building the ${target.title}`)
  const { ok, log, ran } = await build(target)
  if (ok) return task.done(ran ? '' : 'up to date')
  task.fail()
  throw new Advice(`The ${target.title} could not be built:\n\n${tail(log, 40)}\n\nThe whole log: ${log}`)
}

/** Errors in the server's log are shown at once; the rest is in the file. */
function complain(line: string): void {
  const level = /^\{"level":(\d+|"\w+")/.exec(line)?.[1]
  if (level === undefined ? !line.startsWith('{') && line.trim() !== '' : level === '"error"' || level === '"fatal"' || Number(level) >= 50)
    console.error(line)
}

function welcome(url: string, tookMs: number): void {
  const { bold, cyan, dim } = paint()
  const rows: [string, string][] = [
    ['Storefront', '/'],
    ['Console', '/admin'],
    ['API', '/api'],
    ['API docs', '/api/docs'],
  ]
  console.log(`\n  ${bold('Puzi is open')} ${dim(`after ${seconds(tookMs)}`)}\n`)
  for (const [name, path] of rows) console.log(`  ${name.padEnd(12)} ${cyan(url + path)}`)
  if (wantsDemo()) {
    console.log(`\n  ${'Demo staff'.padEnd(12)} ${staffAccounts.map(({ account }) => account).join('  ')}`)
    console.log(`  ${'Password'.padEnd(12)} ${demoPassword}`)
    console.log(`  ${'Demo shopper'.padEnd(12)} ${demoPhone(1)} ${dim('with the code that the page shows')}`)
  }
  console.log(`\n  ${dim('Stop with Ctrl-C. Begin anew with `npm run reset`. Logs are in .puzi/logs.')}\n`)
}
