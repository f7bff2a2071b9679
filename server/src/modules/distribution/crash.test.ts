import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShopClient } from '../../../../clients/shop/client.ts'
import { type Child, childOf } from '../../../test/child.ts'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

// A server in a process of its own, on the same database as the test, so that it can be killed without mercy.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let seller: TestShopper
let child: Child

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  seller = await world.newShopper()
  child = await childOf(world)
})
afterAll(async () => {
  await child.kill()
  await world.close()
})

/** Through the process that will be killed. */
const withdraw = async (amountFen: number) => {
  const client = createShopClient(async ({ method, path, body }) => {
    const response = await fetch(`http://127.0.0.1:${child.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${seller.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  })
  await client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen })
}

/** A settled commission of ¥100. */
async function earnOneHundred(): Promise<void> {
  await shop.owner.updateDistributionRule({ enabled: true, approval: 'automatic', level1Bps: 1000 })
  await seller.client.applyForDistribution({ id: shop.id, name: '林一', phone: '13800000009' })
  const { me } = await seller.client.getMyDistribution({ id: shop.id })
  const buyer = await world.newShopper()
  await buyer.client.noteDistributionVisit({ code: me?.code ?? '' })
  const { skuIds } = await world.newProduct(shop, [5], 100_000)
  const checkout = await world.place(buyer, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const { lines } = await buyer.client.getOrder({ id })
  await shop.owner.shipOrder({
    id,
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    trackingNumber: '75312345678901',
    lines: lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity })),
  })
  await world.settle()
  await buyer.client.confirmReceipt({ id })
  await world.settle()
  clock.advance({ days: 16 })
  await world.settle()
}

test('killed while commission is on its way into the wallet, the shop comes back, and each withdrawal is credited exactly once', async () => {
  await earnOneHundred()
  expect((await seller.client.getMyDistribution({ id: shop.id })).earnings).toMatchObject({ settledFen: 10_000 })
  for (let round = 0; round < 2; round += 1) {
    await child.start()
    let done = 0
    const asked = Promise.allSettled(Array.from({ length: 10 }, () => withdraw(200).then(() => (done += 1))))
    // Some are asked for and not credited, some are neither, and some are both.
    for (let waited = 0; done < 1 + round * 2 && waited < 20_000; waited += 5) await sleep(5)
    await child.kill()
    await asked
  }
  // What the killed process had taken up can be taken up again, as if the time of its claim had passed.
  await sql`update kernel.delivery set claimed_until = clock_timestamp() where claimed_until is not null`.execute(world.db)
  await child.start()
  for (let tries = 0; tries < 300; tries += 1) {
    const { withdrawnFen = 0, settledFen = 0 } = (await seller.client.getMyDistribution({ id: shop.id })).earnings ?? {}
    const { cashFen } = await seller.client.getWallet()
    if (cashFen === withdrawnFen && withdrawnFen > 0) {
      expect(settledFen + withdrawnFen).toBe(10_000)
      expect(await world.doctor()).toEqual([])
      return
    }
    await sleep(500)
  }
  throw new Error('what was asked for is not in the wallet')
}, 300_000)
