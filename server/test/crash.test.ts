import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShopClient, type ShopClient } from '../../clients/shop/client.ts'
import { type Child, childOf } from './child.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// A server in a process of its own, on the same database as the test, so that it can be killed without mercy.
let world: World
let shop: TestShop
let buyers: TestShopper[]
let child: Child

beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  buyers = await Promise.all(Array.from({ length: 10 }, () => world.newShopper()))
  child = await childOf(world)
})
afterAll(async () => {
  await child.kill()
  await world.close()
})

function clientOf(token: string): ShopClient {
  return createShopClient(async ({ method, path, body }) => {
    const response = await fetch(`http://127.0.0.1:${child.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  })
}

/** One shopper's way, wherever the crash cuts it. Gives the attempt's number once money has moved. */
async function buy(shopper: TestShopper, skuId: string, paid: string[]): Promise<void> {
  const client = clientOf(shopper.token)
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: shopper.addressId }
  const quote = await client.quoteCheckout(wish)
  const checkout = await client.placeOrder({ ...wish, requestId: crypto.randomUUID(), payableFen: quote.payableFen })
  const { number } = await client.payCheckout({ id: checkout.id, method: 'wechat_h5' })
  const notification = world.pay.pay(number) ?? ''
  paid.push(number)
  await world.pay.notify(notification)
}

/** Asks until the books are clean and every payment has its order; lost notifications are found by asking, half a minute later at the worst. */
async function afterTheDust(payments: number): Promise<{ violations: unknown[]; orders: number }> {
  for (let tries = 0; ; tries += 1) {
    const violations = await world.doctor()
    const { total } = await shop.owner.listAdminOrders({ pageSize: 1, tab: 'to_ship' })
    if ((violations.length === 0 && total === payments) || tries === 150) return { violations, orders: total }
    await sleep(1000)
  }
}

test('killed three times with a hundred orders in flight, the shop comes back with every paid order and clean books', async () => {
  const { skuIds } = await world.newProduct(shop, [500, 500])
  const paid: string[] = []
  for (const payments of [3, 15, 40]) {
    await child.start()
    const tries = Array.from({ length: 100 }, (_, n) => buy(buyers[n % 10] as TestShopper, skuIds[n % 2] ?? '', paid))
    const all = Promise.allSettled(tries)
    const enough = paid.length + payments
    for (let waited = 0; paid.length < enough && waited < 20_000; waited += 5) await sleep(5)
    await child.kill()
    await all
  }
  await child.start()
  expect(paid.length, 'money moved before the crashes').toBeGreaterThanOrEqual(58)
  expect(await afterTheDust(paid.length)).toEqual({ violations: [], orders: paid.length })
  const { items } = await shop.owner.listAdminOrders({ pageSize: 100, tab: 'to_ship' })
  expect(items.every((order) => order.paidAt !== null)).toBe(true)
}, 300_000)
