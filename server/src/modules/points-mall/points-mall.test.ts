import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { pointsCalls } from '../points/contract.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let points: Interface<typeof pointsCalls>
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  points = (world.calls as unknown as { points: typeof points }).points // loosely typed by the harness
  const plans = [{ months: 1 as const, priceFen: 1500, listPriceFen: 2000 }]
  await shop.owner.putCardProgram({ title: '茶友卡', level: 50, plans })
})
afterAll(() => world.close())

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const many = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
async function member(having: number): Promise<TestShopper & { id: string }> {
  const shopper = await world.newShopper()
  const { id } = await shopper.client.getMe()
  await points.earn({ key: randomUUID(), shopperId: id, points: having, note: '试' })
  return { ...shopper, id }
}
const has = async (who: { id: string }) => points.balance({ shopperId: who.id })
const period = () => ({ startsAt: clock.now().toISOString(), endsAt: new Date(clock.now().getTime() + 9 * 86_400_000).toISOString() })
async function couponItem(pieces: number, perPerson = 1, perShopper = 100) {
  const coupon = { title: `券 ${randomUUID()}`, kind: 'amount' as const, value: 100, thresholdFen: 0, scope: {}, stock: 50, validDays: 30 }
  const { id: templateId } = await shop.owner.createCouponTemplate({ ...coupon, perShopper, claimable: false })
  return shop.owner.createMallItem({ kind: 'coupon', title: '满减券', templateId, points: 100, pieces, perPerson, ...period() })
}
async function goodsItem(pieces: number, cashFen: number, perPerson = 5) {
  const { skuIds } = await world.newProduct(shop, [50], 5000)
  const skuId = skuIds[0] ?? ''
  const item = await shop.owner.createMallItem({
    kind: 'goods',
    title: '茶杯',
    skuId,
    points: 200,
    cashFen,
    pieces,
    perPerson,
    ...period(),
  })
  return { item, wish: (quantity = 1) => ({ lines: [{ skuId, quantity }], play: { kind: 'points-mall', campaignId: item.id } }) }
}
async function order(who: TestShopper, wish: ReturnType<Awaited<ReturnType<typeof goodsItem>>['wish']>) {
  const full = { ...wish, addressId: who.addressId }
  const { payableFen } = await who.client.quoteCheckout(full)
  return who.client.placeOrder({ ...full, requestId: randomUUID(), payableFen })
}

test('of twenty takers of three coupons exactly three have one, the others keep their points; a request told again is the same', async () => {
  const item = await couponItem(3)
  const takers = await many(20, () => member(150))
  const outcomes = await Promise.all(
    takers.map((one) => refusal(one.client.exchangeMallItem({ id: item.id, requestId: 'request-1', points: 100 }))),
  )
  expect(outcomes.filter((one) => one === 'ok')).toHaveLength(3)
  expect(new Set(outcomes)).toEqual(new Set(['ok', 'mall_gone']))
  const left = await Promise.all(takers.map(async (one) => (await has(one)).available))
  expect(left.toSorted((a, b) => a - b)).toEqual([...Array<number>(3).fill(50), ...Array<number>(17).fill(150)])
  const winner = takers[outcomes.indexOf('ok')] as (typeof takers)[number]
  await many(20, () => winner.client.exchangeMallItem({ id: item.id, requestId: 'request-1', points: 100 }))
  expect((await winner.client.listMyCoupons({})).items).toHaveLength(1)
  expect((await has(winner)).available).toBe(50)
  expect(await world.doctor()).toEqual([])
})

test('one person at once twenty times has no more than each may, and no more than their points reach', async () => {
  const item = await couponItem(50, 2)
  const one = await member(1000)
  const outcomes = await many(20, () => refusal(one.client.exchangeMallItem({ id: item.id, requestId: randomUUID(), points: 100 })))
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(2)
  const poor = await member(150)
  const other = await couponItem(50, 20)
  const tries = await many(10, () => refusal(poor.client.exchangeMallItem({ id: other.id, requestId: randomUUID(), points: 100 })))
  expect(tries.filter((outcome) => outcome === 'ok')).toHaveLength(1)
  expect((await has(poor)).available).toBe(50)
  expect(await world.doctor()).toEqual([])
})

test('what cannot be given brings the points back: the coupon’s own limit', async () => {
  const item = await couponItem(9, 5, 1)
  const one = await member(500)
  const again = () => refusal(one.client.exchangeMallItem({ id: item.id, requestId: randomUUID(), points: 100 }))
  expect([await again(), await again()]).toEqual(['ok', 'mall_coupon_limit'])
  expect(await has(one)).toEqual({ available: 400, held: 0 })
  expect((await shop.owner.listAdminMallItems({})).items.find((each) => each.id === item.id)?.taken).toBe(1)
  expect(await world.doctor()).toEqual([])
})

test('goods cost points and money: set aside with the order, spent when it is paid, back with what goes back', async () => {
  const { item, wish } = await goodsItem(10, 990)
  const one = await member(1000)
  const checkout = await order(one, wish(2))
  expect(checkout.payableFen).toBe(2 * 990)
  expect(await has(one)).toEqual({ available: 600, held: 400 })
  const { notification } = await world.payAtChannel(one, checkout.id)
  await world.pay.notify(notification)
  await world.settle()
  expect(await has(one)).toEqual({ available: 600, held: 0 })
  const orderId = checkout.orders[0]?.id ?? ''
  await shop.owner.refundOrder({ id: orderId, reason: '不想要了' })
  await world.settle()
  const [payment] = (await shop.owner.listPayments({ subjects: checkout.id })).items
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await world.settle()
  expect((await has(one)).available).toBe(1000)
  expect((await shop.owner.listAdminMallItems({})).items.find((each) => each.id === item.id)?.taken).toBe(0)
  expect(await world.doctor()).toEqual([])
})

test('goods for points alone are ordered at once; who is too late or too poor keeps everything', async () => {
  const { wish } = await goodsItem(2, 0)
  const takers = await many(8, () => member(250))
  const outcomes = await Promise.all(takers.map((one) => refusal(order(one, wish()))))
  await world.settle()
  expect(outcomes.filter((one) => one === 'ok')).toHaveLength(2)
  const left = await Promise.all(takers.map(has))
  expect(left.filter((one) => one.available === 250 && one.held === 0)).toHaveLength(6)
  expect(left.filter((one) => one.available === 50 && one.held === 0)).toHaveLength(2)
  const poor = await member(10)
  expect(await refusal(order(poor, (await goodsItem(2, 0)).wish()))).toBe('mall_points_short')
  expect(await world.doctor()).toEqual([])
})

test('an order that is not paid in time lets go of piece and points', async () => {
  const { item, wish } = await goodsItem(1, 100)
  const one = await member(300)
  await order(one, wish())
  clock.advance({ minutes: 50 })
  await world.settle()
  expect(await has(one)).toEqual({ available: 300, held: 0 })
  expect((await shop.owner.listAdminMallItems({})).items.find((each) => each.id === item.id)?.taken).toBe(0)
})

test('months of the paid card are had for points, once', async () => {
  const item = await shop.owner.createMallItem({ kind: 'card', title: '会员月卡', months: 1, points: 300, pieces: 5, ...period() })
  const one = await member(300)
  await many(5, () => one.client.exchangeMallItem({ id: item.id, requestId: 'card-request', points: 300 }))
  await world.settle()
  expect((await one.client.getMemberCard({ id: shop.id })).until).not.toBeNull()
  expect((await has(one)).available).toBe(0)
  expect((await one.client.listMyExchanges({})).items).toHaveLength(1)
  expect(await world.doctor()).toEqual([])
})
