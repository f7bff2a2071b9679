import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { arriveIn } from '../../../test/arrive.ts'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { orderCalls } from './contract.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let buyer: TestShopper
let order: Interface<typeof orderCalls>
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  buyer = await world.newShopper()
  order = world.calls['order'] as unknown as Interface<typeof orderCalls> // the harness keeps calls loosely typed
  // An odd discount, so that units of a line do not all pay the same.
  await shop.owner.createRule({
    title: '满减',
    group: 'g',
    scope: {},
    conditions: [{ type: 'min_spend', args: { amountFen: 1000 } }],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 1000, offFen: 341 }] } },
  })
})
afterAll(() => world.close())
afterEach(async () => {
  await arrive()
  expect(await world.doctor()).toEqual([])
})

const system = { actor: 'system' as const, name: '' }

const arrive = (answer?: 'SUCCESS' | 'CLOSED') => arriveIn(world, clock, answer)

async function paid(quantities: readonly number[], priceFen = 1000): Promise<{ id: string; lines: { id: string; quantity: number }[] }> {
  const { skuIds } = await world.newProduct(
    shop,
    quantities.map((quantity) => quantity),
    priceFen,
  )
  const checkout = await world.place(
    buyer,
    skuIds.map((skuId, index) => ({ skuId, quantity: quantities[index] ?? 1 })),
  )
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  return { id, lines: (await buyer.client.getOrder({ id })).lines }
}

const units = (orderId: string, lineId: string, quantity: number, key = randomUUID()) =>
  order.refundUnits({ key, orderId, lines: [{ lineId, quantity }], restock: true, reason: '不要了', by: system })

test('any sequence of refunds of units, in any order, gives back exactly what was paid, and the stock once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 601, max: 4999 }),
      fc.infiniteStream(fc.nat()),
      async (quantities, priceFen, picks) => {
        const { id, lines } = await paid(quantities, priceFen)
        const left = new Map(lines.map((line) => [line.id, line.quantity]))
        let sum = 0
        while (left.size > 0) {
          const [lineId = '', rest = 0] = [...left][(picks.next().value ?? 0) % left.size] ?? []
          const take = 1 + ((picks.next().value ?? 0) % rest)
          sum += (await units(id, lineId, take)).amountFen
          if (rest === take) left.delete(lineId)
          else left.set(lineId, rest - take)
        }
        await arrive()
        const after = await shop.owner.getAdminOrder({ id })
        expect(sum).toBe(after.payableFen)
        expect(after).toMatchObject({ state: 'refunded', refundedFen: sum, payment: { refundedFen: sum } })
        const stock = await world.shop().getStock({ skuIds: after.lines.map((line) => line.skuId).join(',') })
        expect(stock.items.map((item) => item.available).toSorted()).toEqual([...quantities].toSorted())
      },
    ),
    { numRuns: 6 },
  )
})

test('twenty at once for the last units: no unit goes back twice', async () => {
  const { id, lines } = await paid([5])
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => units(id, lines[0]?.id ?? '', 1)))
  expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(5)
  await arrive()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 4659 })
})

test('the same key twenty times at once is one refund, and with another body it is refused', async () => {
  const { id, lines } = await paid([5])
  const lineId = lines[0]?.id ?? ''
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 20 }, () => units(id, lineId, 2, key)))
  expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, lines: answer.lines.map((line) => line.amountFen) }))).size).toBe(1)
  await expect(units(id, lineId, 3, key)).rejects.toMatchObject({ code: 'key_reused' })
  await arrive()
  const after = await shop.owner.getAdminOrder({ id })
  expect(after).toMatchObject({ state: 'paid', refundedFen: answers[0]?.amountFen, lines: [{ refunded: 2 }] })
  expect(after.payment?.refunds).toHaveLength(1)
})

test('a refund that the channel refuses stays decided, and asked for again it arrives once', async () => {
  const { id, lines } = await paid([2])
  const key = randomUUID()
  const { amountFen } = await units(id, lines[0]?.id ?? '', 1, key)
  await arrive('CLOSED')
  expect((await order.refunds({ keys: [key] })).items[0]).toMatchObject({ state: 'refused', amountFen })
  const wish = { key, by: { actor: 'staff' as const, name: '店长' }, reason: '已充值' }
  const again = await Promise.allSettled(Array.from({ length: 5 }, () => order.retryRefund(wish)))
  expect(again.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  await arrive()
  expect((await order.refunds({ keys: [key] })).items[0]).toMatchObject({ state: 'paid' })
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({
    state: 'paid',
    refundedFen: amountFen,
    payment: { refundedFen: amountFen },
  })
})

test('units that were refunded do not ship, and units that shipped are not cancelled', async () => {
  const { id, lines } = await paid([3])
  const lineId = lines[0]?.id ?? ''
  await units(id, lineId, 1)
  const parcel = { id, carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' }
  await expect(
    shop.owner.shipOrder({ ...parcel, requestId: randomUUID(), lines: [{ orderLineId: lineId, quantity: 3 }] }),
  ).rejects.toMatchObject({ code: 'ship_too_many' })
  await shop.owner.shipOrder({ ...parcel, requestId: randomUUID(), lines: [{ orderLineId: lineId, quantity: 1 }] })
  const cancel = (quantity: number) =>
    order.refundUnits({
      key: randomUUID(),
      orderId: id,
      lines: [{ lineId, quantity, unshipped: quantity }],
      restock: true,
      reason: '不要了',
      by: system,
    })
  await expect(cancel(2)).rejects.toMatchObject({ code: 'refund_units_gone' })
  expect(await cancel(1)).toMatchObject({ all: false })
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'shipped', lines: [{ shipped: 1, refunded: 2 }] })
})

test('shipped from one desk and cancelled from another at the same moment, each unit does one of the two', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id, lines } = await paid([2])
    const lineId = lines[0]?.id ?? ''
    await Promise.allSettled([
      shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: `ZT123456780${round}` }),
      order.refundUnits({
        key: randomUUID(),
        orderId: id,
        lines: [{ lineId, quantity: 2, unshipped: 2 }],
        restock: true,
        reason: '不要了',
        by: system,
      }),
      shop.owner.refundOrder({ id, reason: '缺货了' }),
    ])
    await arrive()
    const { state, lines: after } = await buyer.client.getOrder({ id })
    expect([
      ['shipped', 2, 0],
      ['refunded', 0, 2],
    ]).toContainEqual([state, after[0]?.shipped, after[0]?.refunded])
  }
})

test('money given back for units that stay is not given back again with them', async () => {
  const { id, lines } = await paid([3])
  const lineId = lines[0]?.id ?? ''
  const give = (amountFen: number, key = randomUUID()) =>
    order.giveAllowance({ key, orderId: id, lineId, amountFen, reason: '价保', by: system })
  const key = randomUUID()
  await Promise.all(Array.from({ length: 20 }, () => give(100, key)))
  const first = await units(id, lineId, 1)
  await expect(give(2000)).rejects.toMatchObject({ code: 'allowance_too_much' })
  await give(1)
  const rest = await units(id, lineId, 2)
  expect(100 + 1 + first.amountFen + rest.amountFen).toBe(2659)
  await arrive()
  expect(await shop.owner.getAdminOrder({ id })).toMatchObject({ state: 'refunded', refundedFen: 2659 })
})

test('an order that is held back is not received by itself, and gets its time back afterwards', async () => {
  const { id } = await paid([1])
  await shop.owner.shipOrder({ id, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT1234567899' })
  await order.pause({ key: `test:${id}`, orderId: id })
  clock.advance({ days: 11 })
  await world.settle()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'shipped' })
  await order.resume({ key: `test:${id}` })
  await world.settle()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'shipped' })
  clock.advance({ days: 11 })
  await world.settle()
  expect(await buyer.client.getOrder({ id })).toMatchObject({ state: 'received' })
})
