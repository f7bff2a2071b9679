import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  shopper = await world.newShopper()
})
afterAll(() => world.close())

async function wantedBack(quantity: number, back: number) {
  const { skuIds } = await world.newProduct(shop, [quantity])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const lineId = (await shopper.client.getOrder({ id })).lines[0]?.id ?? ''
  const wish = { kind: 'refund' as const, reason: 'not_wanted' as const, lines: [{ lineId, quantity: back }] }
  const request = await shopper.client.applyAfterSales({ id, requestId: randomUUID(), ...wish })
  await world.settle()
  return { id, lineId, requestId: request.id }
}
const ship = (id: string, changes: object = {}) =>
  shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'SF', trackingNumber: `SF${Date.now()}1`, ...changes })

test('pieces for which money is wanted back stay; the others go; who confirms sends them all the same', async () => {
  const { id, lineId } = await wantedBack(3, 2)
  await expect(ship(id)).rejects.toMatchObject({ code: 'after_sales_open', detail: { wantedBack: 2 } })
  await expect(ship(id, { lines: [{ orderLineId: lineId, quantity: 2 }] })).rejects.toMatchObject({ code: 'after_sales_open' })
  const partly = await ship(id, { lines: [{ orderLineId: lineId, quantity: 1 }] })
  expect(partly.state).toBe('partly_shipped')
  await expect(ship(id)).rejects.toMatchObject({ code: 'after_sales_open' })
  expect((await ship(id, { despiteAfterSales: true })).state).toBe('shipped')
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

test('the same request again after a confirmation is the same shipment; a withdrawn request lets the pieces go', async () => {
  const { id } = await wantedBack(1, 1)
  const same = { requestId: randomUUID(), trackingNumber: 'SF5566778899001', despiteAfterSales: true }
  await ship(id, same)
  expect((await ship(id, same)).parcels).toHaveLength(1)
  const other = await wantedBack(1, 1)
  await expect(ship(other.id)).rejects.toMatchObject({ code: 'after_sales_open' })
  await shopper.client.withdrawAfterSales({ id: other.requestId })
  await world.settle()
  expect((await ship(other.id)).state).toBe('shipped')
})

test('a request for money and a shipment at the same moment: one comes first, and the other is refused', async () => {
  const { skuIds } = await world.newProduct(shop, [12])
  for (let round = 0; round < 6; round += 1) {
    const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
    await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
    await world.settle()
    const id = checkout.orders[0]?.id ?? ''
    const lineId = (await shopper.client.getOrder({ id })).lines[0]?.id ?? ''
    const wish = { kind: 'refund' as const, reason: 'not_wanted' as const, lines: [{ lineId, quantity: 1 }] }
    const asking = () => shopper.client.applyAfterSales({ id, requestId: randomUUID(), ...wish })
    // Nothing is told in between: the pieces are kept back by the request itself.
    const [asked, sent] = await Promise.allSettled([asking(), ship(id)])
    expect([asked.status, sent.status].filter((one) => one === 'fulfilled')).toHaveLength(1)
    if (asked.status === 'rejected') expect(asked.reason).toMatchObject({ status: 409 })
    if (sent.status === 'rejected') expect(sent.reason).toMatchObject({ code: 'after_sales_open' })
    if (sent.status === 'rejected') await expect(ship(id)).rejects.toMatchObject({ code: 'after_sales_open' })
    await world.settle()
  }
  expect(await world.doctor()).toEqual([])
})

test('pieces that were kept back for a request that never came about may leave again', async () => {
  const { skuIds } = await world.newProduct(shop, [3])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 3 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const lineId = (await shopper.client.getOrder({ id })).lines[0]?.id ?? ''
  // The process ended between keeping back and writing.
  const claim = randomUUID()
  await world.db
    .insertInto('after_sales.claim')
    .values({ id: claim, order_id: id, at: new Date(Date.now() - 3600_000) })
    .execute()
  await world.calls['order']?.['pause']?.({ key: `as:${claim}`, orderId: id, units: [{ lineId, quantity: 3 }], ifUnshipped: true })
  await expect(ship(id)).rejects.toMatchObject({ code: 'after_sales_open' })
  await world.settle()
  expect((await ship(id)).state).toBe('shipped')
  // Twenty taps at once are one request, and leave nothing behind.
  const wish = { id, requestId: randomUUID(), kind: 'refund' as const, reason: 'agreed' as const, lines: [{ lineId, quantity: 1 }] }
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await shopper.client.applyAfterSales(wish)).id))
  expect(new Set(ids).size).toBe(1)
  expect(await world.db.selectFrom('after_sales.claim').select('id').execute()).toEqual([])
})
