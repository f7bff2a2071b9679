import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, testClock, type TestServer } from '../../../test/harness.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import { modules } from '../../modules.ts'
import { orderCalls, orderPlaced } from '../order/contract.ts'
import { emptyWorld, sku, standIns } from '../pricing/testing/builders.ts'
import { byToken, couponInput, ruleInput, standIn } from '../promotion/testing/builders.ts'
import { cart } from './module.ts'

const world = emptyWorld()
const real = modules.filter((module) => ['promotion', 'points', 'redpacket', 'pricing'].includes(module.name))
let server: TestServer
let shopId: string
let me: string
beforeAll(async () => {
  server = await startServer({
    now: testClock().now,
    modules: [...standIns(world), ...real, standIn('order', orderCalls, { boughtLines: () => ({ lines: null }) }), cart],
    authenticate: byToken,
  })
})
afterAll(() => server.close())
beforeEach(() => {
  shopId = randomUUID()
  me = randomUUID()
  Object.assign(world, emptyWorld())
})

const stocked = (over: Parameters<typeof sku>[0] = {}) => {
  const one = sku({ shopId, ...over })
  world.skus.push(one)
  return one
}
const ask = (method: string, path: string, body?: unknown, shopper = me) =>
  server.request(method, `/api/shop/cart${path}`, { token: `shopper:${shopper}`, ...(body === undefined ? {} : { body }) })
const add = (one: { skuId: string }, quantity = 1) => ask('POST', '/lines', { skuId: one.skuId, quantity })
const change = (one: { skuId: string }, to: object) => ask('PATCH', `/lines/${one.skuId}`, to)
const read = async (shopper = me) => (await ask('GET', '', undefined, shopper)).body
const quantities = async () =>
  (await read()).shops.flatMap((shop: { lines: { quantity: number }[] }) => shop.lines.map((line) => line.quantity))
const rule = (over: Parameters<typeof ruleInput>[0] = {}) => server.calls['promotion']!['putRule']!({ ...ruleInput(over), shopId })

describe('a cart', () => {
  test('adds, changes, selects and removes lines, and answers with the whole cart each time', async () => {
    const [a, b] = [stocked(), stocked({ priceFen: 2000 })]
    await add(a)
    expect((await add(a, 2)).body).toMatchObject({ pieces: 3, goodsFen: 30_000, payableFen: 30_000 })
    await add(b)
    expect((await change(b, { quantity: 4 })).body).toMatchObject({ pieces: 7, goodsFen: 38_000 })
    expect((await ask('POST', '/selection', { skuIds: [a.skuId], selected: false })).body).toMatchObject({ pieces: 4, goodsFen: 8000 })
    expect((await ask('POST', '/removals', { skuIds: [b.skuId] })).body).toMatchObject({
      pieces: 0,
      payableFen: 0,
      shops: [{ lines: [{ skuId: a.skuId, selected: false, quantity: 3, payableFen: 30_000 }] }],
    })
  })
  test('changes the SKU to another of the product, which takes pieces over that are there', async () => {
    const productId = randomUUID()
    const [red, blue, other] = [stocked({ productId }), stocked({ productId, options: ['蓝色'] }), stocked()]
    await add(red, 2)
    expect((await change(red, { toSkuId: blue.skuId })).body.shops[0].lines).toMatchObject([{ skuId: blue.skuId, quantity: 2 }])
    await add(red, 3)
    expect((await change(blue, { toSkuId: red.skuId })).body.shops[0].lines).toMatchObject([{ skuId: red.skuId, quantity: 5 }])
    expect((await change(red, { toSkuId: other.skuId })).body.error.code).toBe('sku_not_found')
    expect((await change(blue, { quantity: 1 })).body.error.code).toBe('cart_line_not_found')
  })
  test("is its shopper's alone", async () => {
    const one = stocked()
    await add(one)
    const stranger = randomUUID()
    expect(await read(stranger)).toMatchObject({ shops: [], invalid: [], pieces: 0 })
    expect((await ask('PATCH', `/lines/${one.skuId}`, { quantity: 9 }, stranger)).status).toBe(404)
    await ask('POST', '/removals', { skuIds: [one.skuId] }, stranger)
    expect(await quantities()).toEqual([1])
  })
  test('refuses what is not for sale', async () => {
    expect((await add({ skuId: randomUUID() })).body.error.code).toBe('sku_not_found')
    expect((await add(stocked({ onSale: false }))).body.error.code).toBe('sku_not_found')
  })
})

describe('its limits', () => {
  test('999 pieces of one SKU are the most, also when many add at once', async () => {
    const one = stocked()
    world.stock.set(one.skuId, 5000)
    const replies = await Promise.all(Array.from({ length: 12 }, () => add(one, 100)))
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(9)
    expect(replies.filter((reply) => reply.body.error?.code === 'quantity_limit')).toHaveLength(3)
    expect(await quantities()).toEqual([900])
  })
  test('200 lines are the most, also when two add the last at once', async () => {
    const all = Array.from({ length: 203 }, () => stocked())
    await ask('POST', '/merge', { requestId: 'merge-many', lines: all.slice(0, 199).map(({ skuId }) => ({ skuId, quantity: 1 })) })
    const replies = await Promise.all(all.slice(199).map((one) => add(one)))
    expect(replies.map((reply) => reply.body.error?.code ?? 'done').sort()).toEqual(['cart_full', 'cart_full', 'cart_full', 'done'])
    expect(await quantities()).toHaveLength(200)
  })
})

describe('what a cart says of its lines', () => {
  test('a price that changed since is shown beside the new one; a tier reached is no such change', async () => {
    const one = stocked({ tiers: [{ minQuantity: 3, priceFen: 9000 }] })
    await add(one, 3)
    expect((await read()).shops[0].lines).toMatchObject([{ unitPriceFen: 9000, addedPriceFen: 9000 }])
    Object.assign(one, { priceFen: 8000, tiers: [] })
    expect((await read()).shops[0].lines).toMatchObject([{ unitPriceFen: 8000, addedPriceFen: 10_000 }])
  })
  test('what cannot be bought is pointed out with its reason and costs nothing', async () => {
    const [good, off, gone, unknown] = [stocked(), stocked(), stocked(), stocked()]
    for (const one of [unknown, gone, off, good]) await add(one)
    Object.assign(off, { onSale: false })
    world.stock.set(gone.skuId, 0)
    world.skus = world.skus.filter((one) => one !== unknown)
    const answer = await read()
    expect(answer).toMatchObject({ pieces: 1, payableFen: 10_000, shops: [{ lines: [{ skuId: good.skuId }] }] })
    expect(answer.invalid).toMatchObject([
      { skuId: off.skuId, reason: 'off_sale', title: '测试商品', quantity: 1 },
      { skuId: gone.skuId, reason: 'stock_short', available: 0 },
      { skuId: unknown.skuId, reason: 'unknown', title: '' },
    ])
  })
  test('of which too few are left stays in its place, unselected, and counts again once the quantity fits', async () => {
    const one = stocked()
    await add(one, 5)
    world.stock.set(one.skuId, 3)
    expect(await read()).toMatchObject({
      pieces: 0,
      payableFen: 0,
      invalid: [],
      shops: [{ lines: [{ quantity: 5, available: 3, selected: false }] }],
    })
    expect((await change(one, { quantity: 3 })).body).toMatchObject({
      pieces: 3,
      payableFen: 30_000,
      shops: [{ lines: [{ selected: true }] }],
    })
  })
  test('each shop stands apart with its saving and what a little more would bring, the latest first', async () => {
    const other = randomUUID()
    await rule({
      title: '满减',
      benefit: {
        type: 'amount_off',
        args: {
          steps: [
            { fromFen: 10_000, offFen: 1000 },
            { fromFen: 25_000, offFen: 5000 },
          ],
        },
      },
    })
    const [mine, theirs] = [stocked(), stocked({ shopId: other, priceFen: 3000 })]
    await add(mine)
    await add(theirs)
    const answer = await read()
    expect(answer.shops.map((shop: { shopId: string }) => shop.shopId)).toEqual([other, shopId])
    expect(answer.shops[1]).toMatchObject({
      goodsFen: 10_000,
      discountFen: 1000,
      payableFen: 9000,
      hint: { title: '满减', missingFen: 15_000 },
      applied: [{ title: '满减', amountFen: 1000 }],
    })
    expect(answer).toMatchObject({ goodsFen: 13_000, discountFen: 1000, payableFen: 12_000 })
  })
  test('the best coupon of the shopper counts', async () => {
    const { id } = await server.calls['promotion']!['putCoupon']!({ ...couponInput({ value: 700 }), shopId })
    await server.request('POST', `/api/shop/coupons/${id}/claim`, { token: `shopper:${me}` })
    await add(stocked())
    expect(await read()).toMatchObject({ discountFen: 700, shops: [{ applied: [{ title: '立减5元', amountFen: 700 }] }] })
  })
})

describe("a guest's lines", () => {
  test('are priced like a cart, without an account', async () => {
    await rule()
    const [one, off] = [stocked(), stocked({ onSale: false })]
    const lines = [
      { skuId: one.skuId, quantity: 2, selected: true, addedPriceFen: 12_000 },
      { skuId: off.skuId, quantity: 1, selected: true, addedPriceFen: 1 },
    ]
    const { body } = await server.request('POST', '/api/shop/cart/preview', { body: { lines } })
    expect(body).toMatchObject({
      pieces: 2,
      goodsFen: 20_000,
      discountFen: 1000,
      invalid: [{ skuId: off.skuId }],
      shops: [{ lines: [{ addedPriceFen: 12_000, unitPriceFen: 10_000 }] }],
    })
  })
  test("join the shopper's once for each key, however often it is sent", async () => {
    const [a, b] = [stocked(), stocked()]
    await add(a, 2)
    const lines = [
      { skuId: a.skuId, quantity: 3 },
      { skuId: b.skuId, quantity: 1 },
      { skuId: randomUUID(), quantity: 1 },
    ]
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask('POST', '/merge', { requestId: 'merge-0001', lines })))
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200))
    expect((await quantities()).sort()).toEqual([1, 5])
    await ask('POST', '/merge', { requestId: 'merge-0002', lines: [{ skuId: a.skuId, quantity: 999 }] })
    expect((await quantities()).sort()).toEqual([1, 999])
  })
})

describe('after an order', () => {
  const placed = (skuIds: string[]) =>
    inTx(server.db, (tx) =>
      emit(tx, orderPlaced, { orderId: randomUUID(), checkoutId: randomUUID(), shopId, shopperId: me, skuIds, payableFen: 0 }),
    )
  test('what was ordered leaves the cart, and what was put in again since stays', async () => {
    const [a, b, c] = [stocked(), stocked(), stocked()]
    for (const one of [a, b, c]) await add(one)
    await placed([a.skuId, b.skuId])
    await add(b)
    await server.deliver()
    const left = (await read()).shops[0].lines.map((line: { skuId: string }) => line.skuId)
    expect(left.sort()).toEqual([b.skuId, c.skuId].sort())
  })
})

describe('a line that is put aside', () => {
  test('costs nothing and is not counted, stays on every device, and comes back ticked', async () => {
    const [a, b] = [stocked(), stocked({ priceFen: 2000 })]
    await add(a, 2)
    await add(b)
    expect((await change(a, { later: true })).body).toMatchObject({
      pieces: 1,
      payableFen: 2000,
      later: [{ skuId: a.skuId, quantity: 2, priceFen: 10_000, onSale: true }],
    })
    expect((await ask('POST', '/selection', { skuIds: [a.skuId], selected: false })).body.payableFen).toBe(2000)
    expect((await change(a, { later: false })).body).toMatchObject({ pieces: 3, payableFen: 22_000, later: [] })
    await change(a, { later: true })
    expect((await add(a)).body).toMatchObject({ pieces: 4, later: [] })
  })
  test('on a guest’s device joins the account as one put aside, unless the account has it in the cart', async () => {
    const [a, b] = [stocked(), stocked()]
    await add(b)
    const lines = [a, b].map(({ skuId }) => ({ skuId, quantity: 1, later: true }))
    expect((await ask('POST', '/merge', { requestId: randomUUID(), lines })).body).toMatchObject({ pieces: 2, later: [{ skuId: a.skuId }] })
    const guest = lines.map((line) => ({ ...line, selected: true, addedPriceFen: 10_000 }))
    expect((await server.request('POST', '/api/shop/cart/preview', { body: { lines: guest } })).body).toMatchObject({
      pieces: 0,
      later: [{}, {}],
    })
  })
})

test('a cart says what is missing in money and in pieces, the nearest first, and shows gifts', async () => {
  const [goods, present] = [stocked(), stocked()]
  await rule({ title: '满150减10', group: 'a', benefit: { type: 'amount_off', args: { steps: [{ fromFen: 15_000, offFen: 1000 }] } } })
  await rule({ title: '满3件8折', group: 'b', benefit: { type: 'buy_n', args: { steps: [{ fromPieces: 3, offBps: 2000 }] } } })
  await rule({ title: '送礼', group: 'c', benefit: { type: 'gift', args: { gifts: [{ skuId: present.skuId, quantity: 1 }] } } })
  expect((await add(goods)).body.shops).toMatchObject([
    {
      hints: [
        { title: '满150减10', missingFen: 5000, missingPieces: null },
        { title: '满3件8折', missingFen: null, missingPieces: 2 },
      ],
      gifts: [{ title: '送礼', items: [{ skuId: present.skuId, chosen: true }] }],
    },
  ])
})
