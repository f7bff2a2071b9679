import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { cashbackFen } from './referral/cashback.ts'
import { reasonsOf } from './referral/risk.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let skuId: string
type Me = TestShopper & { device: string }

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  // The clock runs for weeks here, and the owner stays signed in.
  await sql`update staff.session set expires_at = '2099-01-01', last_seen_at = '2099-01-01'`.execute(world.db)
  skuId = (await world.newProduct(shop, [500], 5000)).skuIds[0] ?? ''
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
  await sql`update share.campaign set enabled = false`.execute(world.db)
})

const terms = (more: object = {}) => ({
  kind: 'invite' as const,
  scope: 'mall' as const,
  title: '邀请有礼',
  at: 'paid' as const,
  holdDays: 0,
  minOrderFen: 1000,
  inviterReward: { kind: 'points' as const, points: 500 },
  inviteeReward: { kind: 'wallet' as const, amountFen: 300 },
  perDay: 100,
  perPerson: 100,
  budget: 100,
  friends: 1,
  rateBps: 0,
  mostFen: 0,
  startsAt: new Date(clock.now().getTime() - 1000).toISOString(),
  endsAt: new Date(clock.now().getTime() + 60 * 86_400_000).toISOString(),
  enabled: true,
  ...more,
})
const campaignWith = (more: object = {}) => shop.owner.createReferralCampaign(terms(more))
const newDevice = () => `device-${randomUUID()}`

/** Somebody with a phone, a device and a place of their own. Comes by the share first, if there is one. */
async function person(code?: string, device = newDevice()): Promise<Me> {
  if (code) await world.shop().recordVisit({ visitor: device, code })
  const phone = `138${String(randomInt(100_000_000)).padStart(8, '0')}`
  const { demoCode } = await world.shop().sendLoginCode({ phone })
  const { token } = await world.shop().loginByPhone({ phone, code: demoCode ?? '' })
  const client = world.shop(token)
  await client.claimVisits({ visitor: device })
  const detail = `文三路 ${randomUUID()} 号`
  const address = await client.createAddress({ name: '张三丰', phone, districtCode: '330106', detail })
  return { token, client, addressId: address.id, device }
}
const codeOf = async (who: TestShopper): Promise<string> => (await who.client.createShareLink({ kind: 'home', title: '首页' })).code
async function order(who: TestShopper): Promise<{ id: string; notification: string }> {
  const checkout = await world.place(who, [{ skuId, quantity: 1 }])
  const { notification } = await world.payAtChannel(who, checkout.id)
  return { id: checkout.orders[0]?.id ?? '', notification }
}
async function buy(who: TestShopper): Promise<string> {
  const { id, notification } = await order(who)
  await world.pay.notify(notification)
  await world.settle()
  return id
}
const refund = async (id: string) => {
  await shop.owner.refundOrder({ id, reason: '退货' })
  await world.settle()
  const { payment } = await shop.owner.getAdminOrder({ id })
  for (const one of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(one.number, 'SUCCESS') ?? '')
  await world.settle()
}
const pointsOf = async (who: TestShopper) => (await who.client.getMyPoints()).available
const giftOf = async (who: TestShopper) => (await who.client.getWallet()).giftFen
const rowsOf = async (id: string) => (await shop.owner.listReferrals({ id, pageSize: 100 })).items
const failure = async (run: Promise<unknown>) => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}

test('a friend opens a link, signs up and buys: both are rewarded, once, and the numbers are those of a hand', async () => {
  const campaign = await campaignWith()
  const ann = await person()
  const ben = await person(await codeOf(ann))
  await buy(ben)
  await buy(ben)
  expect(await pointsOf(ann)).toBe(500)
  expect(await giftOf(ben)).toBe(300)
  expect(await rowsOf(campaign.id)).toMatchObject([{ state: 'given', reasons: [], orderFen: 5000, worthFen: 800 }])
  expect(await ann.client.getMyInvites()).toMatchObject({ visits: 1, joined: 1, rewarded: 1, points: 500, moneyFen: 0 })
  expect((await ann.client.listMyReferrals({})).items).toMatchObject([{ state: 'given', kind: 'invite', reward: { points: 500 } }])
  const results = await shop.owner.getCampaignResults({ kind: 'share', id: campaign.id })
  // ¥50 for ¥8: 6.25; one new customer for ¥8.
  expect(results).toMatchObject({ participants: 2, buyers: 1, newCustomers: 1, roiBps: 62_500, cacFen: 800, successBps: 10_000 })
  expect(results.numbers).toMatchObject({ gmvFen: 5000, costFen: 800 })
})

test('two sharers of one new customer: the last link that was opened counts, however often the payment is heard of', async () => {
  const campaign = await campaignWith()
  const [ann, bob] = [await person(), await person()]
  const cid = await person(await codeOf(ann))
  clock.advance({ minutes: 1 })
  await cid.client.recordVisit({ visitor: cid.device, code: await codeOf(bob) })
  const { notification } = await order(cid)
  await Promise.all(Array.from({ length: 10 }, () => world.pay.notify(notification)))
  await world.settle()
  expect([await pointsOf(ann), await pointsOf(bob)]).toEqual([0, 500])
  expect(await rowsOf(campaign.id)).toHaveLength(1)
})

test('a link opened longer ago than the window brings nothing, nor does a customer who has bought before', async () => {
  const campaign = await campaignWith()
  const ann = await person()
  const late = await person(await codeOf(ann))
  const old = await person()
  await buy(old)
  await old.client.recordVisit({ visitor: old.device, code: await codeOf(ann) })
  await buy(old)
  clock.advance({ days: 16 })
  await buy(late)
  expect(await rowsOf(campaign.id)).toEqual([])
  expect(await pointsOf(ann)).toBe(0)
})

test('a budget of three for eight referrals at once gives exactly three; the others are told why and keep what they bought', async () => {
  const campaign = await campaignWith({ budget: 3 })
  const ann = await person()
  const code = await codeOf(ann)
  const friends = await Promise.all(Array.from({ length: 8 }, () => person(code)))
  const orders = await Promise.all(friends.map(order))
  await Promise.all(orders.map(({ notification }) => world.pay.notify(notification)))
  await world.settle()
  const rows = await rowsOf(campaign.id)
  expect(rows.filter((row) => row.state === 'given')).toHaveLength(3)
  expect(rows.filter((row) => row.state === 'full').map((row) => row.reasons)).toEqual(Array.from({ length: 5 }, () => ['limit_budget']))
  expect(await pointsOf(ann)).toBe(1500)
})

test('limits of a sharer hold in a day and in all', async () => {
  const campaign = await campaignWith({ perDay: 1, perPerson: 2 })
  const ann = await person()
  const code = await codeOf(ann)
  for (const days of [0, 0, 1, 1]) {
    clock.advance({ days })
    await buy(await person(code))
  }
  const rows = await rowsOf(campaign.id)
  expect(rows.map((row) => row.reasons[0] ?? row.state).toReversed()).toEqual(['given', 'limit_day', 'given', 'limit_person'])
})

test('for a kept order nothing is given while it can come back; one that comes back gives nothing and frees its place in the budget', async () => {
  const campaign = await campaignWith({ at: 'kept', holdDays: 7, budget: 1 })
  const ann = await person()
  const code = await codeOf(ann)
  const back = await buy(await person(code))
  expect(await rowsOf(campaign.id)).toMatchObject([{ state: 'due' }])
  expect(await pointsOf(ann)).toBe(0)
  await refund(back)
  expect(await rowsOf(campaign.id)).toMatchObject([{ state: 'void', reasons: ['refunded'] }])
  await buy(await person(code))
  clock.advance({ days: 7 })
  await world.settle()
  expect(await pointsOf(ann)).toBe(500)
  expect((await shop.owner.listAdminReferralCampaigns({})).items.find((one) => one.id === campaign.id)).toMatchObject({ given: 1 })
})

test('what was given at once is taken back with the order, as far as points go; money in the wallet is kept and said to be', async () => {
  const campaign = await campaignWith()
  const ann = await person()
  const ben = await person(await codeOf(ann))
  const id = await buy(ben)
  expect(await pointsOf(ann)).toBe(500)
  await refund(id)
  await world.settle()
  expect(await pointsOf(ann)).toBe(0)
  expect(await giftOf(ben)).toBe(300)
  expect(await rowsOf(campaign.id)).toMatchObject([{ state: 'void' }])
  const { rows } = await sql<{
    side: string
    state: string
  }>`select p.side, p.state from share.payout p join share.referral r on r.id = p.referral_id
    where r.campaign_id = ${campaign.id} order by p.side`.execute(world.db)
  expect(rows).toEqual([
    { side: 'invitee', state: 'kept' },
    { side: 'inviter', state: 'taken' },
  ])
})

test('cut off between decision and reward, or between the reward and its note, each side gets it once', async () => {
  const campaign = await campaignWith()
  const ann = await person()
  const ben = await person(await codeOf(ann))
  await buy(ben)
  // As if the process had died after the points were given and before that was noted; twenty workers come back.
  for (const state of ['giving', 'due']) {
    await sql`update share.referral set state = 'due' where campaign_id = ${campaign.id}`.execute(world.db)
    await sql`update share.payout set state = ${state} where referral_id in (select id from share.referral where campaign_id = ${campaign.id})`.execute(
      world.db,
    )
    const calls = world.calls as unknown as { share: { giveDue: (input: object) => Promise<unknown> } }
    await Promise.all(Array.from({ length: 20 }, () => calls.share.giveDue({})))
    await world.settle()
  }
  expect([await pointsOf(ann), await giftOf(ben)]).toEqual([500, 300])
  expect(await rowsOf(campaign.id)).toMatchObject([{ state: 'given' }])
})

test('the same device, phone or address is withheld with its reason, and staff decide once', async () => {
  const campaign = await campaignWith({ budget: 1 })
  const ann = await person()
  const code = await codeOf(ann)
  // A second account on Ann's own device.
  const self = await person(undefined, ann.device)
  await self.client.recordVisit({ visitor: ann.device, code })
  await buy(self)
  // A friend who has things sent to where Ann lives, by her phone.
  const ben = await person(code)
  const [hers] = (await ann.client.listAddresses()).items
  const { id: _id, province: _p, city: _c, district: _d, ...address } = hers!
  await ben.client.createAddress({ ...address, isDefault: false })
  await buy(ben)
  const rows = await rowsOf(campaign.id)
  expect(rows.map((row) => row.reasons)).toEqual([['same_phone', 'same_address'], ['same_device']])
  expect(rows.every((row) => row.state === 'review')).toBe(true)
  expect(await pointsOf(ann)).toBe(0)
  const decide = (id: string | undefined, approve: boolean, by = shop) =>
    by.owner.decideReferral({ id: id ?? '', approve, note: '核实过了' })
  expect(await failure(decide(rows[0]?.id, true, await world.newShop()))).toBe('referral_not_found')
  const codes = await Promise.all(Array.from({ length: 10 }, () => failure(decide(rows[0]?.id, true))))
  expect(codes.toSorted()).toEqual(['ok', ...Array.from({ length: 9 }, () => 'referral_decided')].toSorted())
  expect(await failure(decide(rows[1]?.id, true))).toBe('referral_limit')
  expect(await decide(rows[1]?.id, false)).toEqual({ state: 'refused' })
  await world.settle()
  expect([await pointsOf(ann), await giftOf(ben), await giftOf(self)]).toEqual([500, 300, 0])
})

test('many new accounts of one address that never buy are withheld; reasons are what the signals say', async () => {
  const quiet = { sameDevice: false, samePhone: false, sameAddress: false, onDevice: 1, fromAddress: 1, brought: 3, bought: 0 }
  expect(reasonsOf(quiet)).toEqual([])
  expect(reasonsOf({ ...quiet, onDevice: 3, fromAddress: 9, brought: 11 })).toEqual(['device_farm', 'ip_farm', 'no_purchase'])
  const campaign = await campaignWith({ at: 'joined', minOrderFen: 0, inviteeReward: null })
  const ann = await person()
  const code = await codeOf(ann)
  for (let n = 0; n < 10; n += 1) await person(code)
  await world.settle()
  const rows = await rowsOf(campaign.id)
  expect(rows.filter((row) => row.state === 'given')).toHaveLength(8)
  expect(rows.filter((row) => row.state === 'review').map((row) => row.reasons)).toEqual([['ip_farm'], ['ip_farm']])
  expect(await pointsOf(ann)).toBe(4000)
})

test('cash-back: so many friends who buy by the link bring back a part of the order, once, to the fen', async () => {
  expect(cashbackFen({ rateBps: 3333, mostFen: 100_000 }, 5000)).toBe(1666)
  expect(cashbackFen({ rateBps: 3333, mostFen: 1000 }, 5000)).toBe(1000)
  const cash = { kind: 'cashback', inviterReward: null, inviteeReward: null, friends: 2, rateBps: 3333, mostFen: 100_000 }
  const campaign = await campaignWith(cash)
  const ann = await person()
  await buy(ann)
  const code = await codeOf(ann)
  const friends = await Promise.all(Array.from({ length: 3 }, () => person(code)))
  await buy(friends[0]!)
  await buy(friends[0]!)
  expect(await giftOf(ann)).toBe(0)
  const orders = await Promise.all(friends.slice(1).map(order))
  await Promise.all(orders.map(({ notification }) => world.pay.notify(notification)))
  await world.settle()
  expect(await giftOf(ann)).toBe(1666)
  expect((await ann.client.listMyReferrals({})).items).toMatchObject([{ kind: 'cashback', friends: 2, needed: 2, state: 'given' }])
  expect((await rowsOf(campaign.id)).filter((row) => row.state === 'given')).toHaveLength(1)
})

test('a shop gives its own coupons; what is the platform’s is refused to it', async () => {
  const other = await world.newShop()
  const by = (more: object) => failure(other.owner.createReferralCampaign(terms({ scope: 'shop', inviteeReward: null, ...more })))
  expect(await by({})).toBe('referral_platform_only')
  expect(await by({ inviterReward: { kind: 'coupon', templateId: randomUUID() } })).toBe('referral_coupon_unknown')
  expect(await failure(shop.owner.createReferralCampaign(terms({ at: 'kept' })))).toBe('referral_numbers_wrong')
  expect(await failure(shop.owner.createReferralCampaign(terms({ inviterReward: null, inviteeReward: null })))).toBe(
    'referral_numbers_wrong',
  )
})
