import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

let world: World
let shop: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  shopper = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const newSku = async (pieces: number): Promise<string> => (await world.newProduct(shop, [pieces])).skuIds[0] ?? ''
const put = (skuId: string, change: number) =>
  shop.owner.adjustStock({ requestId: randomUUID(), reason: 'correction', note: '测试', lines: [{ skuId, change }] })
const warningsOf = async (skuId: string) =>
  (await shop.owner.listStockWarnings({ pageSize: 100 })).items.filter((one) => one.skuId === skuId)
const left = async (skuId: string) => (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available
const codeOf = async (skuId: string): Promise<string> => {
  const [level] = (await shop.owner.listStock({ skuIds: skuId })).items
  const product = await shop.owner.getAdminProduct({ id: level?.productId ?? '' })
  return product.skus.find((sku) => sku.id === skuId)?.code ?? ''
}
const mailed = async (name: string, skuId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from kernel.outbox where name = ${name} and payload->>'skuId' = ${skuId}`.execute(world.db)
  return rows[0]?.n ?? -1
}

test('staff are warned once a fall, by the threshold of the SKU or of the shop, however many workers look', async () => {
  const sku = await newSku(12)
  await world.sweep()
  expect(await warningsOf(sku)).toEqual([])
  await put(sku, -2)
  await Promise.all([world.sweep(), world.sweep(), world.sweep()])
  expect(await warningsOf(sku)).toMatchObject([{ threshold: 10, available: 10, seen: false }])
  await put(sku, -1)
  await world.sweep()
  expect([(await warningsOf(sku)).length, await mailed('inventory.stock_low', sku)]).toEqual([1, 1])
  await shop.owner.seeStockWarnings()
  expect(await shop.owner.countStockTodos()).toMatchObject({ unseen: 0 })
  await shop.owner.setThreshold({ skuId: sku, pieces: 5 })
  await world.sweep()
  expect(await warningsOf(sku)).toEqual([])
  await put(sku, -4)
  await world.sweep()
  expect(await warningsOf(sku)).toMatchObject([{ threshold: 5, available: 5, seen: false }])
  expect(await mailed('inventory.stock_low', sku)).toBe(2)
  await expect(shop.owner.setThreshold({ skuId: randomUUID(), pieces: 1 })).rejects.toMatchObject({ code: 'sku_not_found' })
})

test('who waits for an SKU is told once when it is back, however often and by whomever', async () => {
  const sku = await newSku(0)
  await Promise.all(Array.from({ length: 20 }, () => shopper.client.subscribeStock({ skuId: sku })))
  expect((await shopper.client.listStockSubscriptions()).items.filter((one) => one.skuId === sku)).toHaveLength(1)
  await world.settle()
  expect(await mailed('inventory.back_in_stock', sku)).toBe(0)
  await put(sku, 3)
  await Promise.all([world.settle(), world.sweep(), world.sweep()])
  await put(sku, -3)
  await put(sku, 1)
  await world.settle()
  expect(await mailed('inventory.back_in_stock', sku)).toBe(1)
  const mine = await shopper.client.listStockSubscriptions()
  expect([mine.unseen, mine.items[0]?.toldAt === null, mine.items[0]?.inStock]).toEqual([1, false, true])
  await shopper.client.seeStockSubscriptions()
  expect((await shopper.client.listStockSubscriptions()).unseen).toBe(0)
  await expect(shopper.client.subscribeStock({ skuId: sku })).rejects.toMatchObject({ code: 'in_stock' })
  await put(sku, -1)
  expect((await shopper.client.listStockSubscriptions()).items[0]).toMatchObject({ seen: true, inStock: false })
  await shopper.client.subscribeStock({ skuId: sku })
  await put(sku, 1)
  await world.settle()
  expect(await mailed('inventory.back_in_stock', sku)).toBe(2)
})

test('an update of another system counts once, and older ones are left alone and reported', async () => {
  const sku = await newSku(5)
  const code = await codeOf(sku)
  const say = async (sequence: number, onHand: number, source = 'erp') =>
    (await shop.owner.syncStock({ source, lines: [{ sequence, sku: code, onHand }] })).items[0]
  expect(await say(7, 20)).toMatchObject({ outcome: 'applied', last: 7 })
  const again = await Promise.all(Array.from({ length: 20 }, () => say(8, 30)))
  expect(again.filter((one) => one?.outcome === 'applied')).toHaveLength(1)
  expect(again.filter((one) => one?.outcome === 'repeated')).toHaveLength(19)
  expect(await say(7, 99)).toMatchObject({ outcome: 'old', last: 8 })
  expect(await left(sku)).toBe(30)
  // Another source counts for itself.
  expect(await say(1, 11, 'wms')).toMatchObject({ outcome: 'applied', last: 1 })
  expect(await left(sku)).toBe(11)
  const moves = (await shop.owner.listMovements({ skuId: sku, kind: 'sync' })).items
  expect(moves.map((one) => [one.reference, one.onHandChange])).toEqual([
    ['wms#1', -19],
    ['erp#8', 10],
    ['erp#7', 15],
  ])
})

test('updates that come in any order end in the same stock: one that is early waits for those before it', async () => {
  const sku = await newSku(5)
  const code = await codeOf(sku)
  const say = async (sequence: number) => shop.owner.syncStock({ source: 'erp', lines: [{ sequence, sku: code, onHand: 100 + sequence }] })
  await say(1)
  await Promise.all([9, 4, 2, 7, 3, 8, 5, 10, 6].flatMap((sequence) => [say(sequence), say(sequence)]))
  expect(await left(sku)).toBe(110)
  const { items } = await shop.owner.listSyncConflicts({ pageSize: 100 })
  expect(items.filter((one) => one.sku === code && one.state === 'open')).toEqual([])
})

test('what cannot be applied goes to the list, staff resolve it once, and what waited goes on', async () => {
  const sku = await newSku(10)
  const code = await codeOf(sku)
  const key = randomUUID()
  await world.modules.inventory.reserve({ key, minutes: 30, lines: [{ skuId: sku, quantity: 6 }] })
  const say = async (sequence: number, onHand: number, more: object = {}) =>
    (await shop.owner.syncStock({ source: 'pos', lines: [{ sequence, sku: code, onHand, ...more }] })).items[0]?.outcome
  const open = async (kind: string) =>
    (await shop.owner.listSyncConflicts({ state: 'open', pageSize: 100 })).items.find((one) => one.source === 'pos' && one.kind === kind)
  expect(await say(1, 4)).toBe('conflict')
  const below = await open('below_held')
  expect(below).toMatchObject({ sequence: 1, onHand: 4, sku: code })
  await expect(shop.owner.resolveSyncConflict({ id: below?.id ?? '', action: 'apply' })).rejects.toMatchObject({ code: 'conflict_stays' })
  await world.modules.inventory.release({ key })
  const ends = await Promise.allSettled(
    Array.from({ length: 20 }, () => shop.owner.resolveSyncConflict({ id: below?.id ?? '', action: 'apply' })),
  )
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  expect(await left(sku)).toBe(4)
  // 2 is lost, 3 and 4 wait; staff let 3 count, and 4 follows.
  expect([await say(3, 30), await say(4, 40)]).toEqual(['conflict', 'conflict'])
  const { items } = await shop.owner.listSyncConflicts({ state: 'open', pageSize: 100 })
  const third = items.find((one) => one.source === 'pos' && one.sequence === 3)
  await shop.owner.resolveSyncConflict({ id: third?.id ?? '', action: 'dismiss' })
  expect(await left(sku)).toBe(40)
  expect(await say(2, 2)).toBe('old')
  expect(await say(1, 1, { sku: 'nobody-has-it' })).toBe('conflict')
  expect(await say(1, 1, { location: 'nowhere' })).toBe('conflict')
  const unknown = await open('unknown_sku')
  await shop.owner.resolveSyncConflict({ id: unknown?.id ?? '', action: 'dismiss' })
  expect((await open('unknown_location'))?.location).toBe('nowhere')
})
