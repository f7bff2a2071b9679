import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../src/kernel/clock.ts'
import { buyVirtual, newVirtual } from './virtual.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
let buyer: TestShopper
let voucher = ''
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  buyer = await world.newShopper()
  voucher = await newVirtual(world, shop, { delivery: 'voucher' })
})
afterAll(() => world.close())

/** Connections that wait for a lock. */
async function waiting(): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db)
  return rows.map((row) => row.pid)
}

async function waiters(count: number): Promise<number[]> {
  for (let round = 0; round < 400; round += 1) {
    const pids = await waiting()
    if (pids.length >= count) return pids
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`${count} connections do not wait`)
}

test('a refund that is tried twice under one key keeps its voucher locked while one of the two is still deciding', async () => {
  const id = await buyVirtual(world, buyer, [{ skuId: voucher, quantity: 1 }])
  const [secret] = (await buyer.client.listOrderSecrets({ id })).items
  const by = { actor: 'staff' as const, name: '店员' }
  const lines = [{ lineId: secret?.orderLineId ?? '', quantity: 1 }]
  const wish = { key: `twice:${id}`, orderId: id, lines, restock: true, reason: '协商退款', by }
  const refund = () => world.calls['order']?.['refundUnits']?.(wish) as Promise<unknown>
  const use = () => shop.owner.verifyVoucher({ code: secret?.secret ?? '' })
  const { first, second } = await world.db.transaction().execute(async (tx) => {
    await sql`select 1 from "order"."order" where id = ${id} for update`.execute(tx)
    const tries = { first: Promise.allSettled([refund()]), second: Promise.resolve([] as PromiseSettledResult<unknown>[]) }
    const [earlier] = await waiters(1)
    tries.second = Promise.allSettled([refund()])
    const later = (await waiters(2)).find((pid) => pid !== earlier)
    // The second is broken off by the database while the first still waits for the order.
    await sql`select pg_cancel_backend(${later})`.execute(world.db)
    expect((await tries.second)[0]?.status).toBe('rejected')
    await expect(use()).rejects.toMatchObject({ code: 'voucher_refunding' })
    return tries
  })
  expect((await first)[0]?.status).toBe('fulfilled')
  expect(await second).toHaveLength(1)
  await expect(use()).rejects.toMatchObject({ status: 409 })
  await world.settle()
  await expect(use()).rejects.toMatchObject({ code: 'voucher_void' })
})

test('a refund that is refused frees the voucher it had locked', async () => {
  const id = await buyVirtual(world, buyer, [{ skuId: voucher, quantity: 1 }])
  const [secret] = (await buyer.client.listOrderSecrets({ id })).items
  const lines = [{ orderLineId: secret?.orderLineId ?? '', quantity: 1 }]
  const aside = (holder: string) => world.calls['card-key']?.['setAside']?.({ key: `held:${id}`, holder, lines }) as Promise<unknown>
  const back = (holder?: string) => world.calls['card-key']?.['putBack']?.({ key: `held:${id}`, holder }) as Promise<unknown>
  await Promise.all(['a', 'b', 'c'].map(aside))
  await Promise.all([back('a'), back('b'), back('b')])
  await expect(shop.owner.verifyVoucher({ code: secret?.secret ?? '' })).rejects.toMatchObject({ code: 'voucher_refunding' })
  await back('c')
  expect(await shop.owner.verifyVoucher({ code: secret?.secret ?? '' })).toMatchObject({ state: 'used' })
  expect(await world.doctor()).toEqual([])
})

test('a voucher with something to fetch: when nobody fetches it, that part is paid back and its place and code end; the voucher stays', async () => {
  const cup = (await world.newProduct(shop, [5])).skuIds[0] ?? ''
  const store = { name: '西湖店', address: '文三路 2 号', phone: '0571', lng: 120.13, lat: 30.28, pickup: true, local: false }
  const slots = [{ from: '00:00', to: '23:59', capacity: 9 }]
  const pointId = (await shop.owner.createDeliveryPoint({ ...store, fees: [], slots })).id
  const day = dayOf(new Date(Date.now() + 86_400_000))
  const delivery = { shopId: shop.id, kind: 'pickup' as const, pointId, day, span: '00:00-23:59' }
  const lines = [voucher, cup].map((skuId) => ({ skuId, quantity: 1 }))
  const wish = { lines, addressId: buyer.addressId, deliveries: [delivery] }
  const { payableFen } = await buyer.client.quoteCheckout(wish)
  const checkout = await buyer.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen })
  const id = checkout.orders[0]?.id ?? ''
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const { code } = await buyer.client.getOrderDelivery({ id })
  const parcel = (await shop.owner.getAdminOrder({ id })).lines.find((line) => line.skuId === cup)?.id ?? ''
  const part = {
    key: `part:${id}`,
    orderId: id,
    lines: [{ lineId: parcel, quantity: 1, unshipped: 1 }],
    restock: true,
    reason: '超过保留期限未取货',
  }
  await world.calls['order']?.['refundUnits']?.({ ...part, by: { actor: 'system', name: '' } })
  await world.settle()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'shipped' })
  expect((await buyer.client.getOrderDelivery({ id })).state).toBe('released')
  await expect(shop.owner.pickUpOrder({ code: code ?? '' })).rejects.toMatchObject({ code: 'pickup_code_wrong' })
  expect((await buyer.client.listOrderSecrets({ id })).items).toMatchObject([{ state: 'delivered' }])
  expect(await world.doctor()).toEqual([])
  await buyer.client.confirmReceipt({ id })
  await world.settle()
  expect((await buyer.client.getOrderDelivery({ id })).state).toBe('released')
  expect(await world.doctor()).toEqual([])
})

test('a voucher is not sent back or exchanged, used or not: its stock comes back only with its money (model test, seed 788021201)', async () => {
  const id = await buyVirtual(world, buyer, [{ skuId: voucher, quantity: 2 }])
  const [line] = (await buyer.client.getOrder({ id })).lines
  const options = await buyer.client.getAfterSalesOptions({ id })
  expect(options.lines).toMatchObject([{ returnable: false }])
  const lines = [{ lineId: line?.id ?? '', quantity: 1 }]
  const ask = (kind: 'refund' | 'return' | 'exchange', reason: 'quality' | 'damaged') =>
    buyer.client.applyAfterSales({ id, requestId: randomUUID(), kind, reason, lines })
  const refused = { code: 'after_sales_not_possible', detail: { why: 'virtual' } }
  await expect(ask('return', 'quality')).rejects.toMatchObject(refused)
  await expect(ask('exchange', 'damaged')).rejects.toMatchObject(refused)
  expect(await ask('refund', 'quality')).toMatchObject({ kind: 'refund', state: 'requested' })
})
