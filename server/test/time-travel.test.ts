import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClock } from './harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Five weeks of a shop with plays, a day after the other, in which nobody but the clock does what has to be done by itself.
const clock = testClock(new Date('2026-11-02T02:00:00.000Z'))
let world: World
let shop: TestShop
let people: TestShopper[]
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  // Weeks pass, and the owner stays signed in.
  await sql`update staff.session set expires_at = '2099-01-01', last_seen_at = '2099-01-01'`.execute(world.db)
  people = await Promise.all(Array.from({ length: 6 }, () => world.newShopper()))
}, 120_000)
afterAll(() => world.close())

const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString()

/** Days go by; refunds that were asked for arrive, people look in, and the books are right every third evening. */
async function days(count: number): Promise<void> {
  for (let day = 1; day <= count; day += 1) {
    clock.advance({ days: 1 })
    await world.settle()
    const sent = await world.db.selectFrom('payment.refund').select('number').where('state', '=', 'sent').execute()
    for (const { number } of sent) await world.pay.notify(world.pay.settleRefund(number, 'SUCCESS') ?? '')
    if (sent.length > 0) await world.settle()
    await Promise.all([...people.map((who) => who.client.getMe()), shop.owner.listFlashSessions({})])
    if (day % 3 === 0 || day === count) expect(await world.doctor(), clock.now().toISOString()).toEqual([])
  }
}

interface Wish {
  skuId: string
  play?: { kind: string; campaignId: string; joinId?: string | null; pass: string | null }
}
async function order(who: TestShopper, { skuId, play }: Wish): Promise<{ checkoutId: string; orderId: string; payableFen: number }> {
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: who.addressId, ...(play ? { play } : {}) }
  const { payableFen } = await who.client.quoteCheckout(wish)
  const checkout = await who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
  return { checkoutId: checkout.id, orderId: checkout.orders[0]?.id ?? '', payableFen }
}
type Ordered = Awaited<ReturnType<typeof order>>
async function buy(who: TestShopper, wish: Wish): Promise<Ordered> {
  const placed = await order(who, wish)
  await world.pay.notify((await world.payAtChannel(who, placed.checkoutId)).notification)
  await world.settle()
  return placed
}
const stateOf = async (who: TestShopper, { orderId }: Ordered) => (await who.client.getOrder({ id: orderId })).state
async function ship(who: TestShopper, { orderId }: Ordered): Promise<void> {
  const { lines } = await who.client.getOrder({ id: orderId })
  await shop.owner.shipOrder({
    id: orderId,
    requestId: randomUUID(),
    carrierCode: 'ZTO',
    trackingNumber: `75${String(Math.random()).slice(2, 14)}`,
    lines: lines.map(({ id, quantity }) => ({ orderLineId: id, quantity })),
  })
  await world.settle()
}

test('five weeks: groups fill or are paid back, a flash sale comes and goes, commission settles once nothing can go back, and nothing is left over', async () => {
  const [seller, leader, member, lonely, quick, slow] = people as [
    TestShopper,
    TestShopper,
    TestShopper,
    TestShopper,
    TestShopper,
    TestShopper,
  ]
  const group = await world.newProduct(shop, [20], 2000)
  const flash = await world.newProduct(shop, [20], 2000)
  const [groupSku = '', flashSku = ''] = [group.skuIds[0], flash.skuIds[0]]

  // The first day: everything is set up.
  await shop.owner.updateDistributionRule({ enabled: true, approval: 'automatic', level1Bps: 1000, level2Bps: 0 })
  await seller.client.applyForDistribution({ id: shop.id, name: '林一', phone: '13800000009', code: null })
  const code = (await seller.client.getMyDistribution({ id: shop.id })).me?.code ?? ''
  for (const who of [leader, member]) await who.client.noteDistributionVisit({ code })
  const { id: groupId } = await shop.owner.createGroupBuy({
    title: '两人团',
    productId: group.productId,
    prices: [{ skuId: groupSku, size: 2, priceFen: 1500 }],
    startsAt: inDays(-1),
    endsAt: inDays(14),
    hours: 24,
    perPerson: 1,
    maxPieces: 1,
  })
  const sale = { title: '整点秒杀', startsAt: inDays(3), endsAt: inDays(4), payMinutes: 10 }
  const { id: saleId } = await shop.owner.createFlashSession({
    ...sale,
    items: [{ skuId: flashSku, priceFen: 900, pieces: 1, perPerson: 1 }],
  })
  await shop.owner.publishFlashSession({ id: saleId })
  const open = { skuId: groupSku, play: { kind: 'group-buy', campaignId: groupId, joinId: null, pass: 'open:2' } }
  const alone = await buy(lonely, open)
  const first = await buy(leader, open)
  const joinId = (await leader.client.getOrderGroup({ id: first.orderId })).group?.groupId ?? ''
  const second = await buy(member, { skuId: groupSku, play: { ...open.play, joinId, pass: null } })
  expect([await stateOf(leader, first), await stateOf(member, second), await stateOf(lonely, alone)]).toEqual(['paid', 'paid', 'waiting'])
  const earnings = async () => (await seller.client.getMyDistribution({ id: shop.id })).earnings
  expect(await earnings()).toMatchObject({ pendingFen: 300, settledFen: 0 })

  // The second day: the group that nobody joined is over, and paid back by itself.
  await days(2)
  expect(await stateOf(lonely, alone)).toBe('refunded')
  await ship(leader, first)
  await ship(member, second)

  // The fourth: the flash sale. Who does not pay loses the only piece, and another has it.
  await days(1)
  clock.advance({ minutes: 1 })
  const passOf = async (who: TestShopper) => (await who.client.enterFlashSale({ id: saleId, skuId: flashSku })).pass
  const wish = async (who: TestShopper) => ({ skuId: flashSku, play: { kind: 'flash-sale', campaignId: saleId, pass: await passOf(who) } })
  const unpaid = await order(slow, await wish(slow))
  clock.advance({ minutes: 30 })
  await world.settle()
  expect(await stateOf(slow, unpaid)).toBe('closed')
  // What the process knows of a session is a second old at most, by the clock of the machine.
  await new Promise((resolve) => setTimeout(resolve, 1050))
  const bought = await buy(quick, await wish(quick))
  expect(bought.payableFen).toBe(900)

  // Weeks: goods are received by themselves, the window in which they can go back closes, and commission is the seller's.
  await days(7)
  expect(await earnings()).toMatchObject({ pendingFen: 300, settledFen: 0 })
  await days(25)
  expect(await stateOf(leader, first)).toBe('completed')
  expect(await earnings()).toMatchObject({ pendingFen: 0, settledFen: 300 })
  await seller.client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen: 300 })
  await days(1)
  expect(await seller.client.getWallet()).toMatchObject({ cashFen: 300 })

  // Nothing is left over.
  expect((await shop.owner.getGroupBuy({ id: groupId })).results).toMatchObject({
    opened: 2,
    open: 0,
    completed: 1,
    failed: 1,
    gmvFen: 3000,
  })
  const numbers = await shop.owner.getFlashNumbers({ id: saleId })
  expect(numbers).toMatchObject({ phase: 'ended', orders: 2, paidOrders: 1, unpaidOrders: 0, paidPieces: 1, paidFen: 900 })
  expect((await world.modules.inventory.available({ skuIds: [groupSku, flashSku] })).items.map(({ available }) => available)).toEqual([
    18, 19,
  ])
}, 400_000)
