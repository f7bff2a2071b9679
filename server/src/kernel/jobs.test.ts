import { sql } from 'kysely'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { createDatabase } from '../../test/databases.ts'
import { type Db, inTx, openDb } from './db.ts'
import { createJobRunner, type JobRunner } from './job-runner.ts'
import { cron, enqueue, type Job, sweep, task } from './jobs.ts'
import { createLog } from './log.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let db: Db<any>
let runners: JobRunner[]
beforeEach(async () => {
  database = await createDatabase(inject('serverUrl'), inject('template'))
  db = openDb({ url: database.url, max: 6 })
  runners = []
})
afterEach(async () => {
  for (const runner of runners) await runner.stop()
  await db.destroy()
  await database.drop()
})

async function start(jobs: readonly Job[]): Promise<JobRunner> {
  const runner = createJobRunner({
    db,
    databaseUrl: database.url,
    jobs,
    modules: ['cup'],
    roles: ['worker', 'cron'],
    log: createLog('silent'),
  })
  runners.push(runner)
  await runner.start()
  return runner
}
const until = async (done: () => boolean) => {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 20_000) throw new Error('it never happened')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const Wash = z.object({ cup: z.string() })

test('a task is there only when its transaction commits, and is done soon after', async () => {
  const washed: string[] = []
  const wash = task({ name: 'cup.wash', input: Wash, run: async ({ cup }) => void washed.push(cup) })
  await start([wash])
  const rolledBack = inTx(db, async (tx) => {
    await enqueue(tx, wash, { cup: 'a' })
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  const toldAt = performance.now()
  await inTx(db, (tx) => enqueue(tx, wash, { cup: 'b' }))
  await until(() => washed.length > 0)
  expect(performance.now() - toldAt).toBeLessThan(1500)
  expect(washed).toEqual(['b'])
})

test('a task for later waits, and one key is one task', async () => {
  const washed: string[] = []
  const wash = task({ name: 'cup.wash', input: Wash, run: async ({ cup }) => void washed.push(cup) })
  await start([wash])
  await inTx(db, async (tx) => {
    await enqueue(tx, wash, { cup: 'late' }, { afterSeconds: 2 })
    await enqueue(tx, wash, { cup: 'same' }, { key: 'k', afterSeconds: 1 })
    await enqueue(tx, wash, { cup: 'same' }, { key: 'k', afterSeconds: 1 })
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(washed).toEqual([])
  await until(() => washed.includes('late'))
  expect(washed.toSorted()).toEqual(['late', 'same'])
})

test('a task that fails is tried again', async () => {
  let tries = 0
  const wash = task({
    name: 'cup.wash',
    input: Wash,
    retries: 3,
    run: async () => {
      tries += 1
      if (tries < 2) throw new Error('the sink is full')
    },
  })
  const runner = await start([wash])
  await inTx(db, (tx) => enqueue(tx, wash, { cup: 'a' }))
  await until(() => tries >= 2)
  await runner.stop()
  const { rows } = await sql<{
    state: string
    retry_count: number
  }>`select state::text, retry_count from pgboss.job where name = 'cup.wash'`.execute(db)
  expect(rows).toEqual([{ state: 'completed', retry_count: 1 }])
})

test('a hundred tasks take no hundred polling times', async () => {
  let done = 0
  const wash = task({
    name: 'cup.wash',
    input: Wash,
    run: async () => {
      done += 1
    },
  })
  await start([wash])
  await inTx(db, async (tx) => {
    for (let n = 0; n < 100; n += 1) await enqueue(tx, wash, { cup: `c${n}` })
  })
  const startedAt = performance.now()
  await until(() => done === 100)
  expect(performance.now() - startedAt).toBeLessThan(5000)
})

test('cron jobs are on the clock of Shanghai, and those that are gone are taken off it', async () => {
  const job = (name: string) => cron({ name, cron: '5 3 * * *', run: async () => {} })
  const first = await start([job('cup.count'), job('cup.old')])
  await first.stop()
  await start([job('cup.count')])
  const { rows } = await sql`select name, cron, timezone from pgboss.schedule`.execute(db)
  expect(rows).toEqual([{ name: 'cup.count', cron: '5 3 * * *', timezone: 'Asia/Shanghai' }])
})

test('a sweep goes on while it finds something, and survives a failure', async () => {
  let [runs, left] = [0, 5]
  await start([
    sweep({
      name: 'cup.expire',
      everyMs: 30,
      run: async () => {
        runs += 1
        if (runs === 2) throw new Error('once')
        left = Math.max(left - 1, 0)
        return left
      },
    }),
  ])
  await until(() => runs > 8)
  expect(left).toBe(0)
})

test('for tests, tasks of later run at once and a failure is told', async () => {
  const washed: string[] = []
  const wash = task({
    name: 'cup.wash',
    input: Wash,
    run: async ({ cup }) => {
      if (cup === 'bad') throw new Error('broken')
      washed.push(cup)
    },
  })
  const runner = createJobRunner({
    db,
    databaseUrl: database.url,
    jobs: [wash],
    modules: ['cup'],
    roles: ['http'],
    log: createLog('silent'),
  })
  runners.push(runner)
  await runner.start()
  await inTx(db, (tx) => enqueue(tx, wash, { cup: 'a' }, { afterSeconds: 3600 }))
  expect(await runner.runTasks()).toBe(1)
  await inTx(db, (tx) => enqueue(tx, wash, { cup: 'bad' }))
  await expect(runner.runTasks()).rejects.toThrow('broken')
  expect(washed).toEqual(['a'])
})
