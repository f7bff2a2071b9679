import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { inventoryCalls } from './contract.ts'
import { inventoryChecks } from './checks.ts'
import { putStock } from './testing.ts'

const clock = testClock()
let server: TestServer
let stock: Interface<typeof inventoryCalls>
beforeAll(async () => {
  server = await startServer({ now: clock.now })
  stock = server.calls['inventory'] as unknown as Interface<typeof inventoryCalls> // the harness keeps calls loosely typed
})
afterAll(() => server.close())
afterEach(async () => {
  for (const check of inventoryChecks(server)) expect([check.name, await check.run()]).toEqual([check.name, []])
})

const key = (): string => randomUUID()
const hold = (holdKey: string, ...lines: [skuId: string, quantity: number][]) =>
  stock.reserve({ key: holdKey, minutes: 30, lines: lines.map(([skuId, quantity]) => ({ skuId, quantity })) })
const left = async (skuId = ''): Promise<number> => (await stock.available({ skuIds: [skuId] })).items[0]?.available ?? -1
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))
const outcomes = async (tries: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(tries)).map((one) => (one.status === 'fulfilled' ? 'ok' : codeOf(one.reason)))

test('two hundred buyers of fifty pieces get exactly fifty', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [50])
  const results = await outcomes(Array.from({ length: 200 }, () => hold(key(), [sku, 1])))
  expect(results.filter((one) => one === 'ok')).toHaveLength(50)
  expect(results.filter((one) => one === 'stock_short')).toHaveLength(150)
  expect(await left(sku)).toBe(0)
})

test('the same key at the same moment holds once, and another body under that key is refused', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [5])
  const one = key()
  const answers = await Promise.all([hold(one, [sku, 2]), hold(one, [sku, 2]), hold(one, [sku, 2])])
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await left(sku)).toBe(3)
  await expect(hold(one, [sku, 3])).rejects.toMatchObject({ code: 'key_reused' })
})

test('baskets with the same SKUs in opposite order never deadlock', async () => {
  const {
    skuIds: [a = '', b = ''],
  } = await putStock(server, [1000, 1000])
  const results = await outcomes(Array.from({ length: 120 }, (_, n) => (n % 2 ? hold(key(), [a, 1], [b, 1]) : hold(key(), [b, 1], [a, 1]))))
  expect(new Set(results)).toEqual(new Set(['ok']))
  expect([await left(a), await left(b)]).toEqual([880, 880])
})

test('a basket that is short in one line holds nothing of the others', async () => {
  const {
    skuIds: [many = '', few = ''],
  } = await putStock(server, [10, 1])
  await expect(hold(key(), [many, 2], [few, 2])).rejects.toMatchObject({ code: 'stock_short', detail: { skuId: few } })
  expect([await left(many), await left(few)]).toEqual([10, 1])
})

test('a hold ends once: sold and released at the same moment, it is one of both', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [20])
  const keys = Array.from({ length: 20 }, key)
  for (const one of keys) await hold(one, [sku, 1])
  await Promise.allSettled(keys.flatMap((one) => [stock.sell({ key: one }), stock.release({ key: one }), stock.sell({ key: one })]))
  const { items } = await stock.holds({ keys })
  expect(items.every((item) => item.state !== 'held')).toBe(true)
  expect(await left(sku)).toBe(items.filter((item) => item.state === 'released').length)
})

test('a hold that was never taken cannot be taken after its release', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [3])
  const late = key()
  await stock.release({ key: late })
  await expect(hold(late, [sku, 1])).rejects.toMatchObject({ code: 'hold_ended' })
  expect(await left(sku)).toBe(3)
})

test('a lapsed hold is freed, and selling it later takes stock that is left, or says that none is', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [2])
  const [first, second] = [key(), key()]
  await hold(first, [sku, 1])
  await hold(second, [sku, 1])
  clock.advance({ minutes: 31 })
  await server.sweep()
  expect(await left(sku)).toBe(2)
  await stock.sell({ key: first })
  expect(await left(sku)).toBe(1)
  await hold(key(), [sku, 1])
  await expect(stock.sell({ key: second })).rejects.toMatchObject({ code: 'stock_short' })
})

test('what lapsed and was then released is not sold again, and the answer of a release stays true', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [60])
  const keys = Array.from({ length: 60 }, key)
  for (const one of keys) await hold(one, [sku, 1])
  clock.advance({ minutes: 31 })
  for (let n = 0; n < 2; n += 1) await server.sweep()
  expect(await left(sku)).toBe(60)
  const said = await Promise.all(
    keys.map(async (one, n) => {
      const [sold, released] = await Promise.all([
        outcomes([stock.sell({ key: one }), stock.sell({ key: one })]),
        // Some come a moment later.
        (n % 2 ? left(sku) : Promise.resolve()).then(() => stock.release({ key: one })),
      ])
      expect(sold).toEqual(released.state === 'sold' ? ['ok', 'ok'] : ['hold_ended', 'hold_ended'])
      return released.state
    }),
  )
  expect(await outcomes(keys.map((one) => stock.sell({ key: one })))).toEqual(said.map((state) => (state === 'sold' ? 'ok' : 'hold_ended')))
  expect((await stock.holds({ keys })).items).toHaveLength(60)
  expect(await left(sku)).toBe(said.filter((state) => state === 'released').length)
})

test('pieces come back once, and never more than were sold', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [5])
  const one = key()
  await hold(one, [sku, 3])
  await stock.sell({ key: one })
  const back = { key: one, restockKey: key(), lines: [{ skuId: sku, quantity: 2 }] }
  await Promise.all([stock.restock(back), stock.restock(back)])
  expect(await left(sku)).toBe(4)
  await expect(stock.restock({ ...back, restockKey: key() })).rejects.toMatchObject({ code: 'restock_too_many' })
})

test('an import that says less than is held leaves what is held', async () => {
  const {
    shopId,
    productId,
    skuIds: [sku = ''],
  } = await putStock(server, [5])
  await hold(key(), [sku, 4])
  const { count } = await import('./adjust.ts')
  const context = { db: server.db, now: clock.now, newId: key } as unknown as Parameters<typeof count>[0] // counting asks no other module
  const fact = { importId: key(), shopId, productId, actor: 'test', lines: [{ skuId: sku, quantity: 1 }] }
  await count(context, fact)
  await count(context, fact)
  expect(await left(sku)).toBe(0)
})

test('the ledger cannot be rewritten', async () => {
  await putStock(server, [1])
  await expect(sql`update inventory.movement set on_hand_change = 9`.execute(server.db)).rejects.toThrow('append-only')
  await expect(sql`delete from inventory.movement`.execute(server.db)).rejects.toThrow('append-only')
})

test('the database itself refuses to sell what is not there', async () => {
  const {
    skuIds: [sku = ''],
  } = await putStock(server, [1])
  await expect(sql`update inventory.stock set sold = sold + 2 where sku_id = ${sku}`.execute(server.db)).rejects.toThrow(
    'stock_never_oversold',
  )
})
