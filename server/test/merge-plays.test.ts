import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dayOf } from '../src/kernel/clock.ts'
import type { Interface } from '../src/kernel/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import { type Person, refusal, type Twins, twinsIn } from './become-one.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

/** What people have in plays goes over when accounts turn out to be of one person, also while it is under way. */

const clock = testClock(new Date())
let world: World
let shop: TestShop
let points: Interface<typeof pointsCalls>
let one: Person
let fresh: [Person, Person]
let becomeOne: Twins['becomeOne']
let allRight: Twins['allRight']

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  points = (world.calls as unknown as { points: typeof points }).points // loosely typed by the harness
  shop = await world.newShop()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ one, fresh, becomeOne, allRight } = await twinsIn(world, clock))
})

const day = 86_400_000
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()

const numbers = {
  title: '新茶预售',
  priceFen: 9000,
  depositFen: 1000,
  worthFen: 2000,
  word: 'earnest' as const,
  refundBefore: true,
  unpaid: 'forfeit' as const,
  pieces: 10,
  perPerson: 1,
  waitUntil: null,
  freeFreight: true,
  enabled: true,
}
const presaleOf = (skuId: string) =>
  shop.owner.createPresale({
    ...numbers,
    kind: 'deposit',
    skuId,
    startsAt: at(-1000),
    endsAt: at(3 * day),
    balanceStartsAt: at(day),
    balanceEndsAt: at(6 * day),
    shipBy: at(20 * day),
  })
const beginDeposit = async (who: Person, id: string, requestId: string = randomUUID()) => {
  const wish = { quantity: 1, depositFen: 1000, worthFen: 2000, agreed: true as const, method: 'wechat_h5' as const, returnPath: null }
  return (await who.client.startDeposit({ id, requestId, ...wish })).deposit
}
const payDeposit = async (id: string) => {
  const { items } = await shop.owner.listPayments({ subjects: id })
  await world.pay.notify(world.pay.pay(items[0]?.attempts.at(-1)?.number ?? '') ?? '')
  await world.settle()
}

test('presale: deposits of each account are the one person’s, whether paid or not yet, and count against what one may have', async () => {
  const skuId = (await world.newProduct(shop, [30], 10_000)).skuIds[0] ?? ''
  const { id } = await presaleOf(skuId)
  const requestId = randomUUID()
  const mine = await beginDeposit(one, id, requestId)
  await payDeposit(mine.id)
  // Chosen by two devices, the same request is still two deposits.
  const paid = await beginDeposit(fresh[0], id, requestId)
  await payDeposit(paid.id)
  const unpaid = await beginDeposit(fresh[1], id)
  const full = await shop.owner.createPresale({
    ...numbers,
    kind: 'full',
    depositFen: 0,
    worthFen: 0,
    skuId,
    startsAt: at(-1000),
    endsAt: at(3 * day),
    balanceStartsAt: null,
    balanceEndsAt: null,
    shipBy: at(20 * day),
  })
  const order = async (who: Person, campaignId: string, joinId: string | null) => {
    const wish = { lines: [{ skuId, quantity: 1 }], addressId: who.addressId, play: { kind: 'presale', campaignId, joinId, pass: null } }
    const { payableFen } = await who.client.quoteCheckout(wish)
    return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
  }
  const held = await order(fresh[0], full.id, null)
  await becomeOne()

  const has = (await one.client.listMyDeposits({})).items.map((deposit) => [deposit.id, deposit.state])
  expect(new Map(has as [string, string][])).toEqual(
    new Map([
      [mine.id, 'paid'],
      [paid.id, 'paid'],
      [unpaid.id, 'unpaid'],
    ]),
  )
  expect(await refusal(beginDeposit(one, id))).toBe('presale_person_limit')
  // The one that was begun is paid by who is that person now, and the order that was held too.
  await one.client.payDeposit({ id: unpaid.id, method: 'wechat_h5', returnPath: null })
  await payDeposit(unpaid.id)
  await world.pay.notify((await world.payAtChannel(one, held.id)).notification)
  await world.settle()
  expect((await one.client.getDeposit({ id: unpaid.id })).state).toBe('paid')
  expect((await one.client.quitDeposit({ id: mine.id })).state).toBe('refunded')
  clock.advance({ days: 2 })
  await world.settle()
  const bought = await order(one, id, paid.id)
  await world.pay.notify((await world.payAtChannel(one, bought.id)).notification)
  await world.settle()
  expect((await one.client.getDeposit({ id: paid.id })).state).toBe('bought')
  expect(await refusal(beginDeposit(one, id)), 'two are still there').toBe('presale_person_limit')
  const { rows } = await sql<{ number: string }>`select number from payment.refund where state in ('sent', 'unknown')`.execute(world.db)
  for (const { number } of rows) await world.pay.notify(world.pay.settleRefund(number, 'SUCCESS') ?? '')
  await allRight(['presale'])
})

test('presale: a deposit that nobody pays after its account has gone gives its place back to both counts', async () => {
  const { id } = await presaleOf((await world.newProduct(shop, [30], 10_000)).skuIds[0] ?? '')
  await beginDeposit(fresh[0], id)
  await beginDeposit(one, id)
  await becomeOne()
  clock.advance({ minutes: 30 })
  await world.settle()
  expect((await shop.owner.listAdminPresales({ pageSize: 100 })).items.find((campaign) => campaign.id === id)?.taken).toBe(0)
  await beginDeposit(one, id)
  await allRight(['presale'])
})

type Put = { put: (input: object) => Promise<{ id: string }> }
const thanks = { title: '谢谢参与', kind: 'thanks', costFen: 0, oddsBps: 0, stock: 0 }
const cup = { title: '陶杯', kind: 'goods', costFen: 5000, oddsBps: 10_000, stock: 50 }
const putGame = async (more: object): Promise<string> => {
  const limits = { freePerDay: 1, mostPerDay: 5, mostInAll: 20, pointsPrice: 0, shareChances: 0, orderChances: 0 }
  const settings = { title: '转盘', rules: '', startsAt: at(-1000), endsAt: at(7 * day), enabled: true, prizes: [cup, thanks] }
  return (await (world.calls['game'] as unknown as Put).put({ shopId: shop.id, kind: 'wheel', ...settings, ...limits, ...more })).id
}

test('game: draws, bought chances and links of each account are the one person’s; what was free today is used up', async () => {
  const id = await putGame({ pointsPrice: 30, shareChances: 3 })
  for (const who of [one, ...fresh]) await points.earn({ key: randomUUID(), shopperId: who.id, points: 30, note: '试' })
  const requestId = randomUUID()
  const drawn = [one, fresh[0]]
  for (const who of drawn) expect((await who.client.drawPrize({ id, requestId })).state).toBe('code')
  const bought = randomUUID()
  await fresh[1].client.buyGameChance({ id, requestId: bought, points: 30 })
  const code = (await fresh[1].client.getGame({ id })).mine?.code ?? ''
  // Its points were taken, and then the process was gone.
  await fresh[0].client.buyGameChance({ id, requestId: randomUUID(), points: 30 })
  await sql`update game.chance set state = 'due', try_at = ${clock.now()} where shopper_id = ${fresh[0].id}`.execute(world.db)
  await sql`update game.person set extra = 0 where shopper_id = ${fresh[0].id}`.execute(world.db)
  await becomeOne()
  clock.advance({ minutes: 1 })
  await world.settle()

  expect((await one.client.listMyDraws({ id })).items).toHaveLength(2)
  expect((await one.client.getGame({ id })).mine).toMatchObject({ chances: 2, freeLeft: 0 })
  await fresh[1].client.buyGameChance({ id, requestId: bought, points: 30 })
  expect((await one.client.getMyPoints()).available, 'the same wish again costs nothing').toBe(30)
  // A friend comes by the old link, and brings one chance, once.
  const friend = await world.newShopper()
  await Promise.all(Array.from({ length: 5 }, () => friend.client.visitGame({ id, code })))
  expect((await one.client.getGame({ id })).mine?.chances).toBe(3)
  const draws = await Promise.all(Array.from({ length: 8 }, () => refusal(one.client.drawPrize({ id, requestId: randomUUID() }))))
  expect(draws.filter((outcome) => outcome === 'ok')).toHaveLength(3)
  await allRight(['game'])
})

test('game: a friend who came with both accounts came once more to nobody', async () => {
  const id = await putGame({ shareChances: 5 })
  const friend = await world.newShopper()
  const code = (await friend.client.getGame({ id })).mine?.code ?? ''
  await fresh[0].client.visitGame({ id, code })
  await becomeOne()
  await one.client.visitGame({ id, code })
  expect((await friend.client.getGame({ id })).mine?.chances).toBe(2)
  await allRight(['game'])
})

test('game: who has voted with both accounts for one candidate on one day has voted once', async () => {
  const candidates = ['甲', '乙'].map((title) => ({ title }))
  const id = await putGame({ kind: 'vote', freePerDay: 2, prizes: [], candidates })
  const [first, second] = (await one.client.getGame({ id })).candidates.map((candidate) => candidate.id) as [string, string]
  for (const who of [one, ...fresh]) await who.client.voteInGame({ id, candidateId: first })
  await fresh[1].client.voteInGame({ id, candidateId: second })
  await becomeOne()
  const votes = new Map((await one.client.getGame({ id })).candidates.map((candidate) => [candidate.id, candidate.votes]))
  expect(votes).toEqual(
    new Map([
      [first, 1],
      [second, 1],
    ]),
  )
  expect((await one.client.getGame({ id })).mine).toMatchObject({ chances: 0 })
  await allRight(['game'])
})

const point = (more: object) => ({
  name: '王姐',
  phone: '13900001111',
  pointName: '文三路果蔬驿站',
  address: '文三路 8 号底商',
  lng: 120.13,
  lat: 30.28,
  opens: '08:00',
  closes: '21:00',
  ...more,
})

test('community: who leads twice for a shop leads once, hands out what was ordered at both points and is paid for all; neighbours keep their orders and limits', async () => {
  const skuId = (await world.newProduct(shop, [50], 3000)).skuIds[0] ?? ''
  const leads = async (who: Person, pointName: string, state?: 'approved') => {
    const { id } = await who.client.applyCommunityLeader({ shopId: shop.id, ...point({ pointName }) })
    if (state) await shop.owner.decideCommunityLeader({ id, state })
    return id
  }
  const second = await leads(fresh[0], '文二路驿站', 'approved')
  const first = await leads(one, '文三路驿站', 'approved')
  await leads(fresh[1], '文一路驿站')
  const hours = (count: number) => new Date(clock.now().getTime() + count * 3_600_000)
  const batch = await shop.owner.createCommunityBatch({
    title: '周末鲜果',
    opensAt: hours(-1).toISOString(),
    closesAt: hours(3).toISOString(),
    deliveryDay: dayOf(hours(30)),
    settleDays: 1,
    enabled: true,
    items: [{ skuId, priceFen: 2000, stock: 10, perPerson: 3, commissionBp: 1000 }],
  })
  const order = async (who: Pick<Person, 'client'>, quantity: number, pointId: string) => {
    const contact = { name: '李四', phone: '13900002222' }
    const to = { shopId: shop.id, kind: 'pickup' as const, pointId, day: batch.deliveryDay, span: '08:00-21:00', contact }
    const play = { kind: 'community', campaignId: batch.items[0]!.id, joinId: pointId, pass: null }
    const wish = { lines: [{ skuId, quantity }], addressId: null, play, deliveries: [to] }
    const { payableFen } = await who.client.quoteCheckout(wish)
    return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
  }
  const pay = async (who: Person, checkoutId: string) => {
    await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
    await world.settle()
  }
  const paid = await order(fresh[0], 1, second)
  await pay(fresh[0], paid.id)
  const mine = await order(one, 1, first)
  await pay(one, mine.id)
  const unpaid = await order(fresh[1], 1, second)
  await becomeOne()

  const points = new Map((await one.client.listMyCommunityLeaders()).items.map((leader) => [leader.id, leader.state]))
  expect([points.get(first), points.get(second), points.size]).toEqual(['approved', 'paused', 3])
  expect(await refusal(shop.owner.decideCommunityLeader({ id: second, state: 'approved' }))).toBe('community_decision_wrong')
  expect(await refusal(order(await world.newShopper(), 1, second))).toBe('community_leader_away')
  // The one that waited for its money is paid by who is that person now; all three count.
  await pay(one, unpaid.id)
  expect(await refusal(order(one, 1, first))).toBe('community_person_limit')
  clock.advance({ hours: 4 })
  await world.settle()
  for (const [id, arrived] of [
    [first, 1],
    [second, 2],
  ] as const) {
    await one.client.confirmCommunityArrival({ id, batchId: batch.id, items: [{ itemId: batch.items[0]!.id, arrived }] })
    await world.settle()
    for (const { orderId } of (await one.client.listLeaderOrders({ id, view: 'here' })).items)
      await one.client.handOutCommunityOrder({ id, orderId })
  }
  // The orders of the second are received, and then their commission is due.
  for (let n = 0; n < 2; n += 1) {
    await world.settle()
    clock.advance({ days: 2 })
    await world.settle()
  }
  expect((await one.client.getWallet()).availableFen).toBe(600)
  await allRight(['community'])
})

test('community: what somebody owes at the one point is kept of what they earn at the other', async () => {
  const { id: gone } = await fresh[0].client.applyCommunityLeader({ shopId: shop.id, ...point({}) })
  const { id: stands } = await one.client.applyCommunityLeader({ shopId: shop.id, ...point({}) })
  for (const id of [gone, stands]) await shop.owner.decideCommunityLeader({ id, state: 'approved' })
  await becomeOne()
  const batchId = randomUUID()
  const itemId = randomUUID()
  const now = clock.now()
  await sql`insert into community.batch (id, shop_id, title, opens_at, closes_at, delivery_day, settle_days, enabled, created_at, closed_at)
    values (${batchId}, ${shop.id}, '旧团', ${now}, ${new Date(now.getTime() + 1000)}, ${dayOf(now)}::date, 0, true, ${now}, ${now})`.execute(
    world.db,
  )
  await sql`insert into community.item (id, batch_id, sku_id, product_id, price_fen, stock, taken, per_person, commission_bp, position)
    values (${itemId}, ${batchId}, ${randomUUID()}, ${randomUUID()}, 1000, 9, 2, 9, 1000, 0)`.execute(world.db)
  const buyer = randomUUID()
  await sql`insert into community.used (item_id, shopper_id, used, most) values (${itemId}, ${buyer}, 2, 9)`.execute(world.db)
  // One was paid 100 fen for an order of which all was given back later; the other is due for one of 1000 fen.
  for (const { leaderId, refunded, state } of [
    { leaderId: gone, refunded: 1, state: 'paid' },
    { leaderId: stands, refunded: 0, state: 'pending' },
  ]) {
    const key = randomUUID()
    await sql`insert into community.place (key, item_id, batch_id, leader_id, shopper_id, quantity, price_fen, commission_bp, payable_fen, state, held_until,
        created_at, paid_at, went_on_at, refunded, refunded_fen)
      values (${key}, ${itemId}, ${batchId}, ${leaderId}, ${buyer}, 1, 1000, 1000, 1000, 'paid', ${now}, ${now}, ${now}, ${now}, ${refunded}, ${refunded * 1000})`.execute(
      world.db,
    )
    if (refunded > 0)
      await sql`insert into community.refund (refund_key, key, quantity, amount_fen, at) values (${key}, ${key}, 1, 1000, ${now})`.execute(
        world.db,
      )
    const base = 1000 - refunded * 1000
    await sql`insert into community.commission (key, leader_id, base_fen, bp, amount_fen, paid_fen, state, due_at, created_at)
      values (${key}, ${leaderId}, ${base}, 1000, ${base / 10}, ${refunded * 100}, ${state}, ${now}, ${now})`.execute(world.db)
  }
  await sql`update community.leader set owed_fen = 100 where id = ${gone}`.execute(world.db)
  await world.settle()
  const owed = (await one.client.listMyCommunityLeaders()).items.map((leader) => leader.owedFen)
  expect(owed).toEqual([0, 0])
  expect((await one.client.getWallet()).availableFen).toBe(0)
  await allRight(['community'])
})
