import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import type { Interface } from '../../kernel/contract.ts'
import { dayOf, type Span } from '../../kernel/clock.ts'
import type { pointsCalls } from '../points/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import { MembershipRule } from './contract.ts'
import { nextTier } from './standing.ts'
import { dayAfter, dueRewards, longestRun } from './streak.ts'

const clock = testClock(new Date('2026-12-10T04:00:00Z'))
let world: World
let shop: TestShop
let points: Interface<typeof pointsCalls>
let shoppers: Interface<typeof shopperCalls>
const rule = MembershipRule.parse({ pointsPerReview: 3, birthday: { points: 50, growth: 10 } })
const tiers = [
  { level: 1, name: '银卡', growth: 50, rights: [] },
  { level: 2, name: '金卡', growth: 100, rights: [{ kind: 'discount' as const, text: '会员折扣' }] },
]
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  const calls = world.calls as unknown as { points: typeof points; shopper: typeof shoppers } // loosely typed by the harness
  points = calls.points
  shoppers = calls.shopper
  await shop.owner.putMemberTiers({ items: tiers })
})
beforeEach(() => shop.owner.updateMembershipRule(rule))
afterAll(() => world.close())

/** Time goes on, and nobody's session ends by it. */
async function pass(span: Span): Promise<void> {
  clock.advance(span)
  for (const table of ['staff.session', 'shopper.session'])
    await world.db
      .updateTable(table)
      .set({ expires_at: new Date('2099-01-01T00:00:00Z') })
      .execute()
}
const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const times = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
async function newMember(): Promise<TestShopper & { id: string }> {
  const shopper = await world.newShopper()
  const { id } = await shopper.client.getMe()
  await shoppers.meet({ shopId: shop.id, shopperId: id })
  return { ...shopper, id }
}
const has = async (id: string) => (await points.balance({ shopperId: id })).available
const adjust = (id: string, change: number, requestId: string = randomUUID()) =>
  shop.owner.adjustGrowth({ id, requestId, change, reason: '活动补发' })
const tierOf = async (id: string) => (await shop.owner.getMember({ id })).tier

test('the same check-in twenty times is once, and a run brings each of its rewards once', async () => {
  const one = await newMember()
  const results = await times(20, () => one.client.checkIn())
  await world.settle()
  expect(new Set(results.map((result) => result.gainedPoints))).toEqual(new Set([2]))
  expect(await has(one.id)).toBe(2)
  for (let day = 2; day <= 3; day += 1) {
    await pass({ days: 1 })
    await times(3, () => one.client.checkIn())
  }
  await world.settle()
  expect(await one.client.getCheckIn({})).toMatchObject({ streak: 3, checkedIn: true })
  expect(await has(one.id)).toBe(3 * 2 + 5)
  expect((await shop.owner.getMember({ id: one.id })).growth).toBe(3)
  expect(await world.doctor()).toEqual([])
})

test('a make-up card makes the run whole, costs one card however often it is told, and brings no reward twice', async () => {
  const one = await newMember()
  await one.client.checkIn()
  await pass({ days: 2 })
  await one.client.checkIn()
  const missed = dayAfter(dayOf(clock.now()), -1)
  expect(await refusal(one.client.makeUpCheckIn({ day: missed }))).toBe('make_up_no_card')
  const requestId = randomUUID()
  await times(20, () => one.client.takeMakeUpCard({ requestId }))
  expect(await refusal(one.client.takeMakeUpCard({ requestId: randomUUID() }))).toBe('make_up_card_limit')
  await times(20, () => one.client.makeUpCheckIn({ day: missed }))
  await world.settle()
  expect(await one.client.getCheckIn({})).toMatchObject({ streak: 3, cards: 0 })
  expect(await has(one.id)).toBe(2 * 2 + 5)
  expect(await refusal(one.client.makeUpCheckIn({ day: dayAfter(missed, -30) }))).toBe('make_up_too_late')
  expect(await refusal(one.client.makeUpCheckIn({ day: dayOf(clock.now()) }))).toBe('make_up_too_late')
  expect(await world.doctor()).toEqual([])
})

test('of M make-up cards M + 1 takers get exactly M, and the loser goes on', async () => {
  await pass({ days: 31 })
  await shop.owner.updateMembershipRule({ ...rule, checkIn: { ...rule.checkIn, cardsPerMonth: 5 } })
  const takers = await Promise.all(Array.from({ length: 6 }, () => newMember()))
  const results = await Promise.all(takers.map((one) => refusal(one.client.takeMakeUpCard({ requestId: randomUUID() }))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(5)
  expect(results.filter((one) => one === 'make_up_cards_gone')).toHaveLength(1)
  const loser = takers[results.indexOf('make_up_cards_gone')]
  expect((await loser?.client.checkIn())?.state.checkedIn).toBe(true)
  expect(await world.doctor()).toEqual([])
})

test('a task is refused until it is done, and twenty claims are one reward', async () => {
  const one = await newMember()
  const task = await shop.owner.createMemberTask({ kind: 'share', title: '分享一次', points: 10, growth: 4, cards: 1 })
  expect(await refusal(one.client.claimTask({ id: task.id }))).toBe('task_not_done')
  await times(5, () => one.client.noteShare())
  const claims = await times(20, () => one.client.claimTask({ id: task.id }))
  await world.settle()
  expect(claims.every((claim) => claim.state === 'claimed')).toBe(true)
  expect(await has(one.id)).toBe(10)
  expect((await one.client.getCheckIn({})).cards).toBe(1)
  expect((await shop.owner.getMember({ id: one.id })).growth).toBe(4)
  expect(await refusal(one.client.claimTask({ id: randomUUID() }))).toBe('task_not_found')
  expect(await world.doctor()).toEqual([])
})

test('goods that are paid and kept bring growth and the tier; a refund takes it back in proportion, and the tier with it', async () => {
  const one = await newMember()
  const { skuIds } = await world.newProduct(shop, [9], 6000)
  const checkout = await world.place(one, [{ skuId: skuIds[0] ?? '', quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(one, checkout.id)).notification)
  await world.settle()
  const orderId = checkout.orders[0]?.id ?? ''
  await shop.owner.shipOrder({ id: orderId, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT1234567899' })
  await world.settle()
  await one.client.confirmReceipt({ id: orderId })
  await pass({ days: 60 })
  await world.settle()
  expect((await one.client.getOrder({ id: orderId })).state).toBe('completed')
  expect(await shop.owner.getMember({ id: one.id })).toMatchObject({ growth: 120, tier: 2, tierName: '金卡', tierByStaff: false })
  const line = (await one.client.getOrder({ id: orderId })).lines[0]?.id ?? ''
  const order = world.calls['order']
  await order?.['refundUnits']?.({
    orderId,
    lines: [{ lineId: line, quantity: 1, unshipped: 0 }],
    key: randomUUID(),
    restock: false,
    reason: '退货',
    by: { actor: 'staff', name: '店主' },
  })
  await world.settle()
  expect(await shop.owner.getMember({ id: one.id })).toMatchObject({ growth: 60, tier: 1 })
  expect((await shop.owner.listMemberEvents({ id: one.id })).items.map((entry) => entry.change)).toEqual([-60, 120])
  expect(await world.doctor()).toEqual([])
})

test('a tier is one truth: growth moves it, staff set it with a reason, and it ends with its term', async () => {
  const one = await newMember()
  const requestId = randomUUID()
  await times(20, () => adjust(one.id, 55, requestId))
  await world.settle()
  expect(await tierOf(one.id)).toBe(1)
  expect(await refusal(adjust(one.id, 56, requestId))).toBe('key_reused')
  expect(await refusal(adjust(one.id, -56))).toBe('balance_short')
  await pass({ seconds: 1 })
  await shop.owner.setShopperTier({ id: one.id, tier: 2, reason: '老客户' })
  await world.settle()
  await adjust(one.id, 1)
  await adjust(one.id, -2)
  await world.settle()
  expect(await shop.owner.getMember({ id: one.id })).toMatchObject({ tier: 2, tierByStaff: true, growth: 54 })
  await pass({ days: 364 })
  await world.settle()
  expect(await tierOf(one.id)).toBe(2)
  await pass({ days: 2 })
  await world.settle()
  // The growth is out of its window by now, and so the tier falls to nothing.
  expect(await shop.owner.getMember({ id: one.id })).toMatchObject({ tier: 0, growth: 0, until: null })
  expect((await one.client.listMemberships()).items[0]).toMatchObject({ shopId: shop.id, tier: 0 })
  expect((await shop.owner.listShopperTierChanges({ id: one.id })).items.map((change) => change.tier)).toEqual([0, 2, 1])
  expect(await world.doctor()).toEqual([])
})

test('a birthday is celebrated once a year, whatever birthday is told', async () => {
  const one = await newMember()
  await one.client.updateMe({ birthday: `1990-${dayOf(clock.now()).slice(5)}` })
  await world.runCron('membership.birthdays')
  await Promise.all([world.runCron('membership.birthdays'), world.runCron('membership.birthdays')])
  await world.settle()
  expect(await has(one.id)).toBe(50)
  await pass({ days: 1 })
  await one.client.updateMe({ birthday: `1990-${dayOf(clock.now()).slice(5)}` })
  await world.runCron('membership.birthdays')
  await world.settle()
  expect(await has(one.id)).toBe(50)
  expect((await one.client.listGrowthEntries({})).items).toMatchObject([{ kind: 'birthday', change: 10, shopName: null }])
})

test('who does not deal with a shop is not found by its staff, and tags are a shop’s own', async () => {
  const other = await world.newShop('乙店')
  const one = await newMember()
  expect(await shop.owner.putMemberTags({ id: one.id, tags: ['爱喝茶', '爱喝茶', '老客'] })).toMatchObject({ tags: ['爱喝茶', '老客'] })
  expect(await refusal(other.owner.getMember({ id: one.id }))).toBe('shopper_not_found')
  await shoppers.meet({ shopId: other.id, shopperId: one.id })
  expect(await other.owner.getMember({ id: one.id })).toMatchObject({ tags: [], assets: null })
  expect((await shop.owner.getMember({ id: one.id })).assets).toMatchObject({ points: 0 })
  expect(await refusal(shop.owner.putMemberTiers({ items: [tiers[0]!, { ...tiers[1]!, growth: 10 }] }))).toBe('tiers_wrong')
})

test('runs and tiers are worked out as they are described', () => {
  expect(longestRun(new Set(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-03']))).toBe(3)
  const rewards = [{ days: 3 }, { days: 7 }]
  expect(dueRewards({ start: '2026-01-01', length: 8 }, { rewards, given: [{ days: 3, day: '2026-01-05' }] })).toEqual([{ days: 7 }])
  expect(dueRewards({ start: '2026-01-01', length: 3 }, { rewards, given: [{ days: 3, day: '2025-12-20' }] })).toEqual([{ days: 3 }])
  const staff = { byStaff: true, mark: 2, until: null }
  expect(nextTier('gain', { current: 0, reached: 2, standing: staff })).toBe(0)
  expect(nextTier('gain', { current: 0, reached: 3, standing: staff })).toBe(3)
  expect(nextTier('term', { current: 0, reached: 2, standing: staff })).toBe(2)
  expect(nextTier('loss', { current: 3, reached: 1, standing: undefined })).toBe(3)
})

test('rights of tiers hold at the checkout: a discount and free shipping from their tier on, the highest counts, and one that is taken away is gone', async () => {
  const other = await world.newShop()
  const [one, stranger] = [await world.newShopper(), await world.newShopper()]
  const { id } = await one.client.getMe()
  await shoppers.meet({ shopId: other.id, shopperId: id })
  const { skuIds } = await world.newProduct(other, [9], 10_000)
  const wish = (who: TestShopper) => ({ lines: [{ skuId: skuIds[0] ?? '', quantity: 1 }], addressId: who.addressId })
  const costs = async (who: TestShopper) => (await who.client.quoteCheckout(wish(who))).payableFen
  const right = (offBps: number) => ({ kind: 'discount' as const, text: '会员折扣', offBps })
  const two = (silver: number, gold: number) => [
    { level: 1, name: '银卡', growth: 50, rights: [right(silver), { kind: 'free_shipping' as const, text: '包邮' }] },
    { level: 2, name: '金卡', growth: 100, rights: [right(gold)] },
  ]
  await other.owner.putMemberTiers({ items: two(500, 1000) })
  await world.settle()
  expect(await costs(one)).toBe(10_000)
  await other.owner.adjustGrowth({ id, requestId: randomUUID(), change: 60, reason: '活动补发' })
  await world.settle()
  expect([await costs(one), await costs(stranger)]).toEqual([9500, 10_000])
  await other.owner.adjustGrowth({ id, requestId: randomUUID(), change: 60, reason: '活动补发' })
  await world.settle()
  expect(await costs(one)).toBe(9000)
  await other.owner.putMemberTiers({ items: [{ level: 1, name: '银卡', growth: 50, rights: [] }] })
  await world.settle()
  expect(await costs(one)).toBe(10_000)
})
