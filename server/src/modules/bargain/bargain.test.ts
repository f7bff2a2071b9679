import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let friends: TestShopper[]
let skuId: string

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  friends = await Promise.all(Array.from({ length: 50 }, () => world.newShopper()))
})
beforeEach(async () => {
  ann = await world.newShopper()
  skuId = (await world.newProduct(shop, [20], 5000)).skuIds[0] ?? ''
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const day = 86_400_000
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()
const numbers = (more: object = {}) => ({
  title: '砍价 0 元起',
  floorFen: 2000,
  helpers: 5,
  hours: 24,
  pieces: 10,
  buyAt: 'reached' as const,
  freeFreight: true,
  perPerson: 2,
  startsPerDay: 5,
  helpsPerDay: 100,
  startsAt: at(-1000),
  endsAt: at(7 * day),
  enabled: true,
  ...more,
})
const campaignWith = (more: object = {}) => shop.owner.createBargainCampaign({ skuId, ...numbers(more) })
const begin = async (more: object = {}, who = ann) => {
  const campaign = await campaignWith(more)
  return { campaign, bargain: await who.client.startBargain({ id: campaign.id }) }
}
const help = (who: TestShopper | undefined, id: string) => who!.client.helpBargain({ id })
const playOf = async (who: TestShopper, id: string) => {
  const { campaign, pass } = await who.client.getBargain({ id })
  return { kind: 'bargain', campaignId: campaign.id, joinId: id, pass }
}
const wishOf = async (who: TestShopper, id: string, more: object = {}) => ({
  lines: [{ skuId, quantity: 1 }],
  addressId: who.addressId,
  play: await playOf(who, id),
  ...more,
})
const order = async (who: TestShopper, id: string, more: object = {}) => {
  const wish = await wishOf(who, id, more)
  const { payableFen } = await who.client.quoteCheckout(wish)
  return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
}
const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const codesOf = async (runs: readonly Promise<unknown>[]) => (await Promise.all(runs.map(codeOf))).toSorted()
const cancel = (who: TestShopper, checkout: { orders: { id: string }[] }) =>
  who.client.cancelOrder({ id: checkout.orders[0]?.id ?? '', reason: '不想要了' })
const takenOf = async (id: string) => (await shop.owner.listAdminBargainCampaigns({})).items.find((one) => one.id === id)?.taken

test('friends bring the price down to exactly the floor, which is what is paid; then it is over', async () => {
  const { campaign, bargain } = await begin({ buyAt: 'floor' })
  expect(bargain).toMatchObject({ priceFen: 5000, startFen: 5000, helped: 0, helpers: 5, mine: true, canBuy: false, state: 'open' })
  expect(await codeOf(order(ann, bargain.id))).toBe('bargain_not_reached')
  let total = 0
  for (const friend of friends.slice(0, 5)) {
    const { cutFen, bargain: after } = await help(friend, bargain.id)
    total += cutFen
    expect(cutFen).toBeGreaterThanOrEqual(1)
    expect(after).toMatchObject({ priceFen: 5000 - total, myCutFen: cutFen, mine: false, orderId: null })
  }
  expect(total).toBe(3000)
  expect(await codeOf(help(friends[5], bargain.id))).toBe('bargain_full')
  const checkout = await order(ann, bargain.id)
  expect(checkout.payableFen).toBe(2000)
  await pay(ann, checkout.id)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'bought', orderId: checkout.orders[0]?.id })
  expect(await shop.owner.getBargainResults({ id: campaign.id })).toMatchObject({
    opened: 1,
    helps: 5,
    reachedFloor: 1,
    paid: 1,
    gmvFen: 2000,
    givenFen: 3000,
  })
  expect(await codeOf(order(ann, bargain.id))).toBe('bargain_ordered')
  expect(await codeOf(help(friends[6], bargain.id))).toBe('bargain_over')
})

test('fifty friends for the last three cuts: exactly three cut, and the price is the floor', async () => {
  const { bargain } = await begin()
  await help(friends[0], bargain.id)
  await help(friends[1], bargain.id)
  const results = await codesOf(friends.slice(2).map((friend) => help(friend, bargain.id)))
  expect(results.filter((code) => code === 'ok')).toHaveLength(3)
  expect(results.filter((code) => code === 'bargain_full')).toHaveLength(45)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ priceFen: 2000, helped: 5 })
})

test('the same friend twenty times at once cuts once, and is told the same each time', async () => {
  const { bargain } = await begin()
  const answers = await Promise.all(Array.from({ length: 20 }, () => help(friends[0], bargain.id)))
  expect(new Set(answers.map((one) => one.cutFen)).size).toBe(1)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ helped: 1, priceFen: 5000 - (answers[0]?.cutFen ?? 0) })
  expect(await codeOf(help(ann, bargain.id))).toBe('bargain_own')
})

test('the cuts are fixed when it is begun: whoever helps in whatever order, each turn cuts the same, and no reply tells a cut to come', async () => {
  const { bargain } = await begin()
  const { rows } = await sql<{ cuts: number[] }>`select cuts from bargain.bargain where id = ${bargain.id}`.execute(world.db)
  const cuts = rows[0]?.cuts ?? []
  const order = friends.slice(10, 15).toReversed()
  for (const [turn, friend] of order.entries()) {
    clock.advance({ minutes: 7 })
    expect((await help(friend, bargain.id)).cutFen).toBe(cuts[turn])
  }
  expect(Object.keys(bargain)).not.toContain('cuts')
})

test('beginning twenty times at once begins one; limits of a day hold whoever comes at once and are new tomorrow', async () => {
  const campaign = await campaignWith({ startsPerDay: 1, helpsPerDay: 2, hours: 2 })
  const begun = await Promise.all(Array.from({ length: 20 }, () => ann.client.startBargain({ id: campaign.id })))
  expect(new Set(begun.map((one) => one.id)).size).toBe(1)
  clock.advance({ hours: 3 })
  // The day may have turned; begin again until the limit of this day says no.
  expect(['ok', 'bargain_start_limit']).toContain(await codeOf(ann.client.startBargain({ id: campaign.id })))
  clock.advance({ hours: 3 })
  const others = await Promise.all(friends.slice(20, 26).map(async (friend) => (await friend.client.startBargain({ id: campaign.id })).id))
  const codes = await codesOf(others.map((id) => help(friends[40], id)))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2)
  expect(codes.filter((code) => code === 'bargain_help_limit')).toHaveLength(4)
})

test('a bargain that is over can be neither cut nor bought, and makes room for a new one', async () => {
  const { campaign, bargain } = await begin({ hours: 1 })
  await help(friends[0], bargain.id)
  clock.advance({ hours: 1 })
  expect(await codeOf(help(friends[1], bargain.id))).toBe('bargain_over')
  expect(await codeOf(order(ann, bargain.id))).toBe('bargain_over')
  await world.settle()
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'expired', canBuy: false })
  expect((await ann.client.startBargain({ id: campaign.id })).id).not.toBe(bargain.id)
})

test('two orders of one bargain at once are one; unpaid it holds its piece, closed it is open again, paid it is final', async () => {
  const { campaign, bargain } = await begin({ pieces: 1 })
  await help(friends[0], bargain.id)
  const wish = await wishOf(ann, bargain.id)
  const { payableFen } = await ann.client.quoteCheckout(wish)
  const placing = Array.from({ length: 8 }, () => ann.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() }))
  const placed = (await Promise.allSettled(placing)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(placed).toHaveLength(1)
  expect(await takenOf(campaign.id)).toBe(1)
  expect(await codeOf(help(friends[1], bargain.id))).toBe('bargain_ordered')
  const ben = friends[30]!
  expect(await codeOf(ben.client.startBargain({ id: campaign.id }))).toBe('bargain_gone')
  await cancel(ann, placed[0]!)
  await world.settle()
  expect(await takenOf(campaign.id)).toBe(0)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'open', helped: 1, canBuy: true, orderId: null })
  const again = await order(ann, bargain.id)
  await pay(ann, again.id)
  await shop.owner.refundOrder({ id: again.orders[0]?.id ?? '', reason: '退货' })
  await world.settle()
  expect(await takenOf(campaign.id)).toBe(1)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'bought' })
  expect(await shop.owner.getBargainResults({ id: campaign.id })).toMatchObject({ paid: 1, refundedFen: payableFen })
  const { payment } = await shop.owner.getAdminOrder({ id: again.orders[0]?.id ?? '' })
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
})

test('ten bargains for the last three pieces: exactly three orders, the losers keep their bargains', async () => {
  const campaign = await campaignWith({ pieces: 3 })
  const people = friends.slice(0, 10)
  const open = await Promise.all(people.map(async (who) => ({ who, id: (await who.client.startBargain({ id: campaign.id })).id })))
  const placed = await Promise.allSettled(open.map(({ who, id }) => order(who, id)))
  expect(placed.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  for (const one of placed) if (one.status === 'rejected') expect((one.reason as ApiError).code).toBe('bargain_gone')
  const states = await Promise.all(open.map(async ({ who, id }) => (await who.client.getBargain({ id })).state))
  expect(states.filter((state) => state === 'open')).toHaveLength(7)
  expect(await takenOf(campaign.id)).toBe(3)
  for (const [index, one] of placed.entries()) if (one.status === 'fulfilled') await cancel(people[index]!, one.value)
})

test('a cut between quote and order is told, whoever else’s bargain, another SKU or two pieces are refused', async () => {
  const { bargain } = await begin()
  const wish = await wishOf(ann, bargain.id)
  const { payableFen } = await ann.client.quoteCheckout(wish)
  await help(friends[0], bargain.id)
  expect(await codeOf(ann.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() }))).toBe('bargain_moved')
  const ben = friends[1]!
  expect(await codeOf(order(ben, bargain.id))).toBe('bargain_not_found')
  expect(await codeOf(order(ann, bargain.id, { lines: [{ skuId, quantity: 2 }] }))).toBe('bargain_one_piece')
  const other = (await world.newProduct(shop, [5])).skuIds[0] ?? ''
  expect(await codeOf(order(ann, bargain.id, { lines: [{ skuId: other, quantity: 1 }] }))).toBe('bargain_not_found')
})

test('the price at the moment of ordering is never that of before a cut: cuts and orders at once agree', async () => {
  const { bargain } = await begin({ helpers: 40 })
  const wish = await wishOf(ann, bargain.id)
  const { payableFen } = await ann.client.quoteCheckout(wish)
  const [placed] = await Promise.allSettled([
    ann.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() }),
    ...friends.slice(0, 5).map((friend) => help(friend, bargain.id)),
  ])
  const after = await ann.client.getBargain({ id: bargain.id })
  if (placed?.status === 'fulfilled') {
    expect(after).toMatchObject({ state: 'ordered', priceFen: payableFen })
    await cancel(ann, placed.value)
  } else expect(after).toMatchObject({ state: 'open', helped: 5 })
})

test('an order that is never paid frees its piece in time; a hold that a crash left behind lapses by itself', async () => {
  const { campaign, bargain } = await begin({ hours: 100 })
  await order(ann, bargain.id)
  clock.advance({ hours: 30 })
  await world.settle()
  expect(await takenOf(campaign.id)).toBe(0)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'open' })
  const calls = world.calls['bargain'] as unknown as Record<string, (input: object) => Promise<unknown>>
  const [row] = (await shop.owner.listCampaignBargains({ id: campaign.id })).items
  const hold = {
    key: randomUUID(),
    shopId: shop.id,
    shopperId: row?.shopper.id,
    campaignId: campaign.id,
    joinId: bargain.id,
    pass: '0',
    skuId,
    quantity: 1,
    payableFen: 5000,
    minutes: 5,
  }
  await Promise.all(Array.from({ length: 10 }, () => calls['playHold']!(hold)))
  expect(await takenOf(campaign.id)).toBe(1)
  clock.advance({ minutes: 6 })
  await world.settle()
  expect(await takenOf(campaign.id)).toBe(0)
  await Promise.all(Array.from({ length: 5 }, () => calls['playRelease']!({ key: hold.key })))
  expect(await takenOf(campaign.id)).toBe(0)
})

test('paid after its place has lapsed, an order takes it again if there is one left, else its money goes back', async () => {
  const { campaign, bargain } = await begin({ pieces: 1, hours: 100 })
  const ben = friends[2]!
  const lapse = () =>
    sql`update bargain.place set held_until = ${clock.now()} where state = 'held' and campaign_id = ${campaign.id}`.execute(world.db)
  const first = await order(ann, bargain.id)
  const theirs = async () => (await ben.client.startBargain({ id: campaign.id })).id
  await lapse()
  await world.sweep()
  expect(await takenOf(campaign.id)).toBe(0)
  await order(ben, await theirs())
  await pay(ann, first.id)
  expect((await ann.client.getOrder({ id: first.orders[0]?.id ?? '' })).state).toBe('refunding')
  const { payment } = await shop.owner.getAdminOrder({ id: first.orders[0]?.id ?? '' })
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await world.settle()
  const second = (await ben.client.listMyBargains({})).items.find((one) => one.campaignId === campaign.id)
  await lapse()
  await world.sweep()
  const { checkoutId } = await ben.client.getOrder({ id: second?.orderId ?? '' })
  await pay(ben, checkoutId)
  expect((await ben.client.getOrder({ id: second?.orderId ?? '' })).state).toBe('paid')
  expect(await takenOf(campaign.id)).toBe(1)
})

test('so many pieces a person, in all', async () => {
  const { campaign, bargain } = await begin({ perPerson: 1 })
  await pay(ann, (await order(ann, bargain.id)).id)
  expect(await codeOf(ann.client.startBargain({ id: campaign.id }))).toBe('bargain_person_limit')
})

test('an ended campaign ends its bargains; one that is ordered can still be paid', async () => {
  const { campaign, bargain } = await begin()
  const ben = friends[3]!
  const theirs = await ben.client.startBargain({ id: campaign.id })
  const checkout = await order(ann, bargain.id)
  expect(await shop.owner.endBargainCampaign({ id: campaign.id })).toMatchObject({ state: 'over', open: 1 })
  expect(await ben.client.getBargain({ id: theirs.id })).toMatchObject({ state: 'expired' })
  expect(await codeOf(friends[4]!.client.startBargain({ id: campaign.id }))).toBe('bargain_campaign_closed')
  await pay(ann, checkout.id)
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ state: 'bought' })
})

test('wrong numbers are refused, a change binds what is begun afterwards, and fewer pieces than are taken cannot be', async () => {
  expect(await codeOf(campaignWith({ floorFen: 4998, helpers: 3 }))).toBe('bargain_numbers_wrong')
  expect(await codeOf(campaignWith({ endsAt: at(-2000) }))).toBe('bargain_numbers_wrong')
  const { campaign, bargain } = await begin()
  const checkout = await order(ann, bargain.id)
  const other = await friends[5]!.client.startBargain({ id: campaign.id })
  await pay(friends[5]!, (await order(friends[5]!, other.id)).id)
  expect(await codeOf(shop.owner.updateBargainCampaign({ id: campaign.id, ...numbers({ pieces: 1 }) }))).toBe('bargain_pieces_taken')
  await shop.owner.updateBargainCampaign({ id: campaign.id, ...numbers({ floorFen: 100, helpers: 9 }) })
  expect(await ann.client.getBargain({ id: bargain.id })).toMatchObject({ floorFen: 2000, helpers: 5 })
  expect(await friends[6]!.client.startBargain({ id: campaign.id })).toMatchObject({ floorFen: 100, helpers: 9 })
  await cancel(ann, checkout)
})

test('everybody sees what there is and how a bargain stands; names of friends are for those who know them', async () => {
  const { campaign, bargain } = await begin()
  await help(friends[0], bargain.id)
  const guest = world.shop()
  expect((await guest.listBargainCampaigns({ limit: 50 })).items.find((one) => one.id === campaign.id)).toMatchObject({
    state: 'running',
    left: 10,
    mineId: null,
  })
  expect((await ann.client.listBargainCampaigns({ limit: 50 })).items.find((one) => one.id === campaign.id)?.mineId).toBe(bargain.id)
  const seen = await guest.getBargain({ id: bargain.id })
  expect(seen).toMatchObject({ mine: false, myCutFen: null, orderId: null, canBuy: false })
  expect(seen.helps[0]?.nickname).toMatch(/^.\*\*$/u)
  expect((await ann.client.getBargain({ id: bargain.id })).helps[0]?.nickname).not.toMatch(/\*\*$/)
  await shop.owner.updateBargainCampaign({ id: campaign.id, ...numbers({ enabled: false }) })
  expect((await guest.listBargainCampaigns({ limit: 50 })).items.some((one) => one.id === campaign.id)).toBe(false)
  expect(await codeOf(help(friends[1], bargain.id))).toBe('ok')
})
