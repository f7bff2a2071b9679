import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { addMonths, chained, restOf } from './term.ts'

const clock = testClock(new Date('2026-11-30T04:00:00Z'))
let world: World
let shop: TestShop
let templateId: string
const day = 86_400_000
const card = {
  title: '茶友卡',
  level: 50,
  discountBps: 1000,
  freeShipping: true,
  refundDays: 7,
  plans: [
    { months: 1 as const, priceFen: 1500, listPriceFen: 2000 },
    { months: 12 as const, priceFen: 9800, listPriceFen: 18_000 },
  ],
}
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  const coupon = {
    title: '会员月券',
    kind: 'amount' as const,
    value: 100,
    thresholdFen: 0,
    scope: {},
    stock: 50,
    perShopper: 100,
    validDays: 30,
  }
  templateId = (await shop.owner.createCouponTemplate({ ...coupon, claimable: false })).id
  await shop.owner.putCardProgram({ ...card, templateIds: [templateId] })
})
afterAll(() => world.close())

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
/** Time goes on, and nobody's session ends by it. */
async function pass(days: number): Promise<void> {
  clock.advance({ days })
  for (const table of ['staff.session', 'shopper.session'])
    await world.db
      .updateTable(table)
      .set({ expires_at: new Date('2099-01-01T00:00:00Z') })
      .execute()
}
async function begin(who: TestShopper, months: 1 | 12, requestId: string = randomUUID()) {
  const { card: shown } = await who.client.getMemberCard({ id: shop.id })
  const plan = shown.plans.find((one) => one.months === months)
  const wish = { id: shop.id, requestId, planId: plan?.id ?? '', priceFen: plan?.priceFen ?? 0, method: 'wechat_h5' as const }
  return who.client.buyMemberCard(wish)
}
async function buy(who: TestShopper, months: 1 | 12) {
  const { term } = await begin(who, months)
  const { attempts } = (await shop.owner.listPayments({ subjects: term.id })).items[0] ?? { attempts: [] }
  await world.pay.notify(world.pay.pay(attempts[0]?.number ?? '') ?? '')
  await world.settle()
  return term.id
}
const untilOf = async (who: TestShopper) => (await who.client.getMemberCard({ id: shop.id })).until
const priceOf = async (who: TestShopper, skuId: string) =>
  (await who.client.quoteCheckout({ lines: [{ skuId, quantity: 1 }], addressId: who.addressId })).payableFen
const couponsOf = async (who: TestShopper) => (await who.client.listMyCoupons({})).items.filter((one) => one.title === '会员月券').length

test('a card that is paid is worth its tier at the checkout until its time is over, and brings its coupon each month', async () => {
  const [who, other] = [await world.newShopper(), await world.newShopper()]
  const { skuIds } = await world.newProduct(shop, [9], 10_000)
  const sku = skuIds[0] ?? ''
  const started = await Promise.all([1, 2, 3].map(() => begin(who, 1, 'one-request-of-three')))
  expect(new Set(started.map((one) => one.term.id)).size).toBe(1)
  expect(await priceOf(who, sku), 'not paid yet').toBe(10_000)
  await buy(who, 12)
  expect(await priceOf(who, sku)).toBe(9000 - 100)
  expect(await priceOf(other, sku)).toBe(10_000)
  expect(await untilOf(who)).toBe('2027-11-30T04:00:00.000Z')
  expect(await couponsOf(who)).toBe(1)
  await pass(31)
  await world.settle()
  await world.settle()
  expect(await couponsOf(who)).toBe(2)
  await pass(340)
  await world.settle()
  expect(await untilOf(who)).toBeNull()
  expect(await priceOf(who, sku), 'only the coupons are left').toBeGreaterThanOrEqual(9900)
  expect(await world.doctor()).toEqual([])
})

test('a term bought while another runs begins when that ends; giving one back moves the next up and pays for the days that are left', async () => {
  const who = await world.newShopper()
  const first = await buy(who, 1)
  const begun = clock.now()
  await buy(who, 12)
  const both = addMonths(addMonths(begun, 1), 12)
  expect(await untilOf(who)).toBe(both.toISOString())
  await pass(3)
  const term = await who.client.getCardTerm({ id: first })
  const days = Math.round((addMonths(begun, 1).getTime() - begun.getTime()) / day)
  expect(term.refundableFen).toBe(Math.floor((1500 * (days - 3)) / days))
  expect(await refusal(who.client.refundMyCardTerm({ id: first, refundFen: 1500 }))).toBe('card_refund_changed')
  const stranger = await world.newShopper()
  expect(await refusal(stranger.client.refundMyCardTerm({ id: first, refundFen: term.refundableFen }))).toBe('card_term_not_found')
  const wish = { id: first, refundFen: term.refundableFen }
  const results = await Promise.all(Array.from({ length: 10 }, () => refusal(who.client.refundMyCardTerm(wish))))
  expect(new Set(results)).toEqual(new Set(['ok']))
  await world.settle()
  expect(new Date((await untilOf(who)) ?? 0).getTime() - clock.now().getTime(), 'the year begins now').toBe(
    both.getTime() - addMonths(begun, 1).getTime(),
  )
  const { refunds } = (await shop.owner.listPayments({ subjects: first })).items[0] ?? { refunds: [] }
  expect(refunds.map((one) => one.amountFen)).toEqual([term.refundableFen])
  await world.pay.notify(world.pay.settleRefund(refunds[0]?.number ?? '', 'SUCCESS') ?? '')
  await world.settle()
  expect((await who.client.getCardTerm({ id: first })).state).toBe('refunded')
  await pass(8)
  const year = (await who.client.getMemberCard({ id: shop.id })).terms.find((one) => one.state === 'paid')
  expect(year?.refundableFen, 'the rule of its purchase: seven days').toBe(0)
  expect(await refusal(who.client.refundMyCardTerm({ id: year?.id ?? '', refundFen: 0 }))).toBe('card_refund_over')
  expect(await world.doctor()).toEqual([])
})

test('money that is told twenty times, and comes after the time to pay, is one term', async () => {
  const who = await world.newShopper()
  const { term } = await begin(who, 1)
  const { attempts } = (await shop.owner.listPayments({ subjects: term.id })).items[0] ?? { attempts: [] }
  const notification = world.pay.pay(attempts[0]?.number ?? '') ?? ''
  await Promise.all(Array.from({ length: 20 }, () => world.pay.notify(notification)))
  await Promise.all(Array.from({ length: 5 }, () => who.client.getCardTerm({ id: term.id })))
  await world.settle()
  expect(await untilOf(who)).toBe(addMonths(clock.now(), 1).toISOString())
  expect((await who.client.getMemberCard({ id: shop.id })).terms).toHaveLength(1)
})

test('a price that has changed is refused, a card that is closed is not sold, and who has one keeps it', async () => {
  const who = await world.newShopper()
  await buy(who, 1)
  const { card: shown } = await who.client.getMemberCard({ id: shop.id })
  const planId = shown.plans[0]?.id ?? ''
  const wish = { id: shop.id, requestId: randomUUID(), planId, priceFen: 1, method: 'wechat_h5' as const }
  expect(await refusal(who.client.buyMemberCard(wish))).toBe('card_price_changed')
  await shop.owner.putCardProgram({ ...card, enabled: false })
  expect(await refusal(who.client.buyMemberCard({ ...wish, priceFen: 1500 }))).toBe('card_not_found')
  const stranger = await world.newShopper()
  expect(await refusal(stranger.client.getMemberCard({ id: shop.id }))).toBe('card_not_found')
  expect(await untilOf(who)).not.toBeNull()
  await shop.owner.putCardProgram({ ...card, templateIds: [templateId] })
})

test('terms follow one another: nothing overlaps, no time is lost', () => {
  const now = new Date('2026-01-10T00:00:00Z')
  const at = (days: number) => new Date(now.getTime() + days * day)
  const two = [
    { id: 'a', startsAt: at(-5), endsAt: at(10) },
    { id: 'b', startsAt: at(-2), endsAt: at(3) },
    { id: 'c', startsAt: at(20), endsAt: at(30) },
  ]
  expect(chained(two, now)).toEqual([
    { id: 'b', startsAt: at(10), endsAt: at(13) },
    { id: 'c', startsAt: at(13), endsAt: at(23) },
  ])
  expect(addMonths(new Date('2026-01-31T04:00:00Z'), 1).toISOString()).toBe('2026-02-28T04:00:00.000Z')
  expect(restOf({ priceFen: 100, startsAt: at(1), endsAt: at(3) }, now)).toBe(100)
  expect(restOf({ priceFen: 100, startsAt: at(-1), endsAt: at(2) }, now)).toBe(66)
})
