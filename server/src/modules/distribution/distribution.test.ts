import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AdminClient } from '../../../../clients/admin/client.ts'
import { ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

type Rule = Parameters<AdminClient['updateDistributionRule']>[0]

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let ben: TestShopper
let buyer: TestShopper

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
beforeEach(async () => {
  shop = await world.newShop()
  ;[ann, ben, buyer] = (await Promise.all([1, 2, 3].map(() => world.newShopper()))) as [TestShopper, TestShopper, TestShopper]
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const ruleWith = (more: Partial<Rule> = {}) =>
  shop.owner.updateDistributionRule({ enabled: true, approval: 'automatic', level1Bps: 1000, level2Bps: 333, ...more })
const apply = (who: TestShopper, code: string | null = null) =>
  who.client.applyForDistribution({ id: shop.id, name: '林一', phone: '13800000009', code })
const codeOf = async (who: TestShopper) => (await who.client.getMyDistribution({ id: shop.id })).me?.code ?? ''
const earningsOf = async (who: TestShopper) => (await who.client.getMyDistribution({ id: shop.id })).earnings
const visit = async (who: TestShopper, of: TestShopper) => who.client.noteDistributionVisit({ code: await codeOf(of) })
const errorOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const pay = async (who: TestShopper, checkoutId: string) => {
  await world.pay.notify((await world.payAtChannel(who, checkoutId)).notification)
  await world.settle()
}
interface Bought {
  orderId: string
  lineIds: string[]
}
async function buy(who: TestShopper, priceFen: number, quantity = 1): Promise<Bought> {
  return buyOf(who, (await world.newProduct(shop, [1000], priceFen)).skuIds[0], quantity)
}
async function buyOf(who: TestShopper, skuId: string | undefined, quantity: number): Promise<Bought> {
  const checkout = await world.place(who, [{ skuId: skuId ?? '', quantity }])
  await pay(who, checkout.id)
  const orderId = checkout.orders[0]?.id ?? ''
  return { orderId, lineIds: (await who.client.getOrder({ id: orderId })).lines.map((line) => line.id) }
}
const order = () => world.calls['order']!
const refund = async ({ orderId, lineIds }: Bought, quantity: number) => {
  const wish = { key: `test:${randomUUID()}`, orderId, lines: [{ lineId: lineIds[0], quantity }], restock: true, reason: '不想要了' }
  await order()['refundUnits']!({ ...wish, withFreight: false, by: { actor: 'staff', name: '测试' } })
}
/** Sent, received, and the days in which something can be asked for are over. */
const arrive = async (who: TestShopper, { orderId }: Bought) => {
  const { lines } = await who.client.getOrder({ id: orderId })
  const left = lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity - line.refunded })).filter((line) => line.quantity > 0)
  const number = `75${String(Math.random()).slice(2, 14)}`
  await order()['ship']!({ shopId: shop.id, orderId, key: randomUUID(), carrierCode: 'ZTO', number, lines: left, staffName: '仓管' })
  await world.settle()
  await who.client.confirmReceipt({ id: orderId })
  await world.settle()
}
const afterTheWindow = async () => {
  clock.advance({ days: 16 })
  await world.settle()
}
/** Ann brought Ben, and Ben brought the buyer. */
const chain = async (more: Partial<Rule> = {}) => {
  await ruleWith(more)
  await apply(ann)
  await apply(ben, await codeOf(ann))
  await visit(buyer, ben)
}

test('two levels earn on what was paid, floor to the fen; pending until the refund window is over, then withdrawn into the wallet', async () => {
  await chain()
  const bought = await buy(buyer, 1999, 3)
  // 5997: 599.7 and 199.7001
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 599, settledFen: 0, todayFen: 599, orders: 1, customers: 1 })
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 199, settledFen: 0, team: 1 })
  await arrive(buyer, bought)
  clock.advance({ days: 14 })
  await world.settle()
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 599, settledFen: 0 })
  clock.advance({ days: 2 })
  await world.settle()
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 0, settledFen: 599 })
  const wish = { id: shop.id, requestId: randomUUID(), amountFen: 500 }
  const answers = await Promise.all(Array.from({ length: 20 }, () => ben.client.withdrawCommission(wish)))
  expect(answers.every((answer) => answer.settledFen === 99)).toBe(true)
  await world.settle()
  expect(await ben.client.getWallet()).toMatchObject({ cashFen: 500, giftFen: 0 })
  expect(await errorOf(ben.client.withdrawCommission({ ...wish, amountFen: 400 }))).toBe('key_reused')
  expect(await errorOf(ben.client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen: 100 }))).toBe('commission_short')
  expect((await ben.client.listWalletEntries({})).items[0]).toMatchObject({ kind: 'commission', changeFen: 500 })
})

test('more than two levels are refused, and never paid: who brought whoever brought the seller earns nothing', async () => {
  expect(await errorOf(ruleWith({ levels: 3 as 2 }))).toBe('input_invalid')
  expect(await errorOf(shop.owner.updateDistributionRule({ level3Bps: 1 } as Rule))).toBe('input_invalid')
  await ruleWith()
  const top = await world.newShopper()
  await apply(top)
  await apply(ann, await codeOf(top))
  await apply(ben, await codeOf(ann))
  await visit(buyer, ben)
  await buy(buyer, 10_000)
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 1000 })
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 333, team: 1 })
  expect(await earningsOf(top)).toMatchObject({ pendingFen: 0, team: 1 })
  expect((await top.client.listMyTeam({ id: shop.id, level: 2 })).items).toHaveLength(1)
  await ruleWith({ levels: 1 })
  await buy(buyer, 10_000)
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 333 })
})

test('a tree has no loops: nobody is put under their own team, whoever tries at once', async () => {
  await ruleWith()
  await apply(ann)
  await apply(ben)
  const [a, b] = [await ann.client.getMyDistribution({ id: shop.id }), await ben.client.getMyDistribution({ id: shop.id })].map(
    (one) => one.me?.id ?? '',
  ) as [string, string]
  const answers = await Promise.all([
    errorOf(shop.owner.moveDistributor({ id: a, parentId: b })),
    errorOf(shop.owner.moveDistributor({ id: b, parentId: a })),
  ])
  expect(answers.toSorted()).toEqual(['distribution_loop', 'ok'])
  expect(await errorOf(shop.owner.moveDistributor({ id: a, parentId: a }))).toBe('distribution_loop')
})

test('two binders of one customer at once: exactly one has them, and protection keeps them until its last day', async () => {
  await ruleWith({ protectionDays: 15 })
  await apply(ann)
  await apply(ben)
  const codes = [await codeOf(ann), await codeOf(ben)]
  const visits = await Promise.all(Array.from({ length: 20 }, (_, n) => buyer.client.noteDistributionVisit({ code: codes[n % 2] ?? '' })))
  const has = [visits[0]?.customer, visits[1]?.customer]
  expect(has.filter(Boolean)).toHaveLength(1)
  expect(visits.every((one, n) => one.customer === has[n % 2])).toBe(true)
  const [first, second] = has[0] ? [ann, ben] : [ben, ann]
  clock.advance({ days: 14.9 })
  expect(await visit(buyer, second)).toMatchObject({ customer: false })
  clock.advance({ days: 0.2 })
  expect(await visit(buyer, second)).toMatchObject({ customer: true })
  expect(await visit(buyer, first)).toMatchObject({ customer: false })
  expect((await second.client.listMyCustomers({ id: shop.id })).items).toHaveLength(1)
  expect((await first.client.listMyCustomers({ id: shop.id })).items).toHaveLength(0)
})

test('bound by the first order: the last link before it counts; a customer whose time is over brings nothing', async () => {
  await ruleWith({ bindOn: 'order', protectionDays: 5, validDays: 10 })
  await apply(ann)
  await apply(ben)
  expect(await visit(buyer, ann)).toMatchObject({ customer: false })
  await visit(buyer, ben)
  await buy(buyer, 10_000)
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 1000, customers: 1 })
  clock.advance({ days: 11 })
  await buy(buyer, 10_000)
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 1000, customers: 0 })
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 0 })
})

test('nobody is their own customer; buying for oneself earns only where the shop says so', async () => {
  await ruleWith()
  await apply(ann)
  expect(await visit(ann, ann)).toMatchObject({ customer: false })
  await buy(ann, 10_000)
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 0, customers: 0 })
  await ruleWith({ selfPurchase: true })
  await buy(ann, 10_000)
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 1000 })
})

test('commission is on goods really paid: not on freight, discounts or points, and by the rate of product, category, rule', async () => {
  await chain()
  const { productId, skuIds } = await world.newProduct(shop, [10], 10_000)
  const categoryId = (await shop.owner.getAdminProduct({ id: productId })).categoryIds[0] ?? ''
  await shop.owner.putDistributionRate({ kind: 'category', targetId: categoryId, level1Bps: 2000, level2Bps: 0 })
  await shop.owner.createRule({
    title: '满减',
    group: 'g',
    scope: {},
    conditions: [{ type: 'min_spend', args: { amountFen: 5000 } }],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 5000, offFen: 1001 }] } },
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2099-01-01T00:00:00Z',
  })
  await pay(buyer, (await world.place(buyer, [{ skuId: skuIds[0] ?? '', quantity: 1 }])).id)
  // 20 % of 8999
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 1799 })
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 0 })
  await shop.owner.putDistributionRate({ kind: 'product', targetId: productId, level1Bps: 0, level2Bps: 0 })
  await pay(buyer, (await world.place(buyer, [{ skuId: skuIds[0] ?? '', quantity: 1 }])).id)
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 1799 })
  expect(await errorOf(shop.owner.putDistributionRate({ kind: 'product', targetId: productId, level1Bps: 4000, level2Bps: 1001 }))).toBe(
    'distribution_rule_wrong',
  )
})

test('random orders and refunds: what stays is exactly the rate of what stayed, whatever comes back and when', async () => {
  await chain({ level1Bps: 777, level2Bps: 123 })
  let seed = 7
  const dice = (sides: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % sides
  }
  const kept = new Map<string, { paid: number; share: (k: number) => number; left: number; quantity: number }>()
  for (let n = 0; n < 6; n += 1) {
    const price = 1 + dice(9999)
    const quantity = 1 + dice(7)
    const bought = await buy(buyer, price, quantity)
    let left = quantity
    for (let back = 0; back < dice(3); back += 1) {
      const some = 1 + dice(Math.max(1, left - 1))
      if (some >= left) break
      await refund(bought, some)
      left -= some
    }
    const paid = price * quantity
    kept.set(bought.orderId, { paid, share: (k) => Math.floor((k * paid) / quantity), left, quantity })
  }
  await world.settle()
  const due = (bps: number) =>
    [...kept.values()].reduce((sum, one) => {
      const stays = one.paid - one.share(one.quantity - one.left)
      return sum + Math.floor((stays * bps) / 10_000)
    }, 0)
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: due(777) })
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: due(123) })
})

test('claw-back after settlement takes what is there, the rest is a debt that the next commission pays', async () => {
  await chain()
  // Sessions of staff end after two weeks: what they do is done before.
  const later = (await world.newProduct(shop, [5], 8000)).skuIds[0]
  const bought = await buy(buyer, 10_000, 2)
  await arrive(buyer, bought)
  await afterTheWindow()
  expect(await earningsOf(ben)).toMatchObject({ settledFen: 2000 })
  await ben.client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen: 1500 })
  await refund(bought, 1)
  await world.settle()
  expect(await earningsOf(ben)).toMatchObject({ settledFen: 0, debtFen: 500 })
  expect(await errorOf(ben.client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen: 100 }))).toBe('commission_short')
  const next = await buyOf(buyer, later, 1)
  await arrive(buyer, next)
  await afterTheWindow()
  expect(await earningsOf(ben)).toMatchObject({ settledFen: 300, debtFen: 0, pendingFen: 0 })
  const { items } = await ben.client.listMyCommissions({ id: shop.id, state: 'settled' })
  expect(items.filter((one) => one.level === 1).map((one) => [one.amountFen, one.clawedFen])).toEqual([
    [800, 0],
    [2000, 1000],
  ])
})

test('a refund beside twenty settlements, and a withdrawal beside a claw-back: nothing is paid twice and nothing is lost', async () => {
  await chain()
  const bought = await buy(buyer, 10_000, 4)
  await arrive(buyer, bought)
  clock.advance({ days: 16 })
  await Promise.all([refund(bought, 1), ...Array.from({ length: 20 }, () => world.sweep())])
  await world.settle()
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 0, settledFen: 3000 })
  await Promise.all([
    refund(bought, 1).then(() => world.settle()),
    ...Array.from({ length: 10 }, () => errorOf(ben.client.withdrawCommission({ id: shop.id, requestId: randomUUID(), amountFen: 600 }))),
  ])
  await world.settle()
  const { settledFen = 0, debtFen = 0, withdrawnFen = 0 } = (await earningsOf(ben)) ?? {}
  expect(settledFen - debtFen + withdrawnFen).toBe(2000)
  expect((await ben.client.getWallet()).cashFen).toBe(withdrawnFen)
})

test('applications: a threshold, a review, a refusal that can be tried again, and an end that keeps what was earned', async () => {
  expect(await errorOf(apply(ann))).toBe('distribution_closed')
  await ruleWith({ approval: 'reviewed', threshold: 'spent', spentFen: 5000 })
  expect(await errorOf(apply(ann))).toBe('distribution_threshold')
  await buy(ann, 5000)
  await Promise.all(Array.from({ length: 20 }, () => apply(ann)))
  const { items, total } = await shop.owner.listDistributors({ state: 'applied' })
  expect(total).toBe(1)
  const id = items[0]?.id ?? ''
  expect(await earningsOf(ann)).toBeNull()
  await shop.owner.rejectDistributor({ id, reason: '资料不全' })
  expect((await apply(ann)).me).toMatchObject({ state: 'applied', reason: '' })
  expect(await shop.owner.approveDistributor({ id })).toMatchObject({ state: 'approved', reviewer: 'owner' })
  expect(await errorOf(shop.owner.approveDistributor({ id }))).toBe('distributor_moved')
  await visit(buyer, ann)
  await buy(buyer, 10_000)
  await shop.owner.stopDistributor({ id, reason: '违规推广' })
  await buy(buyer, 10_000)
  expect(await earningsOf(ann)).toMatchObject({ pendingFen: 1000 })
  expect(await errorOf(apply(ann))).toBe('distributor_stopped')
  expect(await shop.owner.getDistributionResults({})).toMatchObject({ orders: 1, gmvFen: 10_000, commissionFen: 1000, pendingFen: 1000 })
})

test('an order that is refunded whole leaves nothing; its commission is void', async () => {
  await chain()
  const bought = await buy(buyer, 10_000)
  await refund(bought, 1)
  await world.settle()
  expect(await earningsOf(ben)).toMatchObject({ pendingFen: 0, settledFen: 0, debtFen: 0 })
  expect((await shop.owner.listCommissions({})).items.every((one) => one.state === 'void' && one.clawedFen === one.amountFen)).toBe(true)
})

test('posters carry the seller’s code: a QR code for H5, the mini program’s own by its platform, nothing for others', async () => {
  await ruleWith()
  await apply(ann)
  const { productId } = await world.newProduct(shop, [5])
  const code = await codeOf(ann)
  for (const kind of ['h5', 'weapp'] as const) {
    const made = await ann.client.getDistributionPoster({ id: shop.id, productId, kind })
    expect(made.link).toMatch(new RegExp(`/product\\?id=${productId}&d=${code}$`))
    expect(made.image.slice(0, 30)).toMatch(/^data:image\/jpeg;base64,\/9j\//)
  }
  world.open.expireTokens()
  expect((await ann.client.getDistributionPoster({ id: shop.id, kind: 'weapp' })).code).toBe(code)
  expect(await errorOf(buyer.client.getDistributionPoster({ id: shop.id, productId }))).toBe('distributor_needed')
  expect(await errorOf(ann.client.getDistributionPoster({ id: shop.id, productId: randomUUID() }))).toBe('poster_goods_gone')
})

test('two accounts of one person who both sell become one seller: sums, customers and team go over, and nobody is their own customer', async () => {
  await ruleWith()
  await apply(ann)
  await apply(ben, await codeOf(ann))
  const below = await world.newShopper()
  await apply(below, await codeOf(ben))
  await visit(buyer, ben)
  await visit(ben, ann)
  const bought = await buy(buyer, 10_000)
  await arrive(buyer, bought)
  await afterTheWindow()
  const idOf = async (who: TestShopper) => (await who.client.getMe()).id
  const pair = { from: await idOf(ben), into: await idOf(ann) }
  const merge = () => world.calls['distribution']!['mergeShopper']!({ key: 'm1', ...pair })
  await merge()
  await merge()
  expect(await earningsOf(ann)).toMatchObject({ settledFen: 1333, customers: 1, team: 1 })
  await refund(bought, 1)
  await world.settle()
  expect(await earningsOf(ann)).toMatchObject({ settledFen: 0, debtFen: 0 })
  expect((await ann.client.listMyCustomers({ id: shop.id })).items).toHaveLength(1)
})
