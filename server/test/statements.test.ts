import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
afterAll(() => world.close())

/**
 * Counted, and lowered whenever an order learns to do with fewer; more needs a reason. Of a paid order many modules hear; one that has nothing to
 * do with it asks one question and opens no transaction. What is told, granted or picked is written by one statement each.
 */
const atMost = { quote: 12, place: 23, pay: 9, notify: 10, after: 46 }
type Step = keyof typeof atMost

/** How many statements this process sends while something is done, with what opens and ends transactions. */
async function statementsOf(run: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await run()
    return sent.mock.calls.length
  } finally {
    sent.mockRestore()
  }
}

test('a plain order asks the database for no more than it did when this was counted', async () => {
  const {
    skuIds: [skuId = ''],
  } = await world.newProduct(shop, [20])
  const buyer = await world.newShopper()
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: buyer.addressId }
  // What is asked for once in the life of a process does not count, nor what a timer asks for at the same moment: the least of four counts.
  const counted: Record<Step, number>[] = []
  for (let order = 0; order < 4; order += 1) counted.push(await countOrder(buyer, wish))
  for (const [step, most] of Object.entries(atMost))
    expect(Math.min(...counted.map((one) => one[step as Step])), step).toBeLessThanOrEqual(most)
})

async function countOrder(buyer: TestShopper, wish: { lines: { skuId: string; quantity: number }[]; addressId: string }) {
  let checkoutId = ''
  let notification = ''
  const counted = {
    quote: await statementsOf(() => buyer.client.quoteCheckout(wish)),
    place: await statementsOf(async () => {
      const placed = await buyer.client.placeOrder({ ...wish, requestId: randomUUID(), payableFen: 1000, fromCart: false })
      checkoutId = placed.id
    }),
    pay: await statementsOf(async () => {
      notification = (await world.payAtChannel(buyer, checkoutId)).notification
    }),
    notify: await statementsOf(() => world.pay.notify(notification)),
    after: await statementsOf(() => world.deliver()),
  }
  expect(await buyer.client.getCheckout({ id: checkoutId })).toMatchObject({ state: 'paid' })
  return counted
}
