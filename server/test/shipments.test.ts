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

async function paidOrder(quantity: number): Promise<string> {
  const { skuIds } = await world.newProduct(shop, [quantity])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.deliver()
  return checkout.orders[0]?.id ?? ''
}
let numbers = 0
async function send(orderId: string, quantity: number) {
  const order = await shop.owner.getAdminOrder({ id: orderId })
  return shop.owner.shipOrder({
    id: orderId,
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    trackingNumber: `ZT${7_500_000_000 + (numbers += 1)}`,
    lines: [{ orderLineId: order.lines[0]?.id ?? '', quantity }],
  })
}

test('of several desks that send the last pieces one does, and the parcels hold each piece once', async () => {
  const id = await paidOrder(5)
  await send(id, 2)
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => send(id, 2)))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'partly_shipped', lines: [{ shipped: 4 }] })
  expect(order.parcels.map((parcel) => parcel.lines[0]?.quantity)).toEqual([2, 2])
  expect((await send(id, 1)).state).toBe('shipped')
  expect(await world.doctor()).toEqual([])
})

test('a voided parcel gives its pieces back to be sent again, once, however often it is voided', async () => {
  const id = await paidOrder(3)
  await send(id, 1)
  const { parcels } = await send(id, 2)
  const second = parcels.find((parcel) => parcel.lines[0]?.quantity === 2)?.id ?? ''
  await Promise.all(Array.from({ length: 10 }, () => shop.owner.voidParcel({ id: second, reason: '装错了箱' })))
  await world.deliver()
  const order = await shopper.client.getOrder({ id })
  expect(order).toMatchObject({ state: 'partly_shipped', autoReceiveAt: null, lines: [{ shipped: 1 }] })
  expect(order.parcels).toHaveLength(1)
  await shop.owner.voidParcel({ id: order.parcels[0]?.id ?? '', reason: '暂缓发货' })
  await world.deliver()
  expect(await shopper.client.getOrder({ id })).toMatchObject({ state: 'paid', shippedAt: null, lines: [{ shipped: 0 }], parcels: [] })
  expect((await send(id, 3)).state).toBe('shipped')
  expect(await world.doctor()).toEqual([])
})

test('a parcel that is voided while the shopper confirms receipt leaves the order received', async () => {
  const id = await paidOrder(1)
  const { parcels } = await send(id, 1)
  await Promise.all([
    shop.owner.voidParcel({ id: parcels[0]?.id ?? '', reason: '发错了' }),
    shopper.client.confirmReceipt({ id }).catch(() => undefined),
  ])
  await world.deliver()
  const order = await shop.owner.getAdminOrder({ id })
  expect(['received', 'paid']).toContain(order.state)
  expect(order.lines[0]?.shipped).toBe(order.state === 'received' ? 1 : 0)
  expect(await world.doctor()).toEqual([])
})

test('a parcel is voided of which a piece was paid back as sent: the other pieces are sent again', async () => {
  const { skuIds } = await world.newProduct(shop, [5, 5])
  const checkout = await world.place(
    shopper,
    skuIds.map((skuId) => ({ skuId, quantity: 2 })),
  )
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.deliver()
  const id = checkout.orders[0]?.id ?? ''
  const { lines } = await shop.owner.getAdminOrder({ id })
  const { parcels } = await shop.owner.shipOrder({
    id,
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    trackingNumber: 'ZT7500009999',
    lines: lines.map((line) => ({ orderLineId: line.id, quantity: 2 })),
  })
  const by = { actor: 'staff' as const, name: '店主' }
  const refund = { key: randomUUID(), orderId: id, withFreight: false, restock: false, reason: '破损', by }
  await world.calls['order']!['refundUnits']!({ ...refund, lines: [{ lineId: lines[0]?.id ?? '', quantity: 1 }] })
  await world.deliver()
  await shop.owner.voidParcel({ id: parcels[0]?.id ?? '', reason: '没有揽收' })
  await world.deliver()
  const order = await shop.owner.getAdminOrder({ id })
  expect(order).toMatchObject({ state: 'partly_shipped', parcels: [] })
  expect(order.lines.map((line) => line.shipped).toSorted()).toEqual([0, 1])
  await shop.owner.shipOrder({
    id,
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    trackingNumber: 'ZT7500009998',
    lines: order.lines.map((line) => ({ orderLineId: line.id, quantity: line.shipped === 0 ? 2 : 1 })),
  })
  expect((await shop.owner.getAdminOrder({ id })).state).toBe('shipped')
  await world.deliver()
  expect(await world.doctor()).toEqual([])
})
