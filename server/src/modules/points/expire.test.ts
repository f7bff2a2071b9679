import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type World } from '../../../test/world.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { pointsCalls } from './contract.ts'
import { monthStart, olderPart } from './expire.ts'

const clock = testClock(new Date('2026-01-20T04:00:00Z'))
let world: World
let points: Interface<typeof pointsCalls>
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  points = (world.calls as unknown as { points: typeof points }).points // loosely typed by the harness
  const shop = await world.newShop()
  await shop.owner.updatePointsRule({ expireMonths: 2 })
})
afterAll(() => world.close())

const earn = (shopperId: string, amount: number) => points.earn({ key: randomUUID(), shopperId, points: amount, note: '试' })
const has = (shopperId: string) => points.balance({ shopperId })

test('the oldest go first, once a month however often it is run; what is set aside and what came later stays', async () => {
  const [one, other] = [randomUUID(), randomUUID()]
  await earn(one, 100)
  await earn(other, 100)
  clock.set(new Date('2026-02-20T04:00:00Z'))
  await earn(one, 50)
  // Spent are the oldest: of the hundred of January seventy are left.
  await points.holdPoints({ key: `spend ${one}`, shopperId: one, points: 30, minutes: 5 })
  await points.capture({ key: `spend ${one}` })
  await points.holdPoints({ key: `keep ${other}`, shopperId: other, points: 40, minutes: 100_000 })
  clock.set(new Date('2026-03-31T15:59:00Z'))
  await world.runCron('points.expire')
  expect(await has(one), 'not before the month is over').toEqual({ available: 120, held: 0 })
  clock.set(new Date('2026-03-31T16:30:00Z'))
  for (let n = 0; n < 3; n += 1) await world.runCron('points.expire')
  expect(await has(one)).toEqual({ available: 50, held: 0 })
  expect(await has(other)).toEqual({ available: 0, held: 40 })
  clock.set(new Date('2026-05-02T04:00:00Z'))
  await world.runCron('points.expire')
  expect(await has(one)).toEqual({ available: 0, held: 0 })
  await world.sweep()
  expect(await world.doctor()).toEqual([])
})

test('months begin in China, and the older part is never more than what is free', () => {
  expect(monthStart(new Date('2026-03-31T16:30:00Z'), 2).toISOString()).toBe('2026-01-31T16:00:00.000Z')
  expect(monthStart(new Date('2026-01-10T00:00:00Z'), 1).toISOString()).toBe('2025-11-30T16:00:00.000Z')
  expect(monthStart(new Date('2026-12-10T00:00:00Z'), -1).toISOString()).toBe('2026-12-31T16:00:00.000Z')
  expect(olderPart({ available: 10, held: 90, since: 50 })).toBe(10)
  expect(olderPart({ available: 100, held: 0, since: 150 })).toBe(0)
})
