import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let skuId: string
let productId: string
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
})
beforeEach(async () => {
  const product = await world.newProduct(shop, [30])
  productId = product.productId
  skuId = product.skuIds[0] ?? ''
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const campaign = (more: object = {}) =>
  shop.owner.createGroupBuy({
    title: '拼团',
    productId,
    prices: [
      { skuId, size: 2, priceFen: 800, leaderPriceFen: 700 },
      { skuId, size: 3, priceFen: 600 },
    ],
    startsAt: new Date(clock.now().getTime() - 1000).toISOString(),
    endsAt: new Date(clock.now().getTime() + 30 * 86_400_000).toISOString(),
    hours: 24,
    perPerson: 1,
    maxPieces: 2,
    ...more,
  })
const people = (count: number) => Promise.all(Array.from({ length: count }, () => world.newShopper()))
const play = (campaignId: string, how: { open?: number; any?: number; join?: string }) => ({
  kind: 'group-buy',
  campaignId,
  joinId: how.join ?? null,
  pass: how.open ? `open:${how.open}` : how.any ? `any:${how.any}` : null,
})
type Play = ReturnType<typeof play>
async function place(who: TestShopper, wish: Play, quantity = 1): Promise<{ checkoutId: string; orderId: string; payableFen: number }> {
  const asked = { lines: [{ skuId, quantity }], addressId: who.addressId, play: wish }
  const { payableFen } = await who.client.quoteCheckout(asked)
  const checkout = await who.client.placeOrder({ ...asked, payableFen, requestId: randomUUID() })
  return { checkoutId: checkout.id, orderId: checkout.orders[0]?.id ?? '', payableFen }
}
type Placed = Awaited<ReturnType<typeof place>>
const payOne = async (who: TestShopper, { checkoutId }: Placed) =>
  world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
async function buy(who: TestShopper, wish: Play): Promise<Placed & { groupId: string }> {
  const placed = await place(who, wish)
  await payOne(who, placed)
  await world.settle()
  return { ...placed, groupId: (await who.client.getOrderGroup({ id: placed.orderId })).group?.groupId ?? '' }
}
const stateOf = async (who: TestShopper, { orderId }: Placed) => (await who.client.getOrder({ id: orderId })).state
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const stock = async () => (await world.modules.inventory.available({ skuIds: [skuId] })).items[0]?.available
/** The money of what was called off arrives. */
async function moneyArrives(...orders: Placed[]): Promise<void> {
  await world.settle()
  for (const { orderId } of orders) {
    const { payment } = await shop.owner.getAdminOrder({ id: orderId })
    for (const refund of payment?.refunds ?? []) await world.pay.notify(world.pay.settleRefund(refund.number, 'SUCCESS') ?? '')
  }
  await world.settle()
}

test('a group opens when its leader has paid, at the price of a leader; the last member completes it and both go on', async () => {
  const { id } = await campaign()
  const [ann, ben] = (await people(2)) as [TestShopper, TestShopper]
  const first = await place(ann, play(id, { open: 2 }))
  expect(first.payableFen).toBe(700)
  const before = (await ben.client.getProductGroupBuy({ id: productId })).offer
  expect(before).toMatchObject({ id, groups: [], openCount: 0 })
  await payOne(ann, first)
  await world.settle()
  expect(await stateOf(ann, first)).toBe('waiting')
  const open = (await ben.client.getProductGroupBuy({ id: productId })).offer?.groups[0]
  expect(open).toMatchObject({ size: 2, paid: 1, left: 1 })
  const second = await buy(ben, play(id, { join: open?.id ?? '' }))
  expect(second.payableFen).toBe(800)
  expect([await stateOf(ann, first), await stateOf(ben, second)]).toEqual(['paid', 'paid'])
  expect(await world.shop().getGroup({ id: second.groupId })).toMatchObject({ state: 'completed', paid: 2, virtual: 0, mine: null })
  expect((await shop.owner.getGroupBuy({ id })).results).toMatchObject({
    opened: 1,
    open: 0,
    completed: 1,
    filled: 0,
    failed: 0,
    members: 2,
    successBps: 1e4,
    gmvFen: 1500,
  })
  expect(await stock()).toBe(28)
})

test('of many who pay for the last seat exactly one is in; the others are paid back whole, their stock is free, and they can go on', async () => {
  const { id } = await campaign()
  const [ann, ...others] = (await people(7)) as [TestShopper, ...TestShopper[]]
  const first = await buy(ann, play(id, { open: 2 }))
  const placed: Placed[] = []
  for (const who of others) {
    placed.push(await place(who, play(id, { join: first.groupId })))
    // A seat is kept for five minutes only: then the next may try, while those before can still pay.
    clock.advance({ minutes: 5, seconds: 1 })
    if (placed.length === 2) break
  }
  // Others yet, within the time that all can pay in.
  for (const who of others.slice(2)) {
    placed.push(await place(who, play(id, { join: first.groupId })))
    await world.db.updateTable('group_buy.member').set({ seat_until: clock.now() }).where('order_id', '=', placed.at(-1)?.orderId).execute()
  }
  const paid = await Promise.all(others.map((who, index) => world.payAtChannel(who, placed[index]?.checkoutId ?? '')))
  await Promise.all(paid.map(({ notification }) => world.pay.notify(notification)))
  await Promise.all([world.deliver(), world.sweep(), world.deliver(), world.sweep()])
  await moneyArrives(...placed)
  const states = await Promise.all(others.map((who, index) => stateOf(who, placed[index] as Placed)))
  expect(states.filter((state) => state === 'paid')).toHaveLength(1)
  expect(states.filter((state) => state === 'refunded')).toHaveLength(5)
  expect(await stock()).toBe(28)
  const loser = others[states.indexOf('refunded')] as TestShopper
  expect((await buy(loser, play(id, { open: 2 }))).groupId).not.toBe('')
})

test('of many who ask for the last seat at once one gets it; the others are refused before they pay, and lose nothing', async () => {
  const { id } = await campaign()
  const [ann, ...others] = (await people(9)) as [TestShopper, ...TestShopper[]]
  const { groupId } = await buy(ann, play(id, { open: 2 }))
  const asked = (who: TestShopper) => ({ lines: [{ skuId, quantity: 1 }], addressId: who.addressId, play: play(id, { join: groupId }) })
  const codes = await Promise.all(
    others.map((who) => codeOf(who.client.placeOrder({ ...asked(who), payableFen: 800, requestId: randomUUID() }))),
  )
  expect(codes.toSorted()).toEqual([...Array<string>(7).fill('group_full'), 'ok'])
  expect(await stock()).toBe(28)
})

test('one tap joins the fullest group; with none to join it says so', async () => {
  const { id } = await campaign()
  const [ann, ben, cid, dan] = (await people(4)) as [TestShopper, TestShopper, TestShopper, TestShopper]
  expect(await codeOf(place(ann, play(id, { any: 3 })))).toBe('group_none')
  await buy(ann, play(id, { open: 3 }))
  const other = await buy(ben, play(id, { open: 3 }))
  const joined = await buy(cid, play(id, { join: other.groupId }))
  expect(joined.groupId).toBe(other.groupId)
  const tapped = await buy(dan, play(id, { any: 3 }))
  expect(tapped.groupId).toBe(other.groupId)
  expect([await stateOf(ben, other), await stateOf(dan, tapped)]).toEqual(['paid', 'paid'])
})

test('a group whose time is over pays everybody back by itself, closes what is unpaid, and pays back who pays too late', async () => {
  const { id } = await campaign({ hours: 1 })
  const [ann, ben, cid] = (await people(3)) as [TestShopper, TestShopper, TestShopper]
  const first = await buy(ann, play(id, { open: 3 }))
  clock.advance({ minutes: 55 })
  const unpaid = await place(ben, play(id, { join: first.groupId }))
  const late = await place(cid, play(id, { join: first.groupId }))
  clock.advance({ minutes: 6 })
  // Paid at the channel, and nobody has told us yet when the group ends.
  const { notification } = await world.payAtChannel(cid, late.checkoutId)
  await world.settle()
  await world.pay.notify(notification)
  await moneyArrives(first, late)
  expect([await stateOf(ann, first), await stateOf(ben, unpaid), await stateOf(cid, late)]).toEqual(['refunded', 'closed', 'refunded'])
  expect(await ann.client.getOrder({ id: first.orderId })).toMatchObject({ refundedFen: 600 })
  expect(await stock()).toBe(30)
  expect((await shop.owner.getGroupBuy({ id })).results).toMatchObject({ failed: 1, completed: 0, successBps: 0, gmvFen: 0 })
  expect((await buy(ben, play(id, { open: 3 }))).groupId).not.toBe('')
})

test('where the campaign says so, a group of enough members is filled up when its time is over, and counts no one who did not pay', async () => {
  const { id } = await campaign({ hours: 1, virtualFrom: 1 })
  const [ann] = (await people(1)) as [TestShopper]
  const first = await buy(ann, play(id, { open: 3 }))
  clock.advance({ hours: 1, minutes: 1 })
  await world.settle()
  expect(await stateOf(ann, first)).toBe('paid')
  expect(await world.shop().getGroup({ id: first.groupId })).toMatchObject({ state: 'completed', paid: 1, virtual: 2 })
  expect((await shop.owner.getGroupBuy({ id })).results).toMatchObject({ completed: 1, filled: 1, members: 1, gmvFen: 600 })
})

test('a crash between the last seat and the going on loses nobody: it is told when it is due again', async () => {
  const { id } = await campaign()
  const [ann, ben] = (await people(2)) as [TestShopper, TestShopper]
  const first = await buy(ann, play(id, { open: 2 }))
  const second = await place(ben, play(id, { join: first.groupId }))
  await payOne(ben, second)
  await world.deliver()
  expect([await stateOf(ann, first), await stateOf(ben, second)]).toEqual(['waiting', 'waiting'])
  // Claimed by a process that died: as if it had not been said.
  const until = new Date(clock.now().getTime() + 20_000)
  await world.db.updateTable('group_buy.member').set({ try_at: until }).where('group_id', '=', first.groupId).execute()
  await world.settle()
  expect(await stateOf(ann, first)).toBe('waiting')
  clock.advance({ seconds: 21 })
  await world.settle()
  expect([await stateOf(ann, first), await stateOf(ben, second)]).toEqual(['paid', 'paid'])
})

test('a person takes part as often as is allowed, however many times at once, and has one seat in a group', async () => {
  const { id } = await campaign({ perPerson: 2 })
  const [ann] = (await people(1)) as [TestShopper]
  const asked = { lines: [{ skuId, quantity: 1 }], addressId: ann.addressId, play: play(id, { open: 2 }), payableFen: 700 }
  const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(ann.client.placeOrder({ ...asked, requestId: randomUUID() }))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2)
  expect(new Set(codes)).toEqual(new Set(['ok', 'group_limit']))
  clock.advance({ minutes: 16 })
  await world.settle()
  const own = await buy(ann, play(id, { open: 2 }))
  expect(await codeOf(place(ann, play(id, { join: own.groupId })))).toBe('group_member_already')
  expect(await codeOf(place(ann, play(id, { any: 2 })))).toBe('group_none')
  expect(await codeOf(place(ann, play(id, { open: 2 }), 3))).toBe('group_pieces')
})

test('only new customers join where it says so', async () => {
  const { id } = await campaign({ newOnly: 'joiners' })
  const [ann, ben, cid] = (await people(3)) as [TestShopper, TestShopper, TestShopper]
  for (const who of [ann, ben]) {
    const bought = await world.place(who, [{ skuId, quantity: 1 }])
    await world.pay.notify((await world.payAtChannel(who, bought.id)).notification)
  }
  await world.settle()
  const first = await buy(ann, play(id, { open: 2 }))
  expect(await codeOf(place(ben, play(id, { join: first.groupId })))).toBe('group_new_only')
  expect(await stateOf(cid, await buy(cid, play(id, { join: first.groupId })))).toBe('paid')
})

test('who is paid back before the group is complete leaves a seat; a group that nobody is in any more is over', async () => {
  const { id } = await campaign()
  const [ann, ben] = (await people(2)) as [TestShopper, TestShopper]
  const first = await buy(ann, play(id, { open: 3 }))
  const second = await buy(ben, play(id, { join: first.groupId }))
  await shop.owner.refundOrder({ id: second.orderId, reason: '买家不要了' })
  await moneyArrives(second)
  expect(await world.shop().getGroup({ id: first.groupId })).toMatchObject({ state: 'open', paid: 1 })
  await shop.owner.refundOrder({ id: first.orderId, reason: '买家不要了' })
  await moneyArrives(first)
  expect(await world.shop().getGroup({ id: first.groupId })).toMatchObject({ state: 'failed', paid: 0 })
  expect(await stock()).toBe(30)
})

test('ending a campaign ends its groups: nobody opens or joins any more and everybody is paid back', async () => {
  const { id } = await campaign()
  const [ann, ben] = (await people(2)) as [TestShopper, TestShopper]
  const first = await buy(ann, play(id, { open: 2 }))
  expect(await codeOf(shop.owner.endGroupBuy({ id }))).toBe('ok')
  expect(await codeOf(place(ben, play(id, { join: first.groupId })))).toBe('group_buy_closed')
  await moneyArrives(first)
  expect(await stateOf(ann, first)).toBe('refunded')
  expect((await shop.owner.listGroups({ campaignId: id })).items).toMatchObject([
    { state: 'failed', members: [{ state: 'refunded', leader: true }] },
  ])
})

test('a campaign that makes no sense, of goods of others, or beside another of the product is refused; a size that is open stays', async () => {
  const other = await world.newShop()
  const theirs = await world.newProduct(other, [1])
  const price = { skuId, size: 2, priceFen: 800 }
  expect(await codeOf(campaign({ prices: [{ ...price, leaderPriceFen: 900 }] }))).toBe('group_buy_wrong')
  expect(await codeOf(campaign({ virtualFrom: 2 }))).toBe('group_buy_wrong')
  expect(await codeOf(campaign({ prices: [{ ...price, skuId: theirs.skuIds[0] }] }))).toBe('group_buy_goods_wrong')
  expect(await codeOf(campaign({ prices: [price, price] }))).toBe('group_buy_goods_wrong')
  const { id } = await campaign()
  expect(await codeOf(campaign())).toBe('group_buy_clash')
  const [ann] = (await people(1)) as [TestShopper]
  await buy(ann, play(id, { open: 3 }))
  const { state: _s, createdAt: _c, product: _p, results: _r, ...input } = await shop.owner.getGroupBuy({ id })
  expect(await codeOf(shop.owner.updateGroupBuy({ ...input, prices: [price] }))).toBe('group_size_in_use')
  expect(await shop.owner.updateGroupBuy({ ...input, title: '新名字' })).toMatchObject({ title: '新名字', state: 'running' })
  expect((await world.shop().listGroupBuyCards({})).items.find((one) => one.id === id)).toMatchObject({ priceFen: 600, listPriceFen: 1000 })
})
