import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { dayOf } from '../../kernel/clock.ts'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date('2026-11-30T02:00:00Z'))
let world: World
let shop: TestShop
let people: TestShopper[]
let boss: TestShopper
let leaderId: string
let skuId: string

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  // Weeks pass in these tests, and the owner stays signed in.
  await sql`update staff.session set expires_at = '2099-01-01', last_seen_at = '2099-01-01'`.execute(world.db)
  people = await Promise.all(Array.from({ length: 20 }, () => world.newShopper()))
})
beforeEach(async () => {
  skuId = (await world.newProduct(shop, [50], 3000)).skuIds[0] ?? ''
  boss = await world.newShopper()
  leaderId = await newLeader(boss)
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const application = (more: object = {}) => ({
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
const newLeader = async (who: TestShopper): Promise<string> => {
  const { id } = await who.client.applyCommunityLeader({ shopId: shop.id, ...application() })
  await shop.owner.decideCommunityLeader({ id, state: 'approved' })
  return id
}
const hours = (count: number) => new Date(clock.now().getTime() + count * 3_600_000)
const input = (more: object = {}, item: object = {}) => ({
  title: '周末鲜果',
  opensAt: hours(-1).toISOString(),
  closesAt: hours(20).toISOString(),
  deliveryDay: dayOf(hours(44)),
  settleDays: 7,
  enabled: true,
  items: [{ skuId, priceFen: 1999, stock: 10, perPerson: 5, commissionBp: 1000, ...item }],
  ...more,
})
const newBatch = (more: object = {}, item: object = {}) => shop.owner.createCommunityBatch(input(more, item))
const wishOf = (batch: { id: string; deliveryDay: string; items: { id: string }[] }, quantity: number, at = leaderId) => ({
  lines: [{ skuId, quantity }],
  addressId: null,
  play: { kind: 'community', campaignId: batch.items[0]?.id ?? '', joinId: at, pass: null },
  deliveries: [
    {
      shopId: shop.id,
      kind: 'pickup' as const,
      pointId: at,
      day: batch.deliveryDay,
      span: '08:00-21:00',
      contact: { name: '李四', phone: '13900002222' },
    },
  ],
})
const order = async (who: TestShopper, batch: Parameters<typeof wishOf>[0], quantity = 1, at = leaderId) => {
  const wish = wishOf(batch, quantity, at)
  const { payableFen } = await who.client.quoteCheckout(wish)
  return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
}
const buy = async (who: TestShopper, batch: Parameters<typeof wishOf>[0], quantity = 1): Promise<string> => {
  const checkout = await order(who, batch, quantity)
  await world.pay.notify((await world.payAtChannel(who, checkout.id)).notification)
  await world.settle()
  return checkout.orders[0]?.id ?? ''
}
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const stateOf = async (who: TestShopper, id: string) => (await who.client.getOrder({ id })).state
const close = async (hoursOn = 21) => {
  clock.advance({ hours: hoursOn })
  await world.settle()
}
const backMoney = async (id: string) => {
  const { payment } = await shop.owner.getAdminOrder({ id })
  for (const refund of payment?.refunds ?? []) {
    const notice = world.pay.settleRefund(refund.number, 'SUCCESS')
    if (notice) await world.pay.notify(notice)
  }
  await world.settle()
}

test('ordered for a batch, waits until it closes, arrives, is handed out by its code at its point alone, and the leader is paid when refunds are over', async () => {
  const [ann, ben] = [people[0]!, people[1]!]
  const batch = await newBatch()
  const stranger = await world.newShopper()
  const otherId = await newLeader(stranger)
  const first = await buy(ann, batch, 2)
  const second = await buy(ben, batch, 1)
  expect(await stateOf(ann, first)).toBe('waiting')
  expect(
    await codeOf(
      boss.client.confirmCommunityArrival({ id: leaderId, batchId: batch.id, items: [{ itemId: batch.items[0]!.id, arrived: 3 }] }),
    ),
  ).toBe('community_batch_open')
  await close()
  expect(await stateOf(ann, first)).toBe('paid')
  expect(await codeOf(order(ann, batch))).toBe('community_batch_closed')

  const { items } = await boss.client.listLeaderBatches({ id: leaderId })
  expect(items).toMatchObject([{ id: batch.id, closed: true, arrived: false, orders: 2, items: [{ expected: 3, arrived: null }] }])
  const { code } = await ann.client.getOrderDelivery({ id: first })
  expect(await codeOf(boss.client.handOutCommunityOrder({ id: leaderId, code: code ?? '' }))).toBe('community_not_here')
  const count = { id: leaderId, batchId: batch.id, items: [{ itemId: batch.items[0]!.id, arrived: 3 }] }
  const answers = await Promise.all(Array.from({ length: 10 }, () => boss.client.confirmCommunityArrival(count)))
  for (const answer of answers) expect(answer).toEqual({ orders: 2, missing: 0 })
  await world.settle()
  expect((await ann.client.getOrderDelivery({ id: first })).state).toBe('ready')

  expect(await codeOf(stranger.client.handOutCommunityOrder({ id: otherId, code: code ?? '' }))).toBe('pickup_code_wrong')
  expect(await codeOf(stranger.client.handOutCommunityOrder({ id: leaderId, code: code ?? '' }))).toBe('community_leader_not_found')
  const tries = await Promise.all(
    Array.from({ length: 10 }, () => codeOf(boss.client.handOutCommunityOrder({ id: leaderId, code: code ?? '' }))),
  )
  expect(tries.filter((one) => one === 'ok')).toHaveLength(1)
  expect(await boss.client.handOutCommunityOrder({ id: leaderId, orderId: second })).toMatchObject({ receiver: '李四', quantity: 1 })
  await world.settle()
  expect(await stateOf(ann, first)).toBe('received')
  expect((await boss.client.listLeaderOrders({ id: leaderId, view: 'done' })).items).toHaveLength(2)

  const pending = (await boss.client.listMyCommunityLeaders()).items[0]
  expect(pending).toMatchObject({ pendingFen: 399 + 199, paidFen: 0 })
  clock.advance({ days: 8 })
  await world.settle()
  await world.settle()
  expect((await boss.client.getWallet()).cashFen).toBe(598)
  expect((await boss.client.listMyCommunityLeaders()).items[0]).toMatchObject({ pendingFen: 0, paidFen: 598 })

  // Refunded afterwards: what was paid for it is owed, and kept of what is earned next.
  const lineId = (await ben.client.getOrder({ id: second })).lines[0]?.id
  const calls = world.calls['order'] as unknown as Record<string, (input: object) => Promise<unknown>>
  const back = {
    key: `rotten:${second}`,
    orderId: second,
    lines: [{ lineId, quantity: 1, unshipped: 0 }],
    restock: false,
    reason: '坏果包赔',
  }
  await Promise.all(Array.from({ length: 5 }, () => calls['refundUnits']!({ ...back, by: { actor: 'staff', name: '店长' } })))
  await world.settle()
  await backMoney(second)
  expect((await boss.client.listMyCommunityLeaders()).items[0]).toMatchObject({ owedFen: 199 })
  const next = await newBatch()
  const third = await buy(ann, next, 1)
  await close()
  await boss.client.confirmCommunityArrival({ id: leaderId, batchId: next.id, items: [{ itemId: next.items[0]!.id, arrived: 1 }] })
  await world.settle()
  await boss.client.handOutCommunityOrder({ id: leaderId, orderId: third })
  await world.settle()
  clock.advance({ days: 8 })
  await world.settle()
  expect((await boss.client.getWallet()).cashFen).toBe(598)
  expect((await boss.client.listMyCommunityLeaders()).items[0]).toMatchObject({ owedFen: 0 })
  expect((await shop.owner.getCommunityBatch({ id: batch.id })).results).toMatchObject({
    orders: 2,
    pieces: 3,
    handed: 2,
    gmvFen: 3 * 1999,
    refundedFen: 1999,
  })
})

test('what is missing when the goods come is paid back to those who ordered last, once, and nobody else waits for it', async () => {
  const [ann, ben, cid] = [people[2]!, people[3]!, people[4]!]
  const batch = await newBatch()
  const orders = [await buy(ann, batch, 2), await buy(ben, batch, 3), await buy(cid, batch, 1)]
  await close()
  const count = (arrived: number) =>
    boss.client.confirmCommunityArrival({ id: leaderId, batchId: batch.id, items: [{ itemId: batch.items[0]!.id, arrived }] })
  expect(await codeOf(count(7))).toBe('community_count_wrong')
  expect(await count(4)).toEqual({ orders: 3, missing: 2 })
  expect(await count(4)).toEqual({ orders: 3, missing: 2 })
  expect(await codeOf(count(6))).toBe('key_reused')
  await world.settle()
  const refunded = async (who: TestShopper, id: string) => (await who.client.getOrder({ id })).lines[0]?.refunded
  expect([await refunded(ann, orders[0]!), await refunded(ben, orders[1]!), await refunded(cid, orders[2]!)]).toEqual([0, 1, 1])
  expect(await stateOf(cid, orders[2]!)).toBe('refunding')
  for (const id of orders) await backMoney(id)
  expect(await boss.client.handOutCommunityOrder({ id: leaderId, orderId: orders[1]! })).toMatchObject({ quantity: 2 })
  expect(await codeOf(boss.client.handOutCommunityOrder({ id: leaderId, orderId: orders[2]! }))).toMatch(
    /community_not_here|pickup_code_wrong/,
  )
  await world.settle()
  expect((await shop.owner.getCommunityBatch({ id: batch.id })).results).toMatchObject({ missing: 2, refundedFen: 2 * 1999 })
})

test('twenty people for the last three pieces: exactly three orders; unpaid ones come free for others', async () => {
  const batch = await newBatch({}, { stock: 3 })
  const placed = await Promise.allSettled(people.map((who) => order(who, batch)))
  expect(placed.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  for (const one of placed)
    if (one.status === 'rejected') expect((one.reason as ApiError).code).toMatch(/community_sold_out|lines_invalid|stock_short/)
  clock.advance({ minutes: 60 })
  await world.settle()
  expect((await shop.owner.getCommunityBatch({ id: batch.id })).items[0]?.taken).toBe(0)
  expect(await codeOf(order(people[0]!, batch))).toBe('ok')
})

test('so many for each person, whoever asks at once', async () => {
  const batch = await newBatch({}, { perPerson: 2 })
  const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(order(people[5]!, batch, 1))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(2)
  expect(codes.filter((code) => code === 'community_person_limit')).toHaveLength(4)
})

test('an order goes to the point of its leader and nowhere else, and no other order goes there', async () => {
  const who = people[6]!
  const batch = await newBatch()
  const otherId = await newLeader(await world.newShopper())
  const wish = wishOf(batch, 1)
  const { payableFen } = await who.client.quoteCheckout(wish)
  const place = (more: object) => codeOf(who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID(), ...more }))
  expect(await place({ deliveries: wishOf(batch, 1, otherId).deliveries })).toBe('delivery_choice_wrong')
  expect(await place({ deliveries: [], addressId: who.addressId })).toBe('delivery_choice_wrong')
  expect(await place({ deliveries: wish.deliveries.map((one) => ({ ...one, day: dayOf(hours(20)) })) })).toBe('delivery_choice_wrong')
  // An ordinary order knows nothing of the point.
  const plain = { ...wish, play: null }
  const quoted = await who.client.quoteCheckout(plain)
  expect(await codeOf(who.client.placeOrder({ ...plain, payableFen: quoted.payableFen, requestId: randomUUID() }))).toBe(
    'delivery_choice_wrong',
  )
  expect((await who.client.listDeliveryChoices({ id: shop.id })).items.map((one) => one.id)).not.toContain(leaderId)
  await shop.owner.decideCommunityLeader({ id: leaderId, state: 'paused' })
  expect(await place({})).toBe('community_leader_away')
})

test('a batch that is called off gives everybody their money back; one that has closed cannot be', async () => {
  const batch = await newBatch()
  const id = await buy(people[7]!, batch, 2)
  expect(await shop.owner.cancelCommunityBatch({ id: batch.id })).toMatchObject({ state: 'cancelled' })
  expect(await shop.owner.cancelCommunityBatch({ id: batch.id })).toMatchObject({ state: 'cancelled' })
  await world.settle()
  expect(await stateOf(people[7]!, id)).toBe('refunding')
  await backMoney(id)
  expect(await stateOf(people[7]!, id)).toBe('refunded')
  const other = await newBatch()
  await shop.owner.closeCommunityBatch({ id: other.id })
  expect(await codeOf(shop.owner.cancelCommunityBatch({ id: other.id }))).toBe('community_batch_over')
  expect(await codeOf(shop.owner.updateCommunityBatch({ id: other.id, ...input() }))).toBe('community_batch_over')
})

test('a shopper who goes back in time makes room for others; the sheet sums up what is left for each leader', async () => {
  const [ann, ben] = [people[8]!, people[9]!]
  const batch = await newBatch({}, { stock: 3 })
  const id = await buy(ann, batch, 3)
  expect(await codeOf(order(ben, batch))).toMatch(/community_sold_out|lines_invalid/)
  await shop.owner.refundOrder({ id, reason: '不想要了' })
  await world.settle()
  await backMoney(id)
  await buy(ben, batch, 2)
  await close()
  const response = await fetch(`${world.url}/api/admin/community-batches/${batch.id}/sheet.xlsx`, {
    headers: { authorization: `Bearer ${shop.tokens.owner}` },
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  const sums = book.worksheets[0]
  expect(sums?.getRow(3).values).toEqual(expect.arrayContaining(['文三路果蔬驿站', '王姐', 2]))
  expect(book.worksheets[1]?.getRow(3).values).toEqual(expect.arrayContaining(['李四', '2222', 2]))
})

test('leaders apply once for each shop, refused ones again; wrong batches are refused', async () => {
  const who = await world.newShopper()
  const ask = (more: object = {}) => who.client.applyCommunityLeader({ shopId: shop.id, ...application(more) })
  const ids = await Promise.all(Array.from({ length: 8 }, async () => (await ask()).id))
  expect(new Set(ids).size).toBe(1)
  expect(await codeOf(who.client.listLeaderOrders({ id: ids[0]! }))).toBe('community_leader_not_found')
  await shop.owner.decideCommunityLeader({ id: ids[0]!, state: 'rejected', reason: '离得太近' })
  expect(await ask({ pointName: '西门驿站' })).toMatchObject({ id: ids[0], state: 'applied', pointName: '西门驿站' })
  await shop.owner.decideCommunityLeader({ id: ids[0]!, state: 'approved' })
  expect(await codeOf(ask())).toBe('community_leader_decided')
  expect(await codeOf(shop.owner.decideCommunityLeader({ id: ids[0]!, state: 'rejected' }))).toBe('community_decision_wrong')
  expect(await codeOf(newBatch({ closesAt: hours(-2).toISOString() }))).toBe('community_times_wrong')
  expect(await codeOf(newBatch({ deliveryDay: dayOf(hours(24 * 9)) }))).toBe('community_times_wrong')
  const item = input().items[0]!
  expect(await codeOf(newBatch({ items: [item, item] }))).toBe('community_sku_twice')
  expect(await codeOf(newBatch({ items: [{ ...item, skuId: randomUUID() }] }))).toBe('community_goods_gone')
  const near = await who.client.listCommunityPoints({ lng: 120.13, lat: 30.28 })
  expect(near.items[0]).toMatchObject({ meters: 0 })
})
