import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inject } from 'vitest'
import { z } from 'zod'
import { createDatabase } from '../../test/databases.ts'
import { event } from './contract.ts'
import { createAnnouncer } from './announce.ts'
import { type Courier, deliverBatch, startCourier } from './courier.ts'
import { attemptsAtMost, backoffSeconds } from './deliveries.ts'
import { type Db, inTx, openDb } from './db.ts'
import { deadLetters, emit, forgetOldEvents, type Handler, on, onEmitted, replayDeadLetters, subscribe, when } from './events.ts'
import { createLog } from './log.ts'

const moved = event('cup.moved', z.object({ cup: z.string(), n: z.int() }), ({ cup }) => cup)
const log = createLog('silent')

let database: Awaited<ReturnType<typeof createDatabase>>
let db: Db<any>
let couriers: Courier[]
beforeEach(async () => {
  database = await createDatabase(inject('serverUrl'), inject('template'))
  db = openDb({ url: database.url, max: 10 })
  couriers = []
})
afterEach(async () => {
  for (const courier of couriers) await courier.stop()
  await db.destroy()
  await database.drop()
})

const move = (cup: string, n: number) => inTx(db, (tx) => emit(tx, moved, { cup, n }))
const byName = (handlers: readonly Handler[]) => new Map(handlers.map((handler) => [handler.name, handler]))
const deliver = (handlers: readonly Handler[], early = false) => deliverBatch({ db, handlers: byName(handlers), log }, early)
const start = async (handlers: readonly Handler[]) => {
  const courier = await startCourier({ db, databaseUrl: database.url, handlers, log })
  couriers.push(courier)
  return courier
}
const pending = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from kernel.delivery where dead_at is null`.execute(db)
  return rows[0]?.count ?? -1
}
const until = async (done: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await done()); waited += 10) {
    if (waited > 10_000) throw new Error('it never happened')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('an event', () => {
  test('exists if, and only if, its transaction commits', async () => {
    const seen: number[] = []
    const handler = on(moved, 'cup.count', async ({ payload }) => void seen.push(payload.n))
    await subscribe(db, [handler], ['cup'])
    const failing = inTx(db, async (tx) => {
      await emit(tx, moved, { cup: 'a', n: 1 })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await move('a', 2)
    await deliver([handler])
    expect(seen).toEqual([2])
    expect(await pending()).toBe(0)
  })

  test('that does not fit its schema is refused before it is written', async () => {
    await expect(inTx(db, (tx) => emit(tx, moved, { cup: 'a', n: 1.5 }))).rejects.toThrow('expected int')
  })

  test('reaches every handler, and one that fails does not hold up the other', async () => {
    const seen: string[] = []
    const good = on(moved, 'cup.good', async ({ payload }) => void seen.push(`${payload.cup}${payload.n}`))
    const bad = on(moved, 'cup.bad', async () => {
      throw new Error('no')
    })
    await subscribe(db, [good, bad], ['cup'])
    await move('a', 1)
    await move('a', 2)
    await deliver([good, bad])
    await deliver([good, bad])
    expect(seen).toEqual(['a1', 'a2'])
    expect(await pending()).toBe(2)
  })
})

test('four workers deliver every event once, and those of one aggregate in order and never two at a time', async () => {
  const seen = new Map<string, number[]>()
  const busy = new Set<string>()
  let overlaps = 0
  const handler = on(moved, 'cup.slow', async ({ payload: { cup, n } }) => {
    if (busy.has(cup)) overlaps += 1
    busy.add(cup)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4))
    seen.set(cup, [...(seen.get(cup) ?? []), n])
    busy.delete(cup)
  })
  await subscribe(db, [handler], ['cup'])
  for (let n = 0; n < 4; n += 1) await start([handler])
  const cups = ['a', 'b', 'c', 'd', 'e']
  for (let n = 0; n < 12; n += 1) await Promise.all(cups.map((cup) => move(cup, n)))
  await until(async () => (await pending()) === 0)
  for (const cup of cups) expect(seen.get(cup)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(overlaps).toBe(0)
})

test('a slow handler holds up only what must come after it', async () => {
  const seen: string[] = []
  let release = () => {}
  const blocked = new Promise<void>((resolve) => {
    release = resolve
  })
  const handler = on(moved, 'cup.block', async ({ payload }) => {
    if (payload.cup === 'slow') await blocked
    seen.push(`${payload.cup}${payload.n}`)
  })
  await subscribe(db, [handler], ['cup'])
  await start([handler])
  await move('slow', 1)
  await move('slow', 2)
  for (let n = 1; n <= 30; n += 1) await move(`c${n}`, n)
  await until(() => seen.length === 30)
  release()
  await until(() => seen.length === 32)
  expect(seen.slice(30)).toEqual(['slow1', 'slow2'])
})

test('who cares for some events only hears of those that concern them, and of those that do not say', async () => {
  const sold = event('cup.sold', z.object({ cup: z.string(), concerns: z.array(z.string()).optional() }), ({ cup }) => cup)
  const seen: string[] = []
  const note = (name: string) => on(sold, name, async ({ payload }) => void seen.push(`${name} ${payload.cup}`))
  const handlers = [note('cup.all'), when('gift', note('cup.wrap'))]
  await subscribe(db, [note('cup.all'), note('cup.wrap')], ['cup'])
  await subscribe(db, handlers, ['cup'])
  for (const fact of [{ cup: 'a', concerns: [] }, { cup: 'b', concerns: ['tea', 'gift'] }, { cup: 'c' }])
    await inTx(db, (tx) => emit(tx, sold, fact))
  await deliver(handlers)
  expect(seen.toSorted()).toEqual(['cup.all a', 'cup.all b', 'cup.all c', 'cup.wrap b', 'cup.wrap c'])
})

test('what was done is not done again when its courier stops before it has said so', async () => {
  let times = 0
  const handler = on(moved, 'cup.once', async () => {
    times += 1
    await new Promise((resolve) => setTimeout(resolve, 30))
  })
  await subscribe(db, [handler], ['cup'])
  const courier = await start([handler])
  for (let n = 1; n <= 20; n += 1) await move(`c${n}`, n)
  courier.wake()
  await until(() => times > 0)
  await courier.stop()
  const left = await pending()
  expect(times + left).toBe(20)
  await start([handler])
  await until(async () => (await pending()) === 0)
  expect(times).toBe(20)
})

test('a worker hears of an event of another process within a fraction of the polling time', async () => {
  let heardAt = 0
  const handler = on(moved, 'cup.hear', async () => {
    heardAt = performance.now()
  })
  await subscribe(db, [handler], ['cup'])
  await start([handler])
  const other = openDb<any>({ url: database.url, max: 2 })
  onEmitted(other, createAnnouncer(other, log))
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const toldAt = performance.now()
  await inTx(other, (tx) => emit(tx, moved, { cup: 'a', n: 1 }))
  await until(() => heardAt > 0)
  await other.destroy()
  expect(heardAt - toldAt).toBeLessThan(500)
})

test('what failed waits longer each time, and the events after it wait for it', async () => {
  const seen: number[] = []
  let broken = true
  const handler = on(moved, 'cup.flaky', async ({ payload }) => {
    if (broken) throw new Error('not yet')
    seen.push(payload.n)
  })
  await subscribe(db, [handler], ['cup'])
  await move('a', 1)
  await move('a', 2)
  expect((await deliver([handler])).failed).toHaveLength(1)
  expect(await deliver([handler])).toEqual({ delivered: 0, failed: [] })
  const { rows } = await sql<{
    wait: number
    last_error: string
  }>`select extract(epoch from due_at - now())::float8 as wait, last_error from kernel.delivery order by id limit 1`.execute(db)
  expect(rows[0]?.wait).toBeGreaterThan(0.3)
  expect(rows[0]?.last_error).toContain('not yet')
  broken = false
  await deliver([handler], true)
  await deliver([handler])
  expect(seen).toEqual([1, 2])
  expect(backoffSeconds(1)).toBeLessThanOrEqual(1)
  expect(backoffSeconds(attemptsAtMost)).toBeGreaterThan(400)
})

test('what fails too often is set aside, lets the next pass, and can be replayed', async () => {
  const seen: number[] = []
  let poison = true
  const handler = on(moved, 'cup.poison', async ({ payload }) => {
    if (payload.n === 1 && poison) throw new Error('poison')
    seen.push(payload.n)
  })
  await subscribe(db, [handler], ['cup'])
  await move('a', 1)
  await move('a', 2)
  for (let n = 0; n < attemptsAtMost; n += 1) await deliver([handler], true)
  await deliver([handler])
  expect(seen).toEqual([2])
  const dead = await deadLetters(db)
  expect(dead).toMatchObject([
    { handler: 'cup.poison', event: 'cup.moved', aggregate: 'a', payload: { cup: 'a', n: 1 }, attempts: attemptsAtMost },
  ])
  poison = false
  expect(await replayDeadLetters(db, [dead[0]?.id ?? 0])).toBe(1)
  await deliver([handler])
  expect(seen).toEqual([2, 1])
  expect(await deadLetters(db)).toEqual([])
})

test('a delivery whose worker died is made again when its lease ends', async () => {
  const seen: number[] = []
  const handler = on(moved, 'cup.crash', async ({ payload }) => void seen.push(payload.n))
  await subscribe(db, [handler], ['cup'])
  await move('a', 1)
  // What a process leaves behind that claimed it and was killed.
  await sql`update kernel.delivery set claimed_until = now() + interval '1 minute', attempts = 1`.execute(db)
  expect((await deliver([handler], true)).delivered).toBe(0)
  await sql`update kernel.delivery set claimed_until = now() - interval '1 second'`.execute(db)
  expect((await deliver([handler])).delivered).toBe(1)
  expect(seen).toEqual([1])
})

test('a handler that is gone leaves nothing behind, and handlers of other modules stay', async () => {
  const nothing = async () => {}
  const [old, kept, foreign] = [on(moved, 'cup.old', nothing), on(moved, 'cup.kept', nothing), on(moved, 'plate.other', nothing)]
  await subscribe(db, [old, kept], ['cup'])
  await subscribe(db, [foreign], ['plate'])
  await move('a', 1)
  await subscribe(db, [kept], ['cup'])
  const { rows } = await sql<{ handler: string }>`select handler from kernel.delivery order by handler`.execute(db)
  expect(rows.map((row) => row.handler)).toEqual(['cup.kept', 'plate.other'])
})

test('old facts are forgotten only when everybody is done with them', async () => {
  const handler = on(moved, 'cup.late', async () => {})
  await move('a', 1)
  await subscribe(db, [handler], ['cup'])
  await move('a', 2)
  await sql`update kernel.outbox set at = now() - interval '40 days'`.execute(db)
  await forgetOldEvents(db, 30)
  const { rows } = await sql<{ n: number }>`select (payload->>'n')::int as n from kernel.outbox`.execute(db)
  expect(rows).toEqual([{ n: 2 }])
})
