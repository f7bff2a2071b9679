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
