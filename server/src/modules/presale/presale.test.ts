import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let people: TestShopper[]
let skuId: string

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
beforeEach(async () => {
  // Weeks pass in these tests: whoever signed in at the beginning would have to again.
  shop = await world.newShop()
  people = await crowd(3)
  ann = await world.newShopper()
  skuId = (await world.newProduct(shop, [30], 10_000)).skuIds[0] ?? ''
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  await settleRefunds()
  expect(await world.doctor()).toEqual([])
})

const crowd = (count: number) => Promise.all(Array.from({ length: count }, () => world.newShopper()))
const day = 86_400_000
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()
const numbers = (more: object = {}) => ({
  title: '新茶预售',
  priceFen: 9000,
  depositFen: 1000,
  worthFen: 2000,
  word: 'earnest' as const,
  refundBefore: false,
  unpaid: 'forfeit' as const,
  pieces: 10,
  perPerson: 3,
  startsAt: at(-1000),
  endsAt: at(3 * day),
  balanceStartsAt: at(4 * day),
  balanceEndsAt: at(6 * day),
  waitUntil: null as string | null,
  shipBy: at(20 * day),
  freeFreight: true,
  enabled: true,
  ...more,
})
const presaleWith = (more: object = {}) => shop.owner.createPresale({ kind: 'deposit', skuId, ...numbers(more) })
const fullWith = (more: object = {}) =>
  shop.owner.createPresale({
    kind: 'full',
    skuId,
    ...numbers({ depositFen: 0, worthFen: 0, balanceStartsAt: null, balanceEndsAt: null, ...more }),
  })
const begin = async (who: TestShopper, id: string, quantity = 1, more: object = {}) => {
  const { depositFen, worthFen } = await who.client.getPresale({ id })
  const sums = { depositFen: depositFen * quantity, worthFen: worthFen * quantity }
  const wish = {
    requestId: randomUUID(),
    quantity,
    ...sums,
    agreed: true as const,
    method: 'wechat_h5' as const,
    returnPath: null,
    ...more,
  }
  return (await who.client.startDeposit({ id, ...wish })).deposit
}
const attemptOf = async (id: string) => {
  const { items } = await shop.owner.listPayments({ subjects: id })
  return items[0]?.attempts.at(-1)?.number ?? ''
}
/** Paid at the channel; gives the notification. */
const payDeposit = async (id: string) => world.pay.pay(await attemptOf(id)) ?? ''
const paid = async (who: TestShopper, id: string, quantity = 1) => {
  const deposit = await begin(who, id, quantity)
  await world.pay.notify(await payDeposit(deposit.id))
  await world.settle()
  return deposit
}
const settleRefunds = async () => {
  const { rows } = await sql<{ number: string }>`select number from payment.refund where state in ('sent', 'unknown')`.execute(world.db)
  for (const { number } of rows) await world.pay.notify(world.pay.settleRefund(number, 'SUCCESS') ?? '')
  await world.settle()
}
const wishOf = (
  who: TestShopper,
  { campaignId, depositId, quantity = 1 }: { campaignId: string; depositId?: string; quantity?: number },
) => ({
  lines: [{ skuId, quantity }],
  addressId: who.addressId,
  play: { kind: 'presale', campaignId, joinId: depositId ?? null, pass: null },
})
const order = async (who: TestShopper, of: { campaignId: string; depositId?: string; quantity?: number }) => {
  const wish = wishOf(who, of)
  const { payableFen } = await who.client.quoteCheckout(wish)
  return who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
}
const payOrder = async (who: TestShopper, checkoutId: string) => {
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
const takenOf = async (id: string) => (await shop.owner.listAdminPresales({ pageSize: 100 })).items.find((one) => one.id === id)?.taken
const depositOf = (who: TestShopper, id: string) => who.client.getDeposit({ id })
const backOf = async (id: string) => (await shop.owner.listPayments({ subjects: id })).items[0]?.refundedFen
const stateOf = async (who: TestShopper, checkout: { orders: { id: string }[] }) =>
  (await who.client.getOrder({ id: checkout.orders[0]?.id ?? '' })).state

test('a deposit inflates: 10 yuan pay 20 of 90; weeks later the balance is an order, and sums count each fen once', async () => {
  const { id } = await presaleWith({ waitUntil: at(10 * day) })
  const deposit = await paid(ann, id)
  expect(await depositOf(ann, deposit.id)).toMatchObject({
    state: 'paid',
    depositFen: 1000,
    worthFen: 2000,
    balanceFen: 7000,
    canBuy: false,
  })
  expect(await codeOf(order(ann, { campaignId: id, depositId: deposit.id }))).toBe('presale_balance_closed')
  clock.advance({ days: 4 })
  await world.settle()
  const checkout = await order(ann, { campaignId: id, depositId: deposit.id })
  expect(checkout.payableFen).toBe(7000)
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'ordered', orderId: checkout.orders[0]?.id })
  await payOrder(ann, checkout.id)
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'bought', canBuy: false, canQuit: false })
  expect(await stateOf(ann, checkout)).toBe('waiting')
  expect(await ann.client.getOrderPresale({ id: checkout.orders[0]?.id ?? '' })).toMatchObject({
    kind: 'deposit',
    depositFen: 1000,
    worthFen: 2000,
    canQuit: false,
  })
  expect(await shop.owner.getPresaleResults({ id })).toMatchObject({
    joined: 1,
    depositsPaid: 1,
    converted: 1,
    depositsFen: 1000,
    ordersFen: 7000,
    gmvFen: 8000,
    givenFen: 1000,
    waiting: 1,
  })
  clock.advance({ days: 6 })
  await world.settle()
  expect(await stateOf(ann, checkout)).toBe('paid')
  expect(await takenOf(id)).toBe(1)
})

test('twenty people for the last five places: exactly five deposits, the others are told', async () => {
  const { id } = await presaleWith({ pieces: 5 })
  const codes = await Promise.all((await crowd(20)).map((who) => codeOf(begin(who, id))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(5)
  expect(codes.filter((code) => code === 'presale_gone')).toHaveLength(15)
  expect(await takenOf(id)).toBe(5)
  clock.advance({ minutes: 30 })
  await world.settle()
  expect(await takenOf(id)).toBe(0)
  expect(await codeOf(begin(people[0]!, id))).toBe('ok')
})

test('the same request twenty times is one deposit; more than one’s share is refused whoever asks at once', async () => {
  const { id } = await presaleWith()
  const requestId = randomUUID()
  const same = await Promise.all(Array.from({ length: 20 }, () => begin(ann, id, 1, { requestId })))
  expect(new Set(same.map((one) => one.id)).size).toBe(1)
  expect(await codeOf(begin(ann, id, 2, { requestId }))).toBe('key_reused')
  const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(begin(ann, id))))
  expect(codes.toSorted()).toEqual(['ok', 'ok', ...Array.from({ length: 4 }, () => 'presale_person_limit')])
})

test('the notification of a deposit twenty times over is one deposit; paid a second time it goes back', async () => {
  const { id } = await presaleWith()
  const deposit = await begin(ann, id)
  const first = await attemptOf(deposit.id)
  const notification = world.pay.pay(first) ?? ''
  await Promise.all(Array.from({ length: 20 }, () => world.pay.notify(notification)))
  await world.settle()
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'paid' })
  expect(await codeOf(ann.client.payDeposit({ id: deposit.id, method: 'wechat_native', returnPath: null }))).toBe('payment_paid')
  expect(await takenOf(id)).toBe(1)
})

test('paid too late: the place is taken again while there is one, and without one the money goes back by itself', async () => {
  const { id } = await presaleWith({ pieces: 1 })
  const [ben, carl] = [people[0]!, people[1]!]
  const late = await begin(ann, id)
  const notification = await payDeposit(late.id)
  await sql`update presale.deposit set held_until = ${clock.now()}, close_try_at = ${at(day)} where id = ${late.id}`.execute(world.db)
  await world.sweep()
  expect(await takenOf(id)).toBe(0)
  const winner = await paid(ben, id)
  await world.pay.notify(notification)
  await world.settle()
  await settleRefunds()
  expect(await depositOf(ann, late.id)).toMatchObject({ state: 'refunded', why: 'late', returnedFen: 1000 })
  expect(await backOf(late.id)).toBe(1000)
  expect(await depositOf(ben, winner.id)).toMatchObject({ state: 'paid' })
  const other = await presaleWith({ pieces: 1 })
  const again = await begin(carl, other.id)
  const theirs = await payDeposit(again.id)
  await sql`update presale.deposit set held_until = ${clock.now()}, close_try_at = ${at(day)} where id = ${again.id}`.execute(world.db)
  await world.sweep()
  await world.pay.notify(theirs)
  await world.settle()
  expect(await depositOf(carl, again.id)).toMatchObject({ state: 'paid' })
  expect(await takenOf(other.id)).toBe(1)
})

test('the balance is not paid in time: an earnest is forfeited or comes back, as its rule says; reminders are told once each', async () => {
  const strict = await presaleWith()
  const kind = await presaleWith({ unpaid: 'refund', refundBefore: true })
  const [lost, kept] = [await paid(ann, strict.id), await paid(ann, kind.id)]
  expect((await depositOf(ann, lost.id)).canQuit).toBe(false)
  expect(await codeOf(ann.client.quitDeposit({ id: lost.id }))).toBe('deposit_stays')
  const told = async (depositId: string) =>
    (
      await sql<{
        when: string
      }>`select payload->>'when' as when from kernel.outbox where name = 'presale.balance_due' and aggregate = ${depositId} order by id`.execute(
        world.db,
      )
    ).rows.map((row) => row.when)
  clock.advance({ days: 4 })
  await world.settle()
  expect(await told(lost.id)).toEqual(['open'])
  clock.advance({ days: 1, hours: 2 })
  await world.settle()
  await world.settle()
  expect(await told(lost.id)).toEqual(['open', 'last'])
  clock.advance({ days: 1 })
  await world.settle()
  await settleRefunds()
  expect(await depositOf(ann, lost.id)).toMatchObject({ state: 'forfeited', returnedFen: 0 })
  expect(await depositOf(ann, kept.id)).toMatchObject({ state: 'refunded', why: 'unpaid', returnedFen: 1000 })
  expect([await backOf(lost.id), await backOf(kept.id)]).toEqual([0, 1000])
  expect([await takenOf(strict.id), await takenOf(kind.id)]).toEqual([0, 0])
  expect(await shop.owner.getPresaleResults({ id: strict.id })).toMatchObject({ forfeited: 1, forfeitedFen: 1000, gmvFen: 0 })
})

test('goods that cannot be bought when the window closes are the shop’s fault: the earnest comes back, and as much again', async () => {
  const { id } = await presaleWith()
  const deposit = await paid(ann, id)
  const [row] = (await shop.owner.listAdminPresales({ pageSize: 1 })).items
  await shop.owner.setProductStates({ ids: [row?.goods?.productId ?? ''], state: 'off_sale' })
  clock.advance({ days: 7 })
  await world.settle()
  await settleRefunds()
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'refunded', why: 'shop' })
  expect(await backOf(deposit.id)).toBe(1000)
  expect((await ann.client.getWallet()).cashFen).toBe(1000)
})

test('an advance comes back whenever it is asked for, once; an earnest of more than a fifth is refused by the law', async () => {
  expect(await codeOf(presaleWith({ depositFen: 1801, worthFen: 2000 }))).toBe('presale_earnest_too_high')
  const { id, unpaid, refundBefore } = await presaleWith({ word: 'advance', depositFen: 4000, worthFen: 5000, refundBefore: false })
  expect([unpaid, refundBefore]).toEqual(['refund', true])
  const deposit = await paid(ann, id)
  clock.advance({ days: 5 })
  const answers = await Promise.all(Array.from({ length: 20 }, () => ann.client.quitDeposit({ id: deposit.id })))
  expect(new Set(answers.map((one) => one.state))).toEqual(new Set(['refunded']))
  await world.settle()
  await settleRefunds()
  expect(await backOf(deposit.id)).toBe(4000)
  expect(await takenOf(id)).toBe(0)
})

test('one of three pieces goes back: a third of the balance and a third of the deposit, and the rest with the rest', async () => {
  const { id } = await presaleWith()
  const deposit = await paid(ann, id, 3)
  clock.advance({ days: 4 })
  const checkout = await order(ann, { campaignId: id, depositId: deposit.id, quantity: 3 })
  expect(checkout.payableFen).toBe(21_000)
  await payOrder(ann, checkout.id)
  const orderId = checkout.orders[0]?.id ?? ''
  const { lines } = await ann.client.getOrder({ id: orderId })
  const calls = world.calls['order'] as unknown as { refundUnits: (input: object) => Promise<unknown> }
  const back = (quantity: number, key: string) =>
    calls.refundUnits({
      orderId,
      key,
      by: { actor: 'staff', name: '店长' },
      reason: '少一件',
      lines: [{ lineId: lines[0]?.id, quantity }],
      restock: false,
    })
  await Promise.all(Array.from({ length: 5 }, () => back(1, `one-${orderId}`)))
  await world.settle()
  await settleRefunds()
  expect(await backOf(deposit.id)).toBe(1000)
  expect(await backOf(checkout.id)).toBe(7000)
  // The channel wants a minute between two refunds of one payment.
  clock.advance({ minutes: 2 })
  await back(2, `two-${orderId}`)
  await world.settle()
  await settleRefunds()
  expect(await backOf(deposit.id)).toBe(3000)
  expect(await backOf(checkout.id)).toBe(21_000)
  expect(await shop.owner.getPresaleResults({ id })).toMatchObject({
    gmvFen: 24_000,
    ordersBackFen: 21_000,
    depositsBackFen: 3000,
    extraFen: 0,
  })
})

test('two balance orders of one deposit at once are one; unpaid and closed it can be ordered again', async () => {
  const { id } = await presaleWith()
  const deposit = await paid(ann, id)
  clock.advance({ days: 4 })
  const wish = wishOf(ann, { campaignId: id, depositId: deposit.id })
  const placing = await Promise.allSettled(
    Array.from({ length: 8 }, () => ann.client.placeOrder({ ...wish, payableFen: 7000, requestId: randomUUID() })),
  )
  const placed = placing.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(placed).toHaveLength(1)
  await ann.client.cancelOrder({ id: placed[0]?.orders[0]?.id ?? '', reason: '不想要了' })
  await world.settle()
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'paid', canBuy: true, orderId: null })
  expect(await codeOf(order(people[0]!, { campaignId: id, depositId: deposit.id }))).toBe('deposit_not_found')
  expect(await codeOf(order(ann, { campaignId: id, depositId: deposit.id, quantity: 2 }))).toBe('presale_not_that')
  await order(ann, { campaignId: id, depositId: deposit.id })
  clock.advance({ days: 3 })
  await world.settle()
  await world.settle()
  expect(await depositOf(ann, deposit.id)).toMatchObject({ state: 'forfeited' })
})

test('called off by the shop: deposits and orders go back, earnests twice, whatever state they are in, also when asked again', async () => {
  const { id } = await presaleWith({ waitUntil: at(10 * day) })
  const [ben, carl, dora] = [people[0]!, people[1]!, people[2]!]
  const [bought, waiting, ordered] = [await paid(ann, id), await paid(ben, id), await paid(carl, id)]
  const unpaid = await begin(dora, id)
  clock.advance({ days: 4 })
  const checkout = await order(ann, { campaignId: id, depositId: bought.id })
  await payOrder(ann, checkout.id)
  await order(carl, { campaignId: id, depositId: ordered.id })
  await Promise.all(Array.from({ length: 5 }, () => shop.owner.cancelPresale({ id })))
  for (let times = 0; times < 3; times += 1) {
    await world.settle()
    await settleRefunds()
  }
  expect(await Promise.all([bought, waiting, ordered].map(({ id: one }) => backOf(one)))).toEqual([1000, 1000, 1000])
  expect(await backOf(checkout.id)).toBe(7000)
  expect(await depositOf(dora, unpaid.id)).toMatchObject({ state: 'closed' })
  const wallets = await Promise.all([ann, ben, carl].map(async (who) => (await who.client.getWallet()).cashFen))
  expect(wallets).toEqual([1000, 1000, 1000])
  expect(await shop.owner.getPresaleResults({ id })).toMatchObject({ extraFen: 3000, depositsBackFen: 3000 })
  expect(await codeOf(shop.owner.updatePresale({ id, ...numbers() }))).toBe('presale_cancelled')
})

test('the full price: a place with the order, waits until it can be sent, can be called off by its shopper before', async () => {
  const { id } = await fullWith({ pieces: 3, perPerson: 2, waitUntil: at(5 * day) })
  const checkout = await order(ann, { campaignId: id, quantity: 2 })
  expect(checkout.payableFen).toBe(18_000)
  expect(await codeOf(order(ann, { campaignId: id }))).toBe('presale_person_limit')
  expect(await codeOf(order(people[0]!, { campaignId: id, quantity: 2 }))).toBe('presale_gone')
  const other = await order(people[0]!, { campaignId: id })
  await payOrder(ann, checkout.id)
  await payOrder(people[0]!, other.id)
  expect([await stateOf(ann, checkout), await stateOf(people[0]!, other)]).toEqual(['waiting', 'waiting'])
  const orderId = checkout.orders[0]?.id ?? ''
  expect(await ann.client.getOrderPresale({ id: orderId })).toMatchObject({ kind: 'full', canQuit: true, depositId: null })
  expect(await codeOf(people[0]!.client.quitPresaleOrder({ id: orderId }))).toBe('order_not_found')
  await ann.client.quitPresaleOrder({ id: orderId })
  await world.settle()
  await settleRefunds()
  expect(await stateOf(ann, checkout)).toBe('refunded')
  clock.advance({ days: 5 })
  await world.settle()
  expect(await stateOf(people[0]!, other)).toBe('paid')
  expect(await shop.owner.getPresaleResults({ id })).toMatchObject({ ordersPaid: 2, piecesSold: 3, ordersBackFen: 18_000, gmvFen: 27_000 })
})

test('ten buyers of the full price for three places: exactly three orders', async () => {
  const { id } = await fullWith({ pieces: 3 })
  const placed = await Promise.allSettled((await crowd(10)).map((who) => order(who, { campaignId: id })))
  expect(placed.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  for (const one of placed) if (one.status === 'rejected') expect((one.reason as ApiError).code).toBe('presale_gone')
  clock.advance({ days: 2 })
  await world.settle()
  expect(await takenOf(id)).toBe(0)
})

test('wrong numbers and times are refused; what was shown is what is agreed to; another shop sees nothing', async () => {
  expect(await codeOf(presaleWith({ worthFen: 999 }))).toBe('presale_numbers_wrong')
  expect(await codeOf(presaleWith({ worthFen: 9000 }))).toBe('presale_numbers_wrong')
  expect(await codeOf(presaleWith({ balanceStartsAt: null }))).toBe('presale_times_wrong')
  expect(await codeOf(presaleWith({ balanceEndsAt: at(2 * day) }))).toBe('presale_times_wrong')
  expect(await codeOf(presaleWith({ shipBy: at(day), waitUntil: at(2 * day) }))).toBe('presale_times_wrong')
  const { id } = await presaleWith()
  expect(await codeOf(begin(ann, id, 1, { worthFen: 3000 }))).toBe('presale_changed')
  expect(await codeOf(begin(ann, id, 1, { agreed: false }))).toBe('input_invalid')
  await shop.owner.endPresale({ id })
  expect(await codeOf(begin(ann, id))).toMatch(/presale_(closed|not_found)/)
  const rival = await world.newShop()
  expect(await codeOf(rival.owner.getPresaleResults({ id }))).toBe('presale_not_found')
})
