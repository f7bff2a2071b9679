import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { quickHold } from './queries/quick.ts'

let world: World
let shop: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  shopper = await world.newShopper() // lives in Hangzhou, 330106
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const place = (name: string, more: object = {}) => shop.owner.createLocation({ name, kind: 'warehouse', ...more })
const put = (locationId: string, skuId: string, change: number) =>
  shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '入库', locationId, lines: [{ skuId, change }] })
const hold = (key: string, lines: { skuId: string; quantity: number }[], districtCode = '330106') =>
  world.modules.inventory.reserve({ key, lines, minutes: 30, to: { districtCode } })
const where = async (key: string) =>
  ((await world.modules.inventory.holds({ keys: [key] })).items[0]?.lines ?? []).map(({ restocked: _restocked, ...line }) => line)
const left = async (skuId: string) => (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available
const codeOf = (error: unknown): string =>
  error instanceof ApiError || (error instanceof Error && 'code' in error) ? String(error.code) : String(error)
const ends = async (tries: readonly Promise<unknown>[]) =>
  Object.entries(
    Object.groupBy(
      (await Promise.allSettled(tries)).map((one) => (one.status === 'fulfilled' ? 'ok' : codeOf(one.reason))),
      (one) => one,
    ),
  ).map(([end, all]) => `${end} ${all?.length}`)

test('two hundred buyers over three locations get exactly the sum, and nobody deadlocks', async () => {
  const { skuIds } = await world.newProduct(shop, [20, 30])
  const [a = '', b = ''] = skuIds
  for (const name of ['二仓', '三仓']) {
    const { id } = await place(name)
    await put(id, a, 15)
    await put(id, b, 40)
  }
  // Every second basket names its lines the other way round; a is what runs out: 20 + 15 + 15.
  const tries = Array.from({ length: 200 }, (_, n) => {
    const lines = [
      { skuId: a, quantity: 1 },
      { skuId: b, quantity: (n % 2) + 1 },
    ].slice(0, n % 5 === 0 ? 1 : 2)
    return hold(randomUUID(), n % 2 ? lines : lines.toReversed())
  })
  expect((await ends(tries)).toSorted()).toEqual(['ok 50', 'stock_short 150'])
  expect(await left(a)).toBe(0)
})

test('a line comes from one location if one has it, and from several only when none has', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [2])
  const second = await place('四仓', { priority: 50 })
  await put(second.id, sku, 3)
  const [whole, split, none] = [randomUUID(), randomUUID(), randomUUID()]
  await hold(whole, [{ skuId: sku, quantity: 3 }])
  expect(await where(whole)).toEqual([{ skuId: sku, quantity: 3, locationId: second.id }])
  await world.modules.inventory.release({ key: whole })
  await hold(split, [{ skuId: sku, quantity: 4 }])
  expect((await where(split)).map((line) => line.quantity).toSorted()).toEqual([1, 3])
  await expect(hold(none, [{ skuId: sku, quantity: 2 }])).rejects.toMatchObject({ code: 'stock_short', detail: { skuId: sku } })
  expect(await left(sku)).toBe(1)
})

test('an order takes from the nearest location, and what is refunded goes back to where it came from', async () => {
  const near = await world.newShop('就近店')
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(near, [5])
  const hangzhou = await near.owner.createLocation({ name: '杭州店', kind: 'store', districtCode: '330102' })
  const beijing = await near.owner.createLocation({ name: '北京仓', kind: 'warehouse', districtCode: '110101', priority: 1 })
  for (const { id } of [hangzhou, beijing])
    await near.owner.adjustStock({
      requestId: randomUUID(),
      reason: 'receipt',
      note: '入库',
      locationId: id,
      lines: [{ skuId: sku, change: 5 }],
    })
  await near.owner.setAllocation({ rule: 'nearest' })
  const { orders } = await world.place(shopper, [{ skuId: sku, quantity: 2 }])
  const orderId = orders[0]?.id ?? ''
  expect(await where(orderId)).toEqual([{ skuId: sku, quantity: 2, locationId: hangzhou.id }])
  await near.owner.closeOrder({ id: orderId, reason: '测试' })
  await world.settle()
  const key = randomUUID()
  await hold(key, [{ skuId: sku, quantity: 2 }])
  expect(await where(key)).toEqual([{ skuId: sku, quantity: 2, locationId: hangzhou.id }])
  await world.modules.inventory.sell({ key })
  const back = { key, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 2 }] }
  await Promise.all(Array.from({ length: 20 }, () => world.modules.inventory.restock(back)))
  const { items } = await near.owner.listStock({ locationId: hangzhou.id })
  expect(items).toMatchObject([{ skuId: sku, available: 5, sold: 0 }])
  await near.owner.setAllocation({ rule: 'priority' })
  const second = randomUUID()
  await hold(second, [{ skuId: sku, quantity: 1 }])
  expect(await where(second)).toMatchObject([{ locationId: beijing.id }])
})

test('a split sale comes back in parts, twenty at once, and never more than was sold at each location', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [3])
  const other = await place('五仓')
  await put(other.id, sku, 3)
  const key = randomUUID()
  await hold(key, [{ skuId: sku, quantity: 5 }])
  await world.modules.inventory.sell({ key })
  const tries = Array.from({ length: 20 }, () =>
    world.modules.inventory.restock({ key, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 1 }] }),
  )
  expect((await ends(tries)).toSorted()).toEqual(['ok 5', 'restock_too_many 15'])
  const { items } = await shop.owner.listStock({ skuIds: sku })
  expect(items.map((level) => level.available)).toEqual([3, 3])
})

test('a location is closed when it is empty, and nothing goes there afterwards', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const { id } = await place('六仓')
  await put(id, sku, 1)
  await expect(shop.owner.setLocationOpen({ id, open: false })).rejects.toMatchObject({ code: 'location_not_empty' })
  await shop.owner.adjustStock({
    requestId: randomUUID(),
    reason: 'damage',
    note: '清仓',
    locationId: id,
    lines: [{ skuId: sku, change: -1 }],
  })
  // Closing and receiving at the same moment: either it stays open with the piece, or it is closed and empty.
  await Promise.allSettled([shop.owner.setLocationOpen({ id, open: false }), ...Array.from({ length: 5 }, () => put(id, sku, 1))])
  const location = (await shop.owner.listLocations()).items.find((one) => one.id === id)
  expect(location?.open).toBe((location?.onHand ?? 0) > 0)
  const main = (await shop.owner.listLocations()).items.find((one) => one.isDefault)
  await expect(shop.owner.setLocationOpen({ id: main?.id ?? '', open: false })).rejects.toMatchObject({ code: 'location_default' })
})

test('a receipt brings at least one piece, and damage takes at least one', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const wish = { requestId: randomUUID(), note: '测试', lines: [{ skuId: sku, change: -1 }] }
  await expect(shop.owner.adjustStock({ ...wish, reason: 'receipt' })).rejects.toMatchObject({ code: 'input_invalid' })
  await expect(shop.owner.adjustStock({ ...wish, reason: 'damage', lines: [{ skuId: sku, change: 1 }] })).rejects.toMatchObject({
    code: 'input_invalid',
  })
  expect(await left(sku)).toBe(5)
})

test('a location that is closed between the look and the hold holds nothing', async () => {
  const [skuId = ''] = (await world.newProduct(shop, [0])).skuIds
  const { id: locationId } = await place('关店')
  await put(locationId, skuId, 9)
  const close = (closedAt: Date | null) =>
    world.db.updateTable('inventory.location').set({ closed_at: closedAt }).where('id', '=', locationId).execute()
  await close(new Date())
  const lines = [{ skuId, locationId, quantity: 1, movementId: randomUUID() }]
  const wish = { key: randomUUID(), bodyHash: '', expiresAt: new Date(Date.now() + 60_000), districtCode: '', lines }
  expect(await quickHold(world.db, wish)).toBe('no')
  await close(null)
  expect(await quickHold(world.db, wish)).toBe('held')
})
