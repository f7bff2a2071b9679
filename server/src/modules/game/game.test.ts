import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError, testClock } from '../../../test/harness.ts'
import { couponInput } from '../promotion/testing/builders.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let ann: TestShopper
let people: TestShopper[]

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  people = await Promise.all(Array.from({ length: 30 }, () => world.newShopper()))
})
beforeEach(async () => {
  ann = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const day = 86_400_000
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()
const thanks = { title: '谢谢参与', kind: 'thanks' as const, costFen: 0, oddsBps: 0, stock: 0 }
const cup = (more: object = {}) => ({ title: '陶杯', kind: 'goods' as const, costFen: 5000, oddsBps: 10_000, stock: 5, ...more })
const settings = (more: object = {}) => ({
  title: '周年转盘',
  startsAt: at(-1000),
  endsAt: at(7 * day),
  enabled: true,
  freePerDay: 1,
  mostPerDay: 5,
  mostInAll: 20,
  pointsPrice: 0,
  shareChances: 0,
  orderChances: 0,
  prizes: [cup(), thanks],
  ...more,
})
type Put = { put: (input: object) => Promise<{ id: string }> }
/** As the platform puts it: points and red packets too. */
const putGame = async (more: object = {}) =>
  (await (world.calls['game'] as unknown as Put).put({ shopId: shop.id, kind: 'wheel', rules: '', ...settings(more) })).id
const draw = (who: TestShopper, id: string, requestId = randomUUID()) => who.client.drawPrize({ id, requestId })
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
    return 'ok'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}
const shopperId = async (who: TestShopper) => (await who.client.getMe()).id
const pointsFor = async (who: TestShopper, points: number) => {
  const calls = world.calls['points'] as unknown as { earn: (input: object) => Promise<unknown> }
  await calls.earn({ key: randomUUID(), shopperId: await shopperId(who), points, note: '测试' })
}
const prizesOf = async (id: string) => (await shop.owner.getGameResults({ id })).prizes

test('thirty people for five cups: exactly five, all others get thanks; the odds are shown as they are', async () => {
  const id = await putGame()
  expect((await people[0]!.client.getGame({ id })).prizes).toMatchObject([
    { oddsBps: 10_000, left: 5 },
    { oddsBps: 0, left: null },
  ])
  const draws = await Promise.all(people.map((who) => draw(who, id)))
  expect(draws.filter((one) => one.kind === 'goods')).toHaveLength(5)
  expect(draws.filter((one) => one.kind === 'thanks')).toHaveLength(25)
  expect(new Set(draws.flatMap((one) => one.code ?? [])).size).toBe(5)
  expect(await prizesOf(id)).toMatchObject([
    { won: 5, rolled: 30 },
    { won: 25, rolled: 0 },
  ])
})

test('sold out, a prize falls to thanks and never to another, unless that one is named', async () => {
  const prizes = [cup({ stock: 1 }), cup({ title: '茶巾', oddsBps: 0, stock: 100 }), thanks]
  const plain = await putGame({ prizes })
  const named = await putGame({ prizes: [{ ...prizes[0], instead: 1 }, prizes[1], thanks] })
  const titles = async (id: string) =>
    (await Promise.all(people.slice(0, 8).map((who) => draw(who, id)))).map((one) => one.prize).toSorted()
  expect(await titles(plain)).toEqual(
    ['谢谢参与', '谢谢参与', '谢谢参与', '谢谢参与', '谢谢参与', '谢谢参与', '谢谢参与', '陶杯'].toSorted(),
  )
  expect(await titles(named)).toEqual(['茶巾', '茶巾', '茶巾', '茶巾', '茶巾', '茶巾', '茶巾', '陶杯'].toSorted())
})

test('the same request twenty times at once is one draw; without a chance there is none, tomorrow there is', async () => {
  const id = await putGame()
  const requestId = randomUUID()
  const same = await Promise.all(Array.from({ length: 20 }, () => draw(ann, id, requestId)))
  expect(new Set(same.map((one) => one.id)).size).toBe(1)
  const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(draw(ann, id))))
  expect(new Set(codes)).toEqual(new Set(['game_no_chance']))
  expect((await ann.client.getGame({ id })).mine).toMatchObject({ chances: 0, freeLeft: 0 })
  expect(await codeOf(draw(ann, await putGame(), requestId))).toBe('key_reused')
  clock.advance({ days: 1 })
  expect(await codeOf(draw(ann, id))).toBe('ok')
})

test('ten draws at once with three free ones are three; limits of a day and of all time hold', async () => {
  const id = await putGame({ freePerDay: 3, mostInAll: 4, prizes: [cup({ oddsBps: 0 }), thanks] })
  const tries = () => Promise.all(Array.from({ length: 10 }, () => codeOf(draw(ann, id))))
  expect((await tries()).filter((code) => code === 'ok')).toHaveLength(3)
  clock.advance({ days: 1 })
  const codes = await tries()
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes.filter((code) => code === 'game_person_limit')).toHaveLength(9)
})

test('points are given once, also when giving was cut off by a crash and done again', async () => {
  const id = await putGame({ prizes: [{ title: '88 积分', kind: 'points', points: 88, costFen: 88, oddsBps: 10_000, stock: 9 }, thanks] })
  const won = await draw(ann, id)
  expect(won).toMatchObject({ kind: 'points', state: 'given' })
  await sql`update game.draw set state = 'due', ended_at = null, try_at = ${clock.now()} where id = ${won.id}`.execute(world.db)
  await world.settle()
  expect((await ann.client.getMyPoints()).available).toBe(88)
  expect((await ann.client.listMyDraws({ id })).items).toMatchObject([{ id: won.id, state: 'given' }])
})

test('a red packet and a coupon come into their owner’s hands once; a coupon that cannot be had is said to have failed', async () => {
  const packet = { title: '红包', kind: 'red_packet', amountFen: 188, validDays: 7, costFen: 188, oddsBps: 10_000, stock: 9 }
  const first = await putGame({ prizes: [packet, thanks] })
  await draw(ann, first)
  expect((await ann.client.listRedPackets({})).availableFen).toBe(188)
  const template = await couponOf(1)
  const coupon = { title: '优惠券', kind: 'coupon', couponTemplateId: template, costFen: 500, oddsBps: 10_000, stock: 9 }
  const second = await putGame({ prizes: [coupon, thanks] })
  const won = await draw(ann, second)
  expect(won.state).toBe('given')
  await sql`update game.draw set state = 'due', ended_at = null, try_at = ${clock.now()} where id = ${won.id}`.execute(world.db)
  await world.settle()
  expect((await ann.client.listMyCoupons({})).items).toHaveLength(1)
  expect((await draw(people[0]!, second)).state).toBe('failed')
  expect(await shop.owner.getGameResults({ id: second })).toMatchObject({ failed: 1, costFen: 500 })
})
async function couponOf(stock: number): Promise<string> {
  const input = { ...couponInput({ stock, title: randomUUID() }), shopId: shop.id }
  return ((await world.calls['promotion']!['putCoupon']!(input)) as { id: string }).id
}

test('chances for points: bought once for each request whoever asks at once, never without the points', async () => {
  const id = await putGame({ freePerDay: 0, pointsPrice: 30 })
  await pointsFor(ann, 70)
  const requestId = randomUUID()
  const buy = (key = requestId, points = 30) => ann.client.buyGameChance({ id, requestId: key, points })
  expect(await codeOf(buy(randomUUID(), 20))).toBe('game_price_changed')
  await Promise.all(Array.from({ length: 10 }, () => buy()))
  expect((await ann.client.getMyPoints()).available).toBe(40)
  expect((await ann.client.getGame({ id })).mine).toMatchObject({ chances: 1, canBuy: true })
  const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(buy(randomUUID()))))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes.filter((code) => code === 'balance_short')).toHaveLength(4)
  expect((await ann.client.getMyPoints()).available).toBe(10)
  const draws = await Promise.all(Array.from({ length: 6 }, () => codeOf(draw(ann, id))))
  expect(draws.filter((code) => code === 'ok')).toHaveLength(2)
})

test('a chance whose points were taken before a crash is given by itself, and its points are taken once', async () => {
  const id = await putGame({ freePerDay: 0, pointsPrice: 30 })
  await pointsFor(ann, 100)
  const requestId = randomUUID()
  await ann.client.buyGameChance({ id, requestId, points: 30 })
  const who = await shopperId(ann)
  await sql`update game.chance set state = 'due', try_at = ${clock.now()} where shopper_id = ${who}`.execute(world.db)
  await sql`update game.person set extra = 0 where shopper_id = ${who} and game_id = ${id}`.execute(world.db)
  await world.settle()
  expect((await ann.client.getGame({ id })).mine?.chances).toBe(1)
  expect((await ann.client.getMyPoints()).available).toBe(70)
})

test('friends who come bring a chance each, once, and so many a day; oneself brings none', async () => {
  const id = await putGame({ freePerDay: 0, shareChances: 2 })
  const code = (await ann.client.getGame({ id })).mine?.code ?? ''
  await ann.client.visitGame({ id, code })
  await Promise.all(Array.from({ length: 5 }, () => people[0]!.client.visitGame({ id, code })))
  expect((await ann.client.getGame({ id })).mine?.chances).toBe(1)
  await Promise.all(people.slice(1, 6).map((who) => who.client.visitGame({ id, code })))
  expect((await ann.client.getGame({ id })).mine?.chances).toBe(2)
})

test('a paid order of the shop brings its chances, once', async () => {
  const id = await putGame({ freePerDay: 0, orderChances: 2 })
  const skuId = (await world.newProduct(shop, [5])).skuIds[0] ?? ''
  const checkout = await world.place(ann, [{ skuId, quantity: 1 }])
  const { notification } = await world.payAtChannel(ann, checkout.id)
  await Promise.all([world.pay.notify(notification), world.pay.notify(notification)])
  await world.settle()
  expect((await ann.client.getGame({ id })).mine?.chances).toBe(2)
})

test('a code is handed over once, by the shop it is of', async () => {
  const id = await putGame()
  const won = await draw(ann, id)
  const rival = await world.newShop()
  expect(await codeOf(rival.owner.handOverPrize({ id: won.id }))).toBe('game_draw_not_found')
  const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(shop.owner.handOverPrize({ id: won.id }))))
  expect(codes.toSorted()).toEqual(['game_handed', 'game_handed', 'game_handed', 'game_handed', 'ok'])
  expect((await shop.owner.listGameDraws({ id, code: won.code ?? '' })).items).toMatchObject([{ state: 'handed' }])
})

test('votes: one a day for each candidate and so many in all, whoever asks at once; the ranking follows', async () => {
  const candidates = ['甲', '乙', '丙', '丁'].map((title) => ({ title }))
  const id = await putGame({ kind: 'vote', freePerDay: 2, prizes: [], candidates })
  const [first, second, third] = (await ann.client.getGame({ id })).candidates.map((one) => one.id) as [string, string, string]
  await Promise.all(Array.from({ length: 20 }, () => ann.client.voteInGame({ id, candidateId: second })))
  expect((await ann.client.getGame({ id })).candidates[0]).toMatchObject({ id: second, votes: 1, rank: 1 })
  const codes = await Promise.all([first, third].map((candidateId) => codeOf(ann.client.voteInGame({ id, candidateId }))))
  expect(codes.toSorted()).toEqual(['game_no_votes', 'ok'])
  expect((await ann.client.getGame({ id })).mine).toMatchObject({ chances: 0 })
  await Promise.all(people.slice(0, 10).map((who) => who.client.voteInGame({ id, candidateId: third })))
  expect((await ann.client.getGame({ id })).candidates[0]).toMatchObject({ id: third, rank: 1 })
  clock.advance({ days: 1 })
  expect(await codeOf(ann.client.voteInGame({ id, candidateId: second }))).toBe('ok')
})

test('what was shown stays once somebody has played; wrong odds are refused, and a shop gives no points of the mall', async () => {
  const rules = { rules: '', candidates: [] }
  expect(
    await codeOf(shop.owner.createGame({ kind: 'wheel', ...rules, ...settings({ prizes: [cup(), cup({ oddsBps: 1 }), thanks] }) })),
  ).toBe('game_odds_wrong')
  expect(await codeOf(shop.owner.createGame({ kind: 'wheel', ...rules, ...settings({ prizes: [cup(), cup()] }) }))).toBe(
    'game_prizes_wrong',
  )
  const points = { title: '积分', kind: 'points' as const, points: 5, costFen: 5, oddsBps: 10, stock: 5 }
  // The first shop is the platform's; this one is not.
  const rival = await world.newShop()
  expect(await codeOf(rival.owner.createGame({ kind: 'wheel', ...rules, ...settings({ prizes: [points, thanks] }) }))).toBe(
    'game_prize_platform',
  )
  const { id, prizes } = await shop.owner.createGame({
    kind: 'scratch',
    ...rules,
    ...settings({ prizes: [cup({ oddsBps: 2500 }), thanks] }),
  })
  expect(prizes.map((one) => one.oddsBps)).toEqual([2500, 7500])
  await draw(ann, id)
  const change = (more: object) =>
    codeOf(shop.owner.updateGame({ id, ...rules, ...settings({ prizes: [cup({ oddsBps: 2500, ...more }), thanks] }) }))
  expect(await change({ oddsBps: 9000 })).toBe('game_fixed')
  expect(await change({ stock: 1 })).toBe('game_fixed')
  expect(await change({ stock: 50 })).toBe('ok')
  await shop.owner.endGame({ id })
  expect(await codeOf(draw(people[0]!, id))).toBe('game_closed')
})
