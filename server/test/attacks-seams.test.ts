import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import type { redpacketCalls } from '../src/modules/redpacket/contract.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

// Attempts on the seams between order, payment, wallet, points and red packets.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let wallet: Interface<typeof walletCalls>
let points: Interface<typeof pointsCalls>
let packets: Interface<typeof redpacketCalls>
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  const calls = world.calls as unknown as { wallet: typeof wallet; points: typeof points; redpacket: typeof packets } // loosely typed by the harness
  wallet = calls.wallet
  points = calls.points
  packets = calls.redpacket
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const twenty = <T>(run: () => Promise<T>) => Promise.allSettled(Array.from({ length: 20 }, run))
const oks = (ends: readonly PromiseSettledResult<unknown>[]) => ends.filter((end) => end.status === 'fulfilled').length
const by = { actor: 'system' as const, name: '' }

async function bought() {
  const shopper = await world.newShopper()
  const { id } = await shopper.client.getMe()
  await points.earn({ key: randomUUID(), shopperId: id, points: 777, note: '' })
  for (const amountFen of [101, 233]) await packets.grant({ source: randomUUID(), shopperId: id, title: '红包', amountFen, validDays: 3 })
  await wallet.credit({ key: randomUUID(), shopperId: id, cashFen: 900, giftFen: 77, kind: 'top_up' })
  const skuId = (await world.newProduct(shop, [9], 1667)).skuIds[0] ?? ''
  const wish = { lines: [{ skuId, quantity: 3 }], addressId: shopper.addressId, usePoints: true, useRedPackets: true }
  const { payableFen } = await shopper.client.quoteCheckout(wish)
  const checkout = await shopper.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
  const { number } = await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: 977 })
  await world.pay.notify(world.pay.pay(number) ?? '')
  await world.settle()
  const order = await shopper.client.getOrder({ id: checkout.orders[0]?.id ?? '' })
  return { shopper, id, skuId, order, checkout, lineId: order.lines[0]?.id ?? '' }
}
const refundsOf = async (checkoutId: string) => (await shop.owner.listPayments({ subjects: checkoutId })).items[0]?.refunds ?? []
const has = async (shopperId: string) => {
  const { cashFen, giftFen } = await wallet.balance({ shopperId })
  return [(await points.balance({ shopperId })).available, (await packets.balance({ shopperId })).availableFen, cashFen, giftFen]
}

test('units, compensations and the rest, each asked for twenty times at once, give back exactly what was paid, part by part', async () => {
  const { shopper, id, order, checkout, lineId } = await bought()
  const before = await has(id)
  expect(before).toEqual([0, 0, 0, 0])
  const calls = world.calls['order'] ?? {}
  const units = (key: string, quantity: number) =>
    calls['refundUnits']!({ key, orderId: order.id, lines: [{ lineId, quantity }], withFreight: true, restock: true, reason: '退', by })
  const allow = (key: string, amountFen: number) =>
    calls['giveAllowance']!({ key, orderId: order.id, lineId, amountFen, reason: '补偿', by })
  await twenty(() => units(`one-${order.id}`, 1))
  await twenty(() => allow(`few-${order.id}`, 333))
  // Twenty wishes of different keys for more than is left: of them only what was paid.
  await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? allow(`more-${n}-${order.id}`, 1500) : units(`last-${n}-${order.id}`, 2))),
  )
  await world.settle()
  await Promise.allSettled(Array.from({ length: 3 }, (_, n) => units(`rest-${n}-${order.id}`, 2)))
  await world.settle()
  // The channel takes refunds of one payment a while apart.
  for (let round = 0; round < 6; round += 1) {
    for (const one of await refundsOf(checkout.id))
      if (one.state === 'sent') await world.pay.notify(world.pay.settleRefund(one.number, 'SUCCESS') ?? '')
    clock.advance({ minutes: 3 })
    await world.settle()
  }
  expect((await refundsOf(checkout.id)).reduce((sum, one) => sum + one.amountFen, 0)).toBe(order.payableFen)
  expect((await shopper.client.getOrder({ id: order.id })).state).toBe('refunded')
  expect(await has(id)).toEqual([777, 334, 900, 77])
})

test('staff cannot take more from a wallet than is there, however many do it, nor make money of a huge number', async () => {
  const shopper = await world.newShopper()
  const { id } = await shopper.client.getMe()
  await wallet.credit({ key: randomUUID(), shopperId: id, cashFen: 1000, kind: 'top_up' })
  const change = (changeFen: number) => shop.owner.adjustWallet({ id, requestId: randomUUID(), account: 'cash', changeFen, reason: '更正' })
  expect(oks(await twenty(() => change(-300)))).toBe(3)
  await expect(change(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ status: 400 })
  expect((await wallet.balance({ shopperId: id })).cashFen).toBe(100)
})
