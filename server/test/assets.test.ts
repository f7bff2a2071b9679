import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import type { redpacketCalls } from '../src/modules/redpacket/contract.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
let wallet: Interface<typeof walletCalls>
let points: Interface<typeof pointsCalls>
let packets: Interface<typeof redpacketCalls>
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  const calls = world.calls as unknown as { wallet: typeof wallet; points: typeof points; redpacket: typeof packets } // loosely typed by the harness
  wallet = calls.wallet
  points = calls.points
  packets = calls.redpacket
})
afterAll(() => world.close())

const idOf = async (shopper: TestShopper): Promise<string> => (await shopper.client.getMe()).id
/** A shopper with ¥20 of points, ¥5 in red packets and ¥10 in the wallet. */
async function rich(): Promise<TestShopper & { id: string }> {
  const shopper = await world.newShopper()
  const id = await idOf(shopper)
  await points.earn({ key: randomUUID(), shopperId: id, points: 2000, note: '' })
  for (const amountFen of [200, 300]) await packets.grant({ source: randomUUID(), shopperId: id, title: '红包', amountFen, validDays: 3 })
  await wallet.credit({ key: randomUUID(), shopperId: id, cashFen: 1000, kind: 'top_up' })
  return { ...shopper, id }
}
const newSku = async (priceFen: number) => (await world.newProduct(shop, [99], priceFen)).skuIds[0] ?? ''
const all = { usePoints: true, useRedPackets: true }
async function place(shopper: TestShopper, lines: { skuId: string; quantity: number }[], use = all) {
  const wish = { lines, addressId: shopper.addressId, ...use }
  const { payableFen } = await shopper.client.quoteCheckout(wish)
  return shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
}
const has = async ({ id: shopperId }: { id: string }) => [
  (await points.balance({ shopperId })).available,
  (await packets.balance({ shopperId })).availableFen,
  (await wallet.balance({ shopperId })).availableFen,
]
async function pay(shopper: TestShopper, checkoutId: string, walletFen = 0): Promise<void> {
  const { number } = await shopper.client.payCheckout({ id: checkoutId, method: 'wechat_h5', walletFen })
  if (number) await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
}

test('an order paid with points, red packets, wallet and channel gives every part back when it is refunded as a whole', async () => {
  const shopper = await rich()
  const checkout = await place(shopper, [{ skuId: await newSku(3001), quantity: 1 }])
  const order = checkout.orders[0]!
  expect(checkout.payableFen).toBe(3001 - 1500 - 500)
  expect(await has(shopper)).toEqual([500, 0, 1000])
  await pay(shopper, checkout.id, 800)
  expect(await has(shopper)).toEqual([500, 0, 200])
  expect(await world.doctor()).toEqual([])
  await shop.owner.refundOrder({ id: order.id, reason: '不卖了' })
  await world.settle()
  for (const one of (await shop.owner.listPayments({ subjects: checkout.id })).items[0]?.refunds ?? []) {
    if (one.state === 'sent') await world.pay.notify(world.pay.settleRefund(one.number, 'SUCCESS') ?? '')
  }
  await world.settle()
  expect((await shopper.client.getOrder({ id: order.id })).state).toBe('refunded')
  expect(await has(shopper)).toEqual([2000, 500, 1000])
  expect(await world.doctor()).toEqual([])
})

test('an order that is cancelled gives points, red packets and the wallet part back at once', async () => {
  const shopper = await rich()
  const checkout = await place(shopper, [{ skuId: await newSku(5000), quantity: 2 }])
  await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: 1000 })
  expect(await has(shopper)).toEqual([0, 0, 0])
  await shopper.client.cancelOrder({ id: checkout.orders[0]!.id, reason: '不想要了' })
  await world.settle()
  expect(await has(shopper)).toEqual([2000, 500, 1000])
  expect(await world.doctor()).toEqual([])
})

test('units that go back one after the other give back exactly what points and red packets paid of them', async () => {
  const shopper = await rich()
  const checkout = await place(shopper, [{ skuId: await newSku(1001), quantity: 3 }])
  const orderId = checkout.orders[0]!.id
  expect((await shopper.client.getOrder({ id: orderId })).pointsFen).toBe(Math.floor(3003 / 2))
  await pay(shopper, checkout.id)
  const order = await shopper.client.getOrder({ id: orderId })
  const lineId = order.lines[0]!.id
  const by = { actor: 'system' as const, name: '' }
  const refund = (key: string) =>
    world.calls['order']!['refundUnits']!({
      key,
      orderId,
      lines: [{ lineId, quantity: 1 }],
      withFreight: false,
      restock: true,
      reason: '退一件',
      by,
    })
  for (const round of [1, 2, 3]) {
    const key = `unit-${round}-${orderId}`
    await Promise.all([refund(key), refund(key), refund(key)])
    await world.settle()
    const upTo = (fen: number): number => Math.floor((fen * round) / 3)
    expect(await has(shopper)).toEqual([2000 - 1501 + upTo(1501), upTo(500), 1000])
  }
  expect(await has(shopper)).toEqual([2000, 500, 1000])
})

test('fifty orders at once never spend the same points or red packets twice', async () => {
  const shopper = await rich()
  const skuId = await newSku(4000)
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: shopper.addressId, ...all }
  const { payableFen } = await shopper.client.quoteCheckout(wish)
  const placing = Array.from({ length: 50 }, () => shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen }))
  const done = (await Promise.allSettled(placing)).filter((one) => one.status === 'fulfilled')
  expect(done).toHaveLength(1)
  expect(await has(shopper)).toEqual([0, 0, 1000])
  expect(await world.doctor()).toEqual([])
})

test('what points, red packets and the wallet pay in full needs no channel', async () => {
  const shopper = await rich()
  await shop.owner.updatePointsRule({ spending: true, perFen: 1, capBps: 10_000, earnPerYuan: 1 })
  const free = await place(shopper, [{ skuId: await newSku(1500), quantity: 1 }])
  expect(free.payableFen).toBe(0)
  await world.settle()
  expect((await shopper.client.getCheckout({ id: free.id })).state).toBe('paid')
  const rest = await place(shopper, [{ skuId: await newSku(1500), quantity: 1 }])
  expect(rest.payableFen).toBe(500)
  await pay(shopper, rest.id, 500)
  expect((await shopper.client.getCheckout({ id: rest.id })).state).toBe('paid')
  expect(await has(shopper)).toEqual([0, 0, 500])
  await shop.owner.updatePointsRule({ spending: true, perFen: 1, capBps: 5000, earnPerYuan: 1 })
  expect(await world.doctor()).toEqual([])
})

test('a client that claims a smaller total, or an amount of points, is refused', async () => {
  const shopper = await rich()
  const wish = { lines: [{ skuId: await newSku(4000), quantity: 1 }], addressId: shopper.addressId, ...all }
  await expect(shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: 1 })).rejects.toMatchObject({
    code: 'price_changed',
  })
  const reply = await world.request('POST', '/api/shop/checkout/quote', { token: shopper.token, body: { ...wish, pointsFen: 4000 } })
  expect(reply).toMatchObject({ status: 400 })
})
