import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { purchaseLimitCalls } from './contract.ts'
import { purchaseLimit } from './module.ts'
import { countsOffTheClaims } from './queries.ts'
import { spanOf } from './span.ts'

const clock = testClock(new Date('2026-11-27T04:00:00Z'))
let server: TestServer
let limits: Interface<typeof purchaseLimitCalls>
beforeAll(async () => {
  server = await startServer({ now: clock.now, modules: [purchaseLimit] })
  limits = server.calls['purchase-limit'] as unknown as Interface<typeof purchaseLimitCalls> // the harness keeps calls loosely typed
})
afterAll(() => server.close())
afterEach(async () => expect(await countsOffTheClaims(server.db)).toEqual([]))

const code = (error: unknown): string => (error as { code: string }).code
const want = (
  shopperId: string,
  productId: string,
  over: { quantity?: number; most?: number; key?: string; period?: 'ever' | 'day' } = {},
) => ({
  key: over.key ?? randomUUID(),
  shopperId,
  minutes: 30,
  lines: [{ productId, quantity: over.quantity ?? 1, most: over.most ?? 5, period: over.period ?? ('ever' as const) }],
})
const leftOf = async (shopperId: string, productId: string, most = 5, period: 'ever' | 'day' = 'ever') =>
  (await limits.left({ shopperId, products: [{ productId, most, period }] })).items[0]?.left

test('forty orders of one person at once get exactly what the limit allows; others are not touched', async () => {
  const [me, other, product] = [randomUUID(), randomUUID(), randomUUID()]
  const results = await Promise.allSettled(Array.from({ length: 40 }, () => limits.claim(want(me, product))))
  expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(5)
  for (const one of results) if (one.status === 'rejected') expect(code(one.reason)).toBe('over_person_limit')
  expect(await leftOf(me, product)).toBe(0)
  expect(await leftOf(other, product)).toBe(5)
})

test('the same claim twenty times at once counts once; with other lines it is refused', async () => {
  const [me, product, key] = [randomUUID(), randomUUID(), randomUUID()]
  await Promise.all(Array.from({ length: 20 }, () => limits.claim(want(me, product, { key, quantity: 2 }))))
  expect(await leftOf(me, product)).toBe(3)
  await expect(limits.claim(want(me, product, { key, quantity: 1 }))).rejects.toMatchObject({ code: 'key_reused' })
})

test('all lines count or none', async () => {
  const [me, a, b] = [randomUUID(), randomUUID(), randomUUID()]
  const line = { quantity: 2, most: 2, period: 'ever' as const }
  await limits.claim({ key: randomUUID(), shopperId: me, minutes: 5, lines: [{ productId: b, ...line }] })
  const both = { key: randomUUID(), shopperId: me, minutes: 5, lines: [{ productId: a, ...line }, { productId: b, ...line }] } // prettier-ignore
  await expect(limits.claim(both)).rejects.toMatchObject({ code: 'over_person_limit', detail: { productId: b, left: 0 } })
  expect(await leftOf(me, a, 2)).toBe(2)
})

test('what is kept counts for good, what is ended is free again, once, and whatever comes late changes nothing', async () => {
  const [me, product, key] = [randomUUID(), randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { key, quantity: 3 }))
  await Promise.all(Array.from({ length: 10 }, () => limits.keep({ key })))
  clock.advance({ hours: 2 })
  await server.settle()
  expect(await leftOf(me, product)).toBe(2)
  await Promise.all(Array.from({ length: 10 }, () => limits.end({ key })))
  expect(await leftOf(me, product)).toBe(5)
  await limits.keep({ key })
  expect(await leftOf(me, product)).toBe(5)
  await expect(limits.claim(want(me, product, { key, quantity: 3 }))).rejects.toMatchObject({ code: 'claim_ended' })
  const never = randomUUID()
  await limits.end({ key: never })
  await expect(limits.claim(want(me, product, { key: never }))).rejects.toMatchObject({ code: 'claim_ended' })
})

test('a claim nobody keeps lapses; kept too late it is taken again only if there is room', async () => {
  const [me, product] = [randomUUID(), randomUUID()]
  const [early, late] = [randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { key: early, quantity: 5 }))
  clock.advance({ hours: 1 })
  await server.settle()
  expect(await leftOf(me, product)).toBe(5)
  await limits.claim(want(me, product, { key: late, quantity: 1 }))
  await expect(limits.keep({ key: early })).rejects.toMatchObject({ code: 'over_person_limit' })
  await limits.end({ key: late })
  await limits.keep({ key: early })
  expect(await leftOf(me, product)).toBe(0)
})

test('pieces that come back free their room once, never more than were taken', async () => {
  const [me, product, key, returnKey] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { key, quantity: 4 }))
  await limits.keep({ key })
  const back = (quantity: number, by: string) => limits.giveBack({ key, returnKey: by, lines: [{ productId: product, quantity }] })
  await Promise.all(Array.from({ length: 10 }, () => back(1, returnKey)))
  expect(await leftOf(me, product)).toBe(2)
  await back(9, randomUUID())
  expect(await leftOf(me, product)).toBe(5)
  await limits.end({ key })
  expect(await leftOf(me, product)).toBe(5)
})

test('a return heard before the claim is kept frees its room all the same', async () => {
  const [me, product, key] = [randomUUID(), randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { key, quantity: 4 }))
  await limits.giveBack({ key, returnKey: randomUUID(), lines: [{ productId: product, quantity: 3 }] })
  await limits.keep({ key })
  expect(await leftOf(me, product)).toBe(4)
})

test('windows are those of the calendar in China, and a new one starts empty', async () => {
  expect(spanOf('day', new Date('2026-11-26T16:00:00Z'))).toBe('day:2026-11-27')
  expect(spanOf('week', new Date('2026-11-29T15:59:59Z'))).toBe('week:2026-11-23')
  expect(spanOf('week', new Date('2026-11-29T16:00:00Z'))).toBe('week:2026-11-30')
  expect(spanOf('month', new Date('2026-11-30T16:00:00Z'))).toBe('month:2026-12')
  const [me, product] = [randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { quantity: 5, period: 'day' }))
  expect(await leftOf(me, product, 5, 'day')).toBe(0)
  clock.advance({ hours: 24 })
  expect(await leftOf(me, product, 5, 'day')).toBe(5)
})

test('a limit lowered later binds the next claim and takes nothing away', async () => {
  const [me, product] = [randomUUID(), randomUUID()]
  await limits.claim(want(me, product, { quantity: 4 }))
  expect(await leftOf(me, product, 2)).toBe(0)
  await expect(limits.claim(want(me, product, { most: 2 }))).rejects.toMatchObject({ detail: { left: 0 } })
  await limits.claim(want(me, product, { most: 5 }))
  expect(await leftOf(me, product)).toBe(0)
})
