import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testClock } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { newVirtual, orderVirtual } from '../../../test/virtual.ts'
import type { guardCalls } from '../../kernel/guard.ts'
import type { Interface } from '../../kernel/contract.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let guard: Interface<typeof guardCalls>['guardAct']

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  guard = world.calls['risk']!['guardAct'] as typeof guard
})
beforeEach(async () => {
  for (const { id } of (await shop.owner.listRiskRules()).items) await shop.owner.deleteRiskRule({ id })
  for (const { id } of (await shop.owner.listRiskListings({ page: 1, pageSize: 100 })).items) await shop.owner.deleteRiskListing({ id })
  await shop.owner.putRiskPolicy({ challengeFrom: null, reviewFrom: null, blockFrom: null, keepDays: 180 })
  clock.advance({ hours: 2 })
  ann = await world.newShopper()
})
afterAll(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
  await world.close()
})

type Rule = Parameters<TestShop['owner']['createRiskRule']>[0]
const rule = (more: Partial<Rule>): Rule => ({
  name: '测试规则',
  kinds: ['coupon'],
  measure: 'velocity',
  dimension: 'device',
  most: 3,
  windowMinutes: 60,
  accountHours: null,
  score: 40,
  action: 'block',
  enabled: true,
  ...more,
})
const device = () => `device-${randomUUID().slice(0, 12)}`
const act = (more: Partial<Parameters<typeof guard>[0]> = {}) => ({
  kind: 'coupon',
  shopperId: null,
  ip: '10.1.2.3',
  device: null,
  pass: null,
  phone: null,
  addressId: null,
  amountFen: null,
  play: null,
  ...more,
})
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
const codes = async (runs: readonly Promise<unknown>[]) => (await Promise.all(runs.map(codeOf))).toSorted()
const idOf = async (who: TestShopper) => (await who.client.getMe()).id

test('of twenty at once from one device exactly as many as the rule allows go on; others are not touched', async () => {
  await shop.owner.createRiskRule(rule({ kinds: ['login'], most: 5, action: 'challenge' }))
  const one = device()
  const asked = await codes(
    Array.from({ length: 20 }, (_, at) => guard(act({ kind: 'login', device: one, phone: `138000000${String(at).padStart(2, '0')}` }))),
  )
  expect(asked.filter((code) => code === 'ok')).toHaveLength(5)
  expect(asked.filter((code) => code === 'challenge_needed')).toHaveLength(15)
  expect(await codeOf(guard(act({ kind: 'login', device: device() })))).toBe('ok')
  expect(await codeOf(guard(act({ device: one })))).toBe('ok')
})

test('velocity hits with one more than it allows, within its window only', async () => {
  await shop.owner.createRiskRule(rule({}))
  const one = device()
  for (let at = 0; at < 3; at += 1) expect(await codeOf(guard(act({ device: one })))).toBe('ok')
  expect(await codeOf(guard(act({ device: one })))).toBe('act_blocked')
  clock.advance({ minutes: 61 })
  expect(await codeOf(guard(act({ device: one })))).toBe('ok')
})

test('concentration counts persons and not acts', async () => {
  await shop.owner.createRiskRule(rule({ measure: 'concentration', most: 2, dimension: 'ip' }))
  const ip = '10.9.9.9'
  const people = await Promise.all([world.newShopper(), world.newShopper(), world.newShopper()].map(async (one) => idOf(await one)))
  for (const shopperId of [people[0], people[1], people[0], people[1], people[0]])
    expect(await codeOf(guard(act({ ip, shopperId: shopperId ?? null })))).toBe('ok')
  expect(await codeOf(guard(act({ ip, shopperId: people[2] ?? null })))).toBe('act_blocked')
})

test('new accounts at one address are seen however it is written; an old account there is not', async () => {
  await shop.owner.createRiskRule(rule({ kinds: ['order'], measure: 'new_accounts', dimension: 'address', accountHours: 1, most: 1 }))
  const old = ann
  clock.advance({ hours: 2 })
  const young = await Promise.all([world.newShopper(), world.newShopper()])
  const go = async (who: TestShopper, detail: string) => {
    const phone = '13900000000'
    const { id } = await who.client.createAddress({ name: '李四', phone, districtCode: '110101', detail })
    return codeOf(guard(act({ kind: 'order', shopperId: await idOf(who), addressId: id })))
  }
  expect(await go(young[0], '东华门大街 8 号院 3 单元')).toBe('ok')
  expect(await go(young[1], '东华门大街8号院，3单元')).toBe('act_blocked')
  expect(await go(old, '东华门大街 8 号院 3 单元')).toBe('ok')
})

test('cash-out adds up money and hits beyond the sum', async () => {
  await shop.owner.createRiskRule(
    rule({ kinds: ['refund', 'withdraw'], measure: 'cash_out', dimension: 'shopper', most: 100_00, action: 'review' }),
  )
  const shopperId = await idOf(ann)
  await guard(act({ kind: 'withdraw', shopperId, amountFen: 60_00 }))
  await guard(act({ kind: 'withdraw', shopperId, amountFen: 40_00 }))
  expect(
    (await shop.owner.listRiskReviews({ page: 1, pageSize: 20, state: 'open' })).items.filter((one) => one.shopperId === shopperId),
  ).toEqual([])
  await guard(act({ kind: 'withdraw', shopperId, amountFen: 1 }))
  await guard(act({ kind: 'refund', shopperId }))
  const mine = (await shop.owner.listRiskReviews({ page: 1, pageSize: 20, state: 'open' })).items.filter(
    (one) => one.shopperId === shopperId,
  )
  expect(mine.map(({ kind, times }) => ({ kind, times }))).toEqual(
    expect.arrayContaining([
      { kind: 'withdraw', times: 1 },
      { kind: 'refund', times: 1 },
    ]),
  )
  expect(mine[0]?.reasons[0]).toMatchObject({ name: '测试规则', value: 100_01, most: 100_00 })
  const [first] = mine
  await shop.owner.decideRiskReview({ id: first!.id, pass: true, note: '已电话核实', list: 'allow' })
  expect(await codeOf(shop.owner.decideRiskReview({ id: first!.id, pass: false, note: '再来', list: 'none' }))).toBe('risk_review_decided')
  await guard(act({ kind: first!.kind, shopperId, amountFen: 500_00 }))
  const again = (await shop.owner.listRiskReviews({ page: 1, pageSize: 20, state: 'open' })).items
  expect(again.filter((one) => one.shopperId === shopperId && one.kind === first!.kind)).toEqual([])
})

test('scores add up: two rules that each only count are a challenge together', async () => {
  await shop.owner.putRiskPolicy({ challengeFrom: 60, reviewFrom: null, blockFrom: null, keepDays: 180 })
  await shop.owner.createRiskRule(rule({ most: 1, action: 'score', score: 30, name: '甲' }))
  await shop.owner.createRiskRule(rule({ most: 2, action: 'score', score: 30, name: '乙' }))
  const one = device()
  expect(await codeOf(guard(act({ device: one })))).toBe('ok')
  expect(await codeOf(guard(act({ device: one })))).toBe('ok')
  expect(await codeOf(guard(act({ device: one })))).toBe('challenge_needed')
  const hit = (await shop.owner.listRiskHits({ page: 1, pageSize: 1 })).items[0]
  expect(hit).toMatchObject({ score: 60, decision: 'challenge', passed: false, device: one })
  expect(hit?.reasons.map((reason) => reason.name)).toEqual(['甲', '乙'])
})

test('who passes the challenge goes on, a few times and for a while; a pass is of nobody else', async () => {
  await shop.owner.createRiskRule(rule({ kinds: ['code'], most: 0, action: 'challenge' }))
  const headers = { 'x-device': device() }
  const phone = '13811112222'
  const ask = (more: Record<string, string> = {}) =>
    world.request('POST', '/api/shop/login/codes', { body: { phone }, headers: { ...headers, ...more } })
  const refused = await ask()
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'challenge_needed', detail: { kind: 'code' } } } })
  const puzzle = (await world.request('POST', '/api/shop/challenges', { headers })).body
  expect(puzzle.puzzle.picture).toMatch(/^data:image\/svg\+xml;base64,/)
  const answer = (text: string, who = headers) =>
    world.request('POST', `/api/shop/challenges/${puzzle.id}/answer`, { body: { answer: text }, headers: who })
  expect((await answer('wrong')).body.error.code).toBe('challenge_wrong')
  expect((await answer(puzzle.demoAnswer, { 'x-device': device() })).body.error.code).toBe('challenge_over')
  const { pass } = (await answer(puzzle.demoAnswer)).body
  expect((await answer(puzzle.demoAnswer)).body.error.code).toBe('challenge_over')
  expect((await ask({ 'x-challenge-pass': pass, 'x-device': device() })).status).toBe(403)
  const uses = await Promise.all(Array.from({ length: 6 }, () => ask({ 'x-challenge-pass': pass })))
  expect(uses.filter((one) => one.status === 403)).toHaveLength(3)
  expect(uses.filter((one) => one.status === 200)).toHaveLength(1) // the others are told to wait for the next message
})

test('five wrong answers end a puzzle, also at once', async () => {
  const headers = { 'x-device': device() }
  const puzzle = (await world.request('POST', '/api/shop/challenges', { headers })).body
  const wrong = await Promise.all(
    Array.from({ length: 8 }, () => world.request('POST', `/api/shop/challenges/${puzzle.id}/answer`, { body: { answer: 'x' }, headers })),
  )
  expect(wrong.filter((one) => one.body.error.code === 'challenge_wrong')).toHaveLength(5)
  expect(
    (await world.request('POST', `/api/shop/challenges/${puzzle.id}/answer`, { body: { answer: puzzle.demoAnswer }, headers })).body.error
      .code,
  ).toBe('challenge_over')
})

test('who is listed is stopped, or let through whatever the rules say, until the entry ends', async () => {
  await shop.owner.createRiskRule(rule({ most: 0 }))
  const [good, bad] = [device(), device()]
  await shop.owner.putRiskListing({
    list: 'allow',
    dimension: 'device',
    value: good,
    note: '门店平板',
    until: new Date(clock.now().getTime() + 60_000).toISOString(),
  })
  await shop.owner.putRiskListing({ list: 'block', dimension: 'phone', value: '13700001111', note: '羊毛党', until: null })
  expect(await codeOf(guard(act({ device: good })))).toBe('ok')
  expect(await codeOf(guard(act({ device: bad })))).toBe('act_blocked')
  expect(await codeOf(guard(act({ kind: 'login', phone: '13700001111' })))).toBe('act_blocked')
  expect(await codeOf(guard(act({ kind: 'login', phone: '13700002222' })))).toBe('ok')
  clock.advance({ minutes: 2 })
  expect(await codeOf(guard(act({ device: good })))).toBe('act_blocked')
  expect((await shop.owner.listRiskListings({ page: 1, pageSize: 20 })).items.map((one) => one.label)).toContain('137****1111')
  expect(JSON.stringify(await world.db.selectFrom('risk.listing').selectAll().execute())).not.toContain('13700001111')
})

test('an order to be looked at is placed and paid and does not leave until somebody passed it', async () => {
  await shop.owner.createRiskRule(rule({ kinds: ['order'], dimension: 'shopper', most: 0, action: 'review' }))
  const { skuIds } = await world.newProduct(shop, [5])
  const buy = async () => {
    const checkout = await world.place(ann, [{ skuId: skuIds[0]!, quantity: 1 }])
    await world.settle()
    await world.pay.notify((await world.payAtChannel(ann, checkout.id)).notification)
    await world.settle()
    return checkout.orders[0]!.id
  }
  const ship = (id: string) =>
    shop.owner.shipOrder({
      id,
      requestId: randomUUID(),
      carrierCode: 'SF',
      trackingNumber: `SF${String(randomInt(1e12)).padStart(12, '0')}`,
      despiteAfterSales: true,
    })
  const [passed, refused] = [await buy(), await buy()]
  expect(await codeOf(ship(passed))).toBe('order_held')
  const waiting = (await shop.owner.listRiskReviews({ page: 1, pageSize: 20, state: 'open' })).items
  const of = (orderId: string) => waiting.find((one) => one.orderId === orderId)
  expect(of(passed)).toMatchObject({ kind: 'order', amountFen: 1000, score: 40 })
  await shop.owner.decideRiskReview({ id: of(passed)!.id, pass: true, note: '电话核实', list: 'none' })
  await shop.owner.decideRiskReview({ id: of(refused)!.id, pass: false, note: '收货地址为代收点', list: 'block' })
  await world.settle()
  expect(await codeOf(ship(passed))).toBe('ok')
  expect((await ann.client.getOrder({ id: refused })).state).toMatch(/^refund/)
  expect(await codeOf(world.place(ann, [{ skuId: skuIds[0]!, quantity: 1 }]))).toBe('act_blocked')
})

test('card keys of an order that is held are given when it is passed, and not before', async () => {
  await shop.owner.createRiskRule(rule({ kinds: ['order'], dimension: 'shopper', most: 0, action: 'review' }))
  const skuId = await newVirtual(world, shop, { delivery: 'card_key', keys: [`KEY-${randomUUID()}`] })
  const checkout = await orderVirtual(ann, [{ skuId, quantity: 1 }])
  await world.settle()
  await world.pay.notify((await world.payAtChannel(ann, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]!.id
  const state = async () => (await ann.client.getOrder({ id })).state
  expect(await state()).toBe('paid')
  const waiting = (await shop.owner.listRiskReviews({ page: 1, pageSize: 20, state: 'open' })).items.find((one) => one.orderId === id)
  await shop.owner.decideRiskReview({ id: waiting!.id, pass: true, note: '电话核实', list: 'none' })
  await world.settle()
  expect(['shipped', 'received']).toContain(await state())
})

test('a rule tried on what was done finds exactly what it would have hit live', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, async () => idOf(await world.newShopper())))
  const [one, two] = [device(), device()]
  const wanted = rule({ kinds: ['bargain'], measure: 'concentration', most: 2, action: 'score', score: 5 })
  const { id } = await shop.owner.createRiskRule(wanted)
  for (let at = 0; at < 30; at += 1) {
    await guard(act({ kind: 'bargain', device: at % 3 === 0 ? one : two, shopperId: people[(at * 7) % 6] ?? null }))
    clock.advance({ minutes: at % 5 === 0 ? 25 : 3 })
  }
  const live = (await shop.owner.listRiskHits({ page: 1, pageSize: 100, kind: 'bargain' })).items.filter((hit) =>
    hit.reasons.some((reason) => reason.ruleId === id),
  )
  const tried = await shop.owner.tryRiskRule({ rule: wanted, days: 1 })
  expect(live.length).toBeGreaterThan(5)
  expect(tried).toMatchObject({ acts: 30, hits: live.length })
  expect(tried.examples.map((example) => example.value)).toEqual(live.slice(0, 10).map((hit) => hit.reasons[0]?.value))
  expect(await shop.owner.tryRiskRule({ rule: { ...wanted, most: 6 }, days: 1 })).toMatchObject({ acts: 30, hits: 0, examples: [] })
})

test('a rule that makes no sense is refused; another shop sees nothing of it', async () => {
  const bad = [
    rule({ measure: 'concentration', dimension: 'shopper' }),
    rule({ measure: 'new_accounts' }),
    rule({ measure: 'cash_out' }),
    rule({ action: 'score', score: 0 }),
  ]
  for (const one of bad) expect(await codeOf(shop.owner.createRiskRule(one))).toBe('risk_rule_wrong')
  const other = await world.newShop()
  expect(await codeOf(other.owner.listRiskReviews({ page: 1, pageSize: 20 }))).toBe('platform_only')
})

test('what nobody has a rule for is written down all the same, to try rules on, and is forgotten in time', async () => {
  const one = device()
  await guard(act({ kind: 'refund', device: one }))
  const facts = () => world.db.selectFrom('risk.fact').select('seq').where('device', '=', one).execute()
  await expect.poll(facts, { timeout: 5000 }).toHaveLength(1)
  clock.advance({ days: 181 })
  await world.runCron('risk.forget')
  expect(await facts()).toEqual([])
})
