import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShopClient, type ShopClient } from '../../clients/shop/client.ts'
import { freePort } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// A server in a process of its own, on the same database as the test, so that it can be killed without mercy.
let world: World
let shop: TestShop
let buyers: TestShopper[]
let port: number
let child: ChildProcess | undefined

beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  buyers = await Promise.all(Array.from({ length: 10 }, () => world.newShopper()))
  port = await freePort()
  const { dataDir } = world.config
  copyFileSync(join(dataDir, 'simulators/accounts.json'), join(dataDir, 'connections.json'))
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await world.close()
})

async function startChild(): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: world.config.databaseUrl,
    DATA_DIR: world.config.dataDir,
    SECRET_KEY: world.config.secretKey,
    INTERNAL_TOKEN: world.config.internalToken,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DEMO: 'false',
    RATE_LIMITS: 'false',
    LOG_LEVEL: 'fatal',
  }
  const started = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  child = started
  await new Promise<void>((resolve, reject) => {
    started.stdout.on('data', (text: Buffer) => text.toString().includes('"ready":true') && resolve())
    started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)))
  })
}

async function kill(): Promise<void> {
  const dying = child
  if (!dying) return
  const gone = new Promise((resolve) => dying.once('exit', resolve))
  dying.kill('SIGKILL')
  await gone
}

function clientOf(token: string): ShopClient {
  return createShopClient(async ({ method, path, body }) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
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
    await startChild()
    const tries = Array.from({ length: 100 }, (_, n) => buy(buyers[n % 10] as TestShopper, skuIds[n % 2] ?? '', paid))
    const all = Promise.allSettled(tries)
    const enough = paid.length + payments
    for (let waited = 0; paid.length < enough && waited < 20_000; waited += 5) await sleep(5)
    await kill()
    await all
  }
  await startChild()
  expect(paid.length, 'money moved before the crashes').toBeGreaterThanOrEqual(58)
  expect(await afterTheDust(paid.length)).toEqual({ violations: [], orders: paid.length })
  const { items } = await shop.owner.listAdminOrders({ pageSize: 100, tab: 'to_ship' })
  expect(items.every((order) => order.paidAt !== null)).toBe(true)
}, 300_000)
