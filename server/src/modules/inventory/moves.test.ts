import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testClock } from '../../../test/harness.ts'
import { PASSWORD, startWorld, type TestShop, type World } from '../../../test/world.ts'

const clock = testClock()
let world: World
let shop: TestShop
let main = ''
let second = ''
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  await world.newProduct(shop, [1])
  main = (await shop.owner.listLocations()).items.find((one) => one.isDefault)?.id ?? ''
  second = (await shop.owner.createLocation({ name: '二仓', kind: 'warehouse' })).id
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const newSku = async (pieces: number): Promise<string> => (await world.newProduct(shop, [pieces])).skuIds[0] ?? ''
const left = async (skuId: string) => (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available
const levels = async (skuIds: string) => new Map((await shop.owner.listStock({ skuIds })).items.map((level) => [level.locationId, level]))
const sellOne = async (skuId: string, quantity = 1, minutes = 30): Promise<string> => {
  const key = randomUUID()
  await world.modules.inventory.reserve({ key, minutes, lines: [{ skuId, quantity }] })
  await world.modules.inventory.sell({ key })
  return key
}
const twenty = <T>(run: () => Promise<T>) => Promise.allSettled(Array.from({ length: 20 }, run))
const oks = (ends: readonly PromiseSettledResult<unknown>[]) => ends.filter((end) => end.status === 'fulfilled').length
const draft = (skuId: string, quantity: number) =>
  shop.owner.createTransfer({ requestId: randomUUID(), fromId: main, toId: second, lines: [{ skuId, quantity }] })
const lot = (code: string, expiresOn: string | null = null) => ({ code, expiresOn })
const receipt = (skuId: string, quantity: number, more: { unitCostFen?: number; lot?: { code: string; expiresOn: string | null } } = {}) =>
  shop.owner.receiveStock({ requestId: randomUUID(), locationId: main, lines: [{ skuId, quantity, ...more }] })

test('a transfer sent and received twenty times at once moves its pieces once, with their cost', async () => {
  const sku = await newSku(0)
  await receipt(sku, 10, { unitCostFen: 300 })
  const { id } = await draft(sku, 4)
  expect(oks(await twenty(() => shop.owner.sendTransfer({ id })))).toBe(20)
  expect(await left(sku)).toBe(6)
  expect(await world.doctor()).toEqual([])
  expect(oks(await twenty(() => shop.owner.receiveTransfer({ id, lines: [{ skuId: sku, received: 3 }] })))).toBe(20)
  const at = await levels(sku)
  expect(at.get(main)).toMatchObject({ available: 6, sent: 4, valueFen: 1800 })
  expect(at.get(second)).toMatchObject({ available: 3, arrived: 4, writtenOff: 1, valueFen: 900 })
  await expect(shop.owner.cancelTransfer({ id })).rejects.toMatchObject({ code: 'transfer_ended' })
  // Found by a part of its number, in its shop; what means anything to the database is plain text.
  const { number } = await shop.owner.getTransfer({ id })
  expect((await shop.owner.listTransfers({ search: number.slice(2).toLowerCase() })).items.map((one) => one.id)).toEqual([id])
  for (const search of ['%', '_', `${number}x`]) expect((await shop.owner.listTransfers({ search })).total).toBe(0)
  expect((await shop.owner.listPurchases({ search: '%' })).total).toBe(0)
})

test('buyers and a transfer race for the same pieces: nothing is sold that has left', async () => {
  const sku = await newSku(10)
  const { id } = await draft(sku, 6)
  const [sent, ...sales] = await Promise.allSettled([shop.owner.sendTransfer({ id }), ...Array.from({ length: 15 }, () => sellOne(sku))])
  const sold = oks(sales)
  expect(sold).toBe(sent.status === 'fulfilled' ? 4 : 10)
  expect(await left(sku)).toBe(0)
})

test('more than was sent cannot arrive, a draft for an SKU of nobody is refused, and a cancelled draft cannot leave', async () => {
  const sku = await newSku(5)
  const { id } = await draft(sku, 2)
  await shop.owner.sendTransfer({ id })
  await expect(shop.owner.receiveTransfer({ id, lines: [{ skuId: sku, received: 3 }] })).rejects.toMatchObject({
    code: 'received_too_many',
  })
  await expect(shop.owner.setLocationOpen({ id: second, open: false })).rejects.toMatchObject({ code: 'location_not_empty' })
  await shop.owner.receiveTransfer({ id, lines: [] })
  await expect(draft(randomUUID(), 1)).rejects.toMatchObject({ code: 'sku_not_found' })
  const other = await draft(sku, 1)
  await shop.owner.cancelTransfer({ id: other.id })
  await expect(shop.owner.sendTransfer({ id: other.id })).rejects.toMatchObject({ code: 'transfer_ended' })
})

test('what is sold while a count is under way does not spoil it, and it is booked once', async () => {
  const sku = await newSku(50)
  const productId = (await shop.owner.listStock({ skuIds: sku })).items[0]?.productId ?? ''
  const { id } = await shop.owner.createCount({ requestId: randomUUID(), locationId: main, productIds: [productId] })
  // 50 in the books, 47 found: three are missing, whatever is sold meanwhile.
  await shop.owner.writeCount({ id, lines: [{ skuId: sku, counted: 47 }] })
  const booking = twenty(() => shop.owner.bookCount({ id, reason: '盘亏' }))
  const sales = Promise.allSettled(Array.from({ length: 20 }, () => sellOne(sku)))
  expect([oks(await booking), oks(await sales)]).toEqual([20, 20])
  expect(await left(sku)).toBe(27)
  expect((await shop.owner.getCount({ id })).count).toMatchObject({ state: 'booked', differing: 1, reason: '盘亏' })
  await expect(shop.owner.writeCount({ id, lines: [{ skuId: sku, counted: 1 }] })).rejects.toMatchObject({ code: 'count_ended' })
})

test('two sheets that found the same pieces, written before either was booked, bring them once', async () => {
  const { productId, skuIds } = await world.newProduct(shop, [10])
  const sku = skuIds[0] ?? ''
  const sheets = [1, 2, 3].map(() => shop.owner.createCount({ requestId: randomUUID(), locationId: main, productIds: [productId] }))
  const ids = (await Promise.all(sheets)).map(({ id }) => id)
  for (const id of ids) await shop.owner.writeCount({ id, lines: [{ skuId: sku, counted: 15 }] })
  await Promise.all(ids.map((id) => shop.owner.bookCount({ id, reason: '盘盈' })))
  expect(await left(sku)).toBe(15)
})

test('a count that would take what orders hold is refused whole and can be mended', async () => {
  const sku = await newSku(5)
  const productId = (await shop.owner.listStock({ skuIds: sku })).items[0]?.productId ?? ''
  await world.modules.inventory.reserve({ key: randomUUID(), minutes: 30, lines: [{ skuId: sku, quantity: 4 }] })
  const { id } = await shop.owner.createCount({ requestId: randomUUID(), locationId: main, productIds: [productId] })
  await shop.owner.writeCount({ id, lines: [{ skuId: sku, counted: 2 }] })
  await expect(shop.owner.bookCount({ id, reason: '盘亏' })).rejects.toMatchObject({ code: 'stock_short', detail: { skuId: sku } })
  await shop.owner.writeCount({ id, lines: [{ skuId: sku, counted: 6 }] })
  await shop.owner.bookCount({ id, reason: '盘盈' })
  expect(await left(sku)).toBe(2)
})

test('of lots the one that expires first is sold first, and an expired one is not sold at all', async () => {
  const sku = await newSku(2)
  await receipt(sku, 3, { lot: lot('L2', '2026-12-20') })
  await receipt(sku, 3, { lot: lot('L1', '2026-12-01') })
  await sellOne(sku, 4)
  const lots = async () =>
    Object.fromEntries((await shop.owner.listLots({})).items.filter((one) => one.skuId === sku).map((one) => [one.code, one.onHand]))
  expect(await lots()).toEqual({ L2: 2, 未分批: 2 })
  const held = randomUUID()
  clock.set(new Date('2026-12-19T01:00:00.000Z'))
  await world.modules.inventory.reserve({ key: held, minutes: 10_000, lines: [{ skuId: sku, quantity: 1 }] })
  clock.set(new Date('2026-12-20T01:00:00.000Z'))
  // Not marked yet, and not sold already: two that never expire are left, one of L2 is held and one is past its day.
  await expect(sellOne(sku, 3)).rejects.toMatchObject({ code: 'stock_short' })
  await world.sweep()
  expect(await left(sku)).toBe(2)
  expect((await levels(sku)).get(main)).toMatchObject({ onHand: 4, expired: 1, held: 1, available: 2 })
  await world.modules.inventory.release({ key: held })
  expect((await levels(sku)).get(main)).toMatchObject({ onHand: 4, expired: 2, held: 0, available: 2 })
  const expired = (await shop.owner.listLots({ state: 'expired' })).items.find((one) => one.skuId === sku)
  await shop.owner.adjustStock({
    requestId: randomUUID(),
    reason: 'expiry',
    note: '过期报损',
    lines: [{ skuId: sku, change: -2, lotId: expired?.id ?? '' }],
  })
  expect((await levels(sku)).get(main)).toMatchObject({ onHand: 2, expired: 0, available: 2 })
  clock.set(new Date('2026-11-23T04:00:00.000Z'))
})

test('sixty buyers of three lots get exactly what there is, and returns go back to the lots they came from', async () => {
  const sku = await newSku(0)
  for (const [code, expiresOn] of [
    ['A', '2026-12-24'],
    ['B', '2026-12-25'],
    ['C', null],
  ] as const)
    await receipt(sku, 10, { lot: lot(code, expiresOn), unitCostFen: 100 })
  const ends = await Promise.allSettled(Array.from({ length: 60 }, () => sellOne(sku)))
  const keys = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  expect(keys).toHaveLength(30)
  await Promise.all(
    keys.map((key) => world.modules.inventory.restock({ key, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 1 }] })),
  )
  const lots = (await shop.owner.listLots({})).items.filter((one) => one.skuId === sku)
  expect(lots.map((one) => [one.code, one.onHand])).toEqual([
    ['A', 10],
    ['B', 10],
    ['C', 10],
  ])
  expect((await levels(sku)).get(main)).toMatchObject({ valueFen: 3000, sold: 0 })
})

test('pieces sold or held before there were lots come back to where they were', async () => {
  const sku = await newSku(5)
  const sold = await sellOne(sku, 2)
  const held = randomUUID()
  await world.modules.inventory.reserve({ key: held, minutes: 30, lines: [{ skuId: sku, quantity: 1 }] })
  await receipt(sku, 1, { lot: lot('N', '2027-01-01') })
  await world.modules.inventory.restock({ key: sold, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 2 }] })
  await world.modules.inventory.sell({ key: held })
  expect(await left(sku)).toBe(5)
})

test('a transfer carries its lots along', async () => {
  const sku = await newSku(0)
  await receipt(sku, 5, { lot: lot('T1', '2027-02-01') })
  const { id } = await draft(sku, 3)
  await shop.owner.sendTransfer({ id })
  await shop.owner.receiveTransfer({ id, lines: [{ skuId: sku, received: 2 }] })
  const lots = (await shop.owner.listLots({ locationId: second })).items.filter((one) => one.skuId === sku)
  expect(lots).toMatchObject([{ code: 'T1', expiresOn: '2027-02-01', onHand: 2 }])
})

test('a purchase order is received in parts, twenty at once, and never more than was ordered; sales carry the average cost', async () => {
  const sku = await newSku(0)
  const supplier = await shop.owner.createSupplier({ name: `供应商 ${randomUUID().slice(0, 6)}` })
  const order = await shop.owner.createPurchase({
    requestId: randomUUID(),
    supplierId: supplier.id,
    locationId: main,
    lines: [{ skuId: sku, quantity: 10, unitCostFen: 200 }],
  })
  const part = () => shop.owner.receiveStock({ requestId: randomUUID(), purchaseId: order.id, lines: [{ skuId: sku, quantity: 1 }] })
  expect(oks(await twenty(part))).toBe(10)
  expect(await shop.owner.getPurchase({ id: order.id })).toMatchObject({ state: 'received', received: 10 })
  await expect(part()).rejects.toMatchObject({ code: 'purchase_ended' })
  await receipt(sku, 10, { unitCostFen: 400 })
  expect((await levels(sku)).get(main)).toMatchObject({ valueFen: 6000, available: 20 })
  const key = await sellOne(sku, 5)
  expect((await levels(sku)).get(main)).toMatchObject({ valueFen: 4500 })
  const sale = (await shop.owner.listMovements({ skuId: sku, kind: 'sale' })).items.find((one) => one.reference === key)
  expect(sale).toMatchObject({ valueChangeFen: -1500 })
  await receipt(sku, 5, { unitCostFen: 1000 })
  // What comes back comes back at what it had cost, not at today's average.
  await world.modules.inventory.restock({ key, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 2 }] })
  expect((await levels(sku)).get(main)).toMatchObject({ valueFen: 4500 + 5000 + 600 })
})

test('a piece costs the same to the fen whether it is sold by one statement or, with lots, by several', async () => {
  const costs = async (more: { lot?: { code: string; expiresOn: string | null } }): Promise<number[]> => {
    const sku = await newSku(0)
    for (const unitCostFen of [33, 33, 35]) await receipt(sku, 1, { ...more, unitCostFen })
    const keys = [await sellOne(sku), await sellOne(sku), await sellOne(sku)]
    const { items } = await shop.owner.listMovements({ skuId: sku, kind: 'sale' })
    return keys.map((key) => items.find((one) => one.reference === key)?.valueChangeFen ?? 0)
  }
  const quick = await costs({})
  expect(quick).toEqual([-34, -34, -33])
  expect(await costs({ lot: lot('one') })).toEqual(quick)
})

test('the same receipt twenty times is one receipt', async () => {
  const sku = await newSku(0)
  const wish = { requestId: randomUUID(), locationId: main, lines: [{ skuId: sku, quantity: 7 }] }
  const ends = await twenty(() => shop.owner.receiveStock(wish))
  expect(oks(ends)).toBe(20)
  expect(await left(sku)).toBe(7)
  await expect(shop.owner.receiveStock({ ...wish, lines: [{ skuId: sku, quantity: 8 }] })).rejects.toMatchObject({ code: 'key_reused' })
  await expect(shop.owner.receiveStock({ ...wish, lines: [{ skuId: sku, quantity: -1 }] })).rejects.toMatchObject({ code: 'input_invalid' })
  await expect(receipt(sku, 1, { lot: lot('old', '2026-11-23') })).rejects.toMatchObject({ code: 'lot_expired' })
})

test('what belongs to another shop is not found', async () => {
  const sku = await newSku(3)
  const other = await world.newShop('别家')
  await world.newProduct(other, [1])
  const theirs = (await other.owner.listLocations()).items[0]?.id ?? ''
  await expect(
    other.owner.createTransfer({ requestId: randomUUID(), fromId: theirs, toId: second, lines: [{ skuId: sku, quantity: 1 }] }),
  ).rejects.toMatchObject({ status: 404 })
  await expect(
    other.owner.receiveStock({ requestId: randomUUID(), locationId: theirs, lines: [{ skuId: sku, quantity: 1 }] }),
  ).rejects.toMatchObject({ code: 'sku_not_found' })
  await expect(other.owner.createCount({ requestId: randomUUID(), locationId: main })).rejects.toMatchObject({ status: 404 })
  expect(await left(sku)).toBe(3)
})

test('a return goes on to another location with its lot and its value, or off the books, once however often it is said', async () => {
  const sku = await newSku(0)
  await receipt(sku, 3, { unitCostFen: 700, lot: lot('R1', '2099-01-01') })
  const key = await sellOne(sku, 3)
  const back = { key, restockKey: randomUUID(), lines: [{ skuId: sku, quantity: 1 }] }
  const carried = { ...back, onward: { to: 'location' as const, locationId: second } }
  expect(oks(await twenty(() => world.modules.inventory.restock(carried)))).toBe(20)
  const broken = { ...back, restockKey: randomUUID(), onward: { to: 'nowhere' as const, note: '摔坏', actor: '仓管' } }
  expect(oks(await twenty(() => world.modules.inventory.restock(broken)))).toBe(20)
  const after = await levels(sku)
  expect(after.get(main)).toMatchObject({ received: 3, sold: 1, sent: 1, writtenOff: 1, available: 0, valueFen: 0 })
  expect(after.get(second)).toMatchObject({ arrived: 1, available: 1, valueFen: 700, tracked: true })
  expect((await shop.owner.listLots({ locationId: second })).items.filter((one) => one.skuId === sku)).toMatchObject([
    { code: 'R1', onHand: 1 },
  ])
  // One piece is still sold: of three at once that want to come back, one does.
  const more = ['location', 'nowhere', 'shelf'].map((to) => {
    const wish = { ...back, restockKey: randomUUID() }
    if (to === 'shelf') return world.modules.inventory.restock(wish)
    return world.modules.inventory.restock({ ...wish, onward: to === 'location' ? carried.onward : broken.onward })
  })
  expect(oks(await Promise.allSettled(more))).toBe(1)
})

test('a receipt that is asked for again after its lot has expired is the one that was booked, not a refusal', async () => {
  const sku = await newSku(0)
  const { account } = await shop.owner.getStaffMe()
  const tomorrow = new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10)
  const lines = [{ skuId: sku, quantity: 2, lot: lot('short', tomorrow) }]
  const wish = { requestId: randomUUID(), locationId: main, lines }
  const { id } = await shop.owner.receiveStock(wish)
  clock.advance({ days: 2 })
  const owner = world.admin((await world.admin().staffLogin({ account, password: PASSWORD })).token)
  expect(await owner.receiveStock(wish)).toMatchObject({ id, pieces: 2 })
  await expect(owner.receiveStock({ ...wish, requestId: randomUUID() })).rejects.toMatchObject({ code: 'lot_expired' })
  expect((await owner.listMovements({ skuId: sku, kind: 'receipt' })).items).toHaveLength(1)
})
