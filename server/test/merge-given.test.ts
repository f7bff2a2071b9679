import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import { inTx } from '../src/kernel/db.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { type Person, refusal, type Twins, twinsIn } from './become-one.ts'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

/** Cards, red packets and links that people give one another, and money on its way, go over when accounts turn out to be of one person. */

const clock = testClock(new Date())
let world: World
let shop: TestShop
let wallet: Interface<typeof walletCalls>
let one: Person
let fresh: [Person, Person]
let all: Person[]
let becomeOne: Twins['becomeOne']
let allRight: Twins['allRight']

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  wallet = (world.calls as unknown as { wallet: typeof wallet }).wallet // loosely typed by the harness
  shop = await world.newShop()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ one, fresh, all, becomeOne, allRight } = await twinsIn(world, clock))
})

const fill = (who: Person, cashFen: number) =>
  wallet.credit({ key: randomUUID(), shopperId: who.id, cashFen, giftFen: 0, kind: 'top_up', note: '试' })
const payNewest = async (subject: string) => {
  const { rows } = await sql<{ number: string }>`select number from payment.attempt where subject = ${subject}
    order by created_at desc limit 1`.execute(world.db)
  await world.pay.notify(world.pay.pay(rows[0]?.number ?? '') ?? '')
  await world.settle()
}

test('gift cards: bought, on their way to a friend or not paid yet, they are the one person’s; what was redeemed is in the one wallet, once', async () => {
  const batch = await shop.owner.createGiftCardBatch({ title: '心意卡', kind: 'electronic', faceFen: 10_000, pieces: 10 })
  const begin = async (who: Person) =>
    (await who.client.buyGiftCards({ requestId: randomUUID(), batchId: batch.id, quantity: 1, method: 'wechat_h5' })).purchase.id
  const bought = async (who: Person) => {
    const id = await begin(who)
    await payNewest(id)
    return (await who.client.getGiftCardPurchase({ id })).cardIds[0] ?? ''
  }
  const mine = await bought(one)
  const given = await bought(fresh[0])
  const { token } = await fresh[0].client.giveGiftCard({ id: given, wish: '生日快乐' })
  const redeemed = await bought(fresh[1])
  await fresh[1].client.redeemGiftCard({ id: redeemed })
  const unpaid = await begin(fresh[1])
  // Redeemed, and the process was gone before it knew that the wallet has it.
  await sql`update gift_card.card set credited_at = null where id = ${redeemed}`.execute(world.db)
  await becomeOne()
  await payNewest(unpaid)

  const cards = (await one.client.listMyGiftCards({})).items.map((card) => card.id)
  expect(cards).toEqual(expect.arrayContaining([mine, given, redeemed, ...(await one.client.getGiftCardPurchase({ id: unpaid })).cardIds]))
  expect((await one.client.getWallet()).cardFen).toBe(10_000)
  expect(await refusal(one.client.claimGiftCard({ token })), 'one’s own').toBe('gift_card_gift_own')
  const friend = await world.newShopper()
  await friend.client.claimGiftCard({ token })
  expect((await friend.client.listMyGiftCards({})).items.map((card) => card.id)).toEqual([given])
  await allRight(['gift_card'])
})

test('red packets for a group: what each account sent comes back to the one wallet; shares that both took stay taken, and no third is', async () => {
  for (const who of all) await fill(who, 5000)
  const send = async (who: Person, wish: object = {}) =>
    (await who.client.sendLuckyPacket({ requestId: randomUUID(), kind: 'fixed', totalFen: 1000, shares: 5, wish: '恭喜', ...wish })).id
  const sender = await world.newShopper()
  await wallet.credit({ key: randomUUID(), shopperId: (await sender.client.getMe()).id, cashFen: 5000, giftFen: 0, kind: 'top_up' })
  const { id } = await sender.client.sendLuckyPacket({ requestId: randomUUID(), kind: 'fixed', totalFen: 1000, shares: 5, wish: '' })
  for (const who of [one, fresh[0]]) await who.client.takeLuckyPacket({ id })
  const sent = [await send(one), await send(fresh[0])]
  // Sent, but the wallet has not paid yet when the process is gone.
  const funding = randomUUID()
  await sql`insert into lucky_packet.packet (id, sender_id, request_id, kind, total_fen, shares, amounts, wish, state, expires_at, created_at)
    values (${funding}, ${fresh[1].id}, ${randomUUID()}, 'fixed', 300, 3, '{100,100,100}', '', 'funding', ${new Date(clock.now().getTime() + 86_400_000)}, ${clock.now()})`.execute(
    world.db,
  )
  await becomeOne()
  clock.advance({ minutes: 2 })
  await world.settle()
  expect((await one.client.getWallet()).availableFen).toBe(15_000 - 1000 - 1000 - 300)
  await Promise.all(Array.from({ length: 20 }, () => one.client.takeLuckyPacket({ id })))
  expect(await sender.client.getLuckyPacket({ id })).toMatchObject({ taken: 2 })
  expect((await one.client.listRedPackets({})).availableFen).toBe(400)
  expect((await one.client.listSentLuckyPackets({})).items.map((packet) => packet.id).toSorted()).toEqual([...sent, funding].toSorted())
  clock.advance({ hours: 25 })
  await world.settle()
  await world.settle()
  expect((await one.client.getWallet()).availableFen).toBe(15_000)
  // Who has taken a share with both has two rows; the second keeps its name.
  await allRight(['lucky_packet'], ['lucky_packet.take.shopper_id'])
})

test('shares: links of each account go on and bring friends to the one person, who is nobody’s friend by their own', async () => {
  const skuId = (await world.newProduct(shop, [9], 5000)).skuIds[0] ?? ''
  const day = 86_400_000
  const campaign = await shop.owner.createReferralCampaign({
    kind: 'invite',
    scope: 'mall',
    title: '邀请有礼',
    at: 'paid',
    holdDays: 0,
    minOrderFen: 1000,
    inviterReward: { kind: 'points', points: 500 },
    inviteeReward: null,
    perDay: 2,
    perPerson: 2,
    budget: 10,
    friends: 1,
    rateBps: 0,
    mostFen: 0,
    startsAt: new Date(clock.now().getTime() - 1000).toISOString(),
    endsAt: new Date(clock.now().getTime() + day).toISOString(),
    enabled: true,
  })
  const codes = []
  for (const who of all) codes.push((await who.client.createShareLink({ kind: 'home', title: '首页' })).code)
  // One account came by the other's.
  await fresh[1].client.recordVisit({ visitor: `device-${randomUUID()}`, code: codes[0]! })
  const bring = async (code: string) => {
    const visitor = `device-${randomUUID()}`
    await world.shop().recordVisit({ visitor, code })
    const friend = await world.newShopper()
    const at = { name: '李四', phone: '13900001111', districtCode: '330106', detail: `文二路 ${visitor} 号` }
    const { id: addressId } = await friend.client.createAddress(at)
    await friend.client.claimVisits({ visitor })
    const checkout = await world.place({ ...friend, addressId }, [{ skuId, quantity: 1 }])
    await world.pay.notify((await world.payAtChannel(friend, checkout.id)).notification)
    await world.settle()
  }
  await bring(codes[1]!)
  await becomeOne()
  expect((await one.client.createShareLink({ kind: 'home', title: '首页' })).code).toBe(codes[0])
  await bring(codes[2]!)
  await bring(codes[1]!)
  const rows = (await shop.owner.listReferrals({ id: campaign.id, pageSize: 100 })).items
  expect(rows.map((row) => [row.state, ...row.reasons].join(' ')).toSorted(), 'the limit of one person counts both').toEqual([
    'full limit_person',
    'given',
    'given',
  ])
  expect((await one.client.getMyPoints()).available).toBe(1000)
  expect((await one.client.listMyShareLinks({})).items.map((link) => [link.code, link.visits]).toSorted()).toEqual(
    [
      [codes[0], 1],
      [codes[1], 2],
      [codes[2], 1],
    ].toSorted(),
  )
  await allRight(['share'])
})

test('money on its way: a withdrawal that is being paid, a seat in a group that waits, an order that is not paid', async () => {
  const limits = { minTopUpFen: 100, maxTopUpFen: 500_000, minWithdrawFen: 100, maxWithdrawFen: 100_000 }
  await shop.owner.updateFundsSettings({ topUp: true, withdraw: true, ...limits, gifts: [], reviewAboveFen: 0 })
  const [poor, known] = fresh
  await fill(known, 2000)
  await fill(one, 300)
  const going = await known.client.requestWithdrawal({ requestId: randomUUID(), amountFen: 1000 })
  await shop.owner.approveWithdrawal({ id: going.id })
  const waiting = await known.client.requestWithdrawal({ requestId: randomUUID(), amountFen: 500 })
  clock.advance({ seconds: 61 })
  await world.settle()

  const { productId, skuIds } = await world.newProduct(shop, [30])
  const lines = [{ skuId: skuIds[0] ?? '', quantity: 1 }]
  const groupBuy = await shop.owner.createGroupBuy({
    title: '拼团',
    productId,
    prices: [{ skuId: skuIds[0] ?? '', size: 2, priceFen: 800 }],
    startsAt: new Date(clock.now().getTime() - 1000).toISOString(),
    endsAt: new Date(clock.now().getTime() + 3 * 86_400_000).toISOString(),
    hours: 24,
    perPerson: 1,
    maxPieces: 2,
  })
  const seat = async (who: Pick<Person, 'client' | 'addressId'>, joinId: string | null) => {
    const play = { kind: 'group-buy', campaignId: groupBuy.id, joinId, pass: joinId ? null : 'open:2' }
    const wish = { lines, addressId: who.addressId, play }
    const { payableFen } = await who.client.quoteCheckout(wish)
    return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
  }
  const pay = async (who: Pick<Person, 'client' | 'addressId' | 'token'>, id: string) => {
    await world.pay.notify((await world.payAtChannel(who, id)).notification)
    await world.settle()
  }
  const paid = await seat(poor, null)
  await pay(poor, paid.id)
  const unpaid = await seat(one, null)
  await becomeOne()

  // The platform pays the one, staff reject the other: both end in the one wallet.
  world.pay.endTransfer(going.number, 'SUCCESS')
  await shop.owner.rejectWithdrawal({ id: waiting.id, reason: '请核实' })
  clock.advance({ seconds: 61 })
  await world.settle()
  clock.advance({ seconds: 61 })
  await world.settle()
  expect(new Set((await one.client.listWithdrawals()).items.map(({ id, state }) => `${id} ${state}`))).toEqual(
    new Set([`${going.id} done`, `${waiting.id} rejected`]),
  )
  expect(await wallet.balance({ shopperId: one.id })).toMatchObject({ cashFen: 1300, heldFen: 0 })

  await pay(one, unpaid.id)
  const orders = [paid, unpaid].map((checkout) => checkout.orders[0]?.id ?? '')
  for (const id of orders) expect((await one.client.getOrder({ id })).state).toBe('waiting')
  const groups = []
  for (const id of orders) groups.push((await one.client.getOrderGroup({ id })).group?.groupId ?? '')
  const friend = await world.newShopper()
  await pay(friend, (await seat(friend, groups[0] ?? '')).id)
  expect((await one.client.getOrder({ id: orders[0] ?? '' })).state, 'a friend completes the one').toBe('paid')
  expect(await refusal(seat(one, null)), 'and two seats are more than one may have').toBe('group_limit')
  clock.advance({ hours: 25 })
  await world.settle()
  await world.settle()
  const { payment } = await shop.owner.getAdminOrder({ id: orders[1] ?? '' })
  expect(
    payment?.refunds.map((refund) => refund.amountFen),
    'the other is paid back',
  ).toEqual([800])
  for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await allRight(['funds', 'group_buy', 'payment', 'order'])
})

test('messages: the inbox holds what both were told, what either has declined stays declined, and consents to send add up', async () => {
  const skuId = (await world.newProduct(shop, [9])).skuIds[0] ?? ''
  const requestId = randomUUID()
  for (const who of all) {
    const checkout = await world.place(who, [{ skuId, quantity: 1 }])
    await world.pay.notify((await world.payAtChannel(who, checkout.id)).notification)
    await sql`insert into messaging.consent (shopper_id, request_id, channel, template_ref, result, at)
      values (${who.id}, ${requestId}, 'weapp', 'T1', 'accept', ${clock.now()})`.execute(world.db)
    await sql`insert into messaging.quota (shopper_id, channel, template_ref, given) values (${who.id}, 'weapp', 'T1', 1)`.execute(world.db)
  }
  await world.settle()
  const told = []
  for (const who of all) told.push(...(await who.client.listInbox({})).items.map((message) => message.id))
  expect(told.length).toBeGreaterThan(1)
  const yes = { servicePush: true, serviceSms: true, marketing: true, marketingSms: true }
  await one.client.updateMessagePreferences({ ...yes, serviceSms: false })
  await fresh[0].client.updateMessagePreferences({ ...yes, marketing: false })
  await becomeOne()
  expect((await one.client.listInbox({})).items.map((message) => message.id).toSorted()).toEqual(told.toSorted())
  expect(await one.client.getMessagePreferences()).toMatchObject({ ...yes, serviceSms: false, marketing: false })
  const { rows } = await sql`select given from messaging.quota where shopper_id = ${one.id}`.execute(world.db)
  expect(rows).toEqual([{ given: 3 }])
  await allRight(['messaging'])
})

test('what is counted for an account at the moment it goes is waited for, and goes over too', async () => {
  const day = clock.now()
  for (const who of [one, fresh[0]])
    await sql`insert into messaging.cap (shopper_id, shop_key, day, what, used, most) values (${who.id}, 'x', ${day}::date, 'x', 1, 9)`.execute(
      world.db,
    )
  let merging: Promise<void> | undefined
  await inTx(world.db, async (tx) => {
    await sql`update messaging.cap set used = 4 where shopper_id = ${fresh[0].id}`.execute(tx)
    merging = becomeOne()
    await sleep(1000)
  })
  await merging
  const { rows } = await sql`select used, most from messaging.cap where shopper_id = ${one.id}`.execute(world.db)
  expect(rows).toEqual([{ used: 5, most: 18 }])
  await allRight(['messaging'])
})
