import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Interface } from '../src/kernel/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { type ApiError, testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

/** What people have in plays goes over when two accounts turn out to be of one person, also while it is under way. */

const clock = testClock(new Date())
let world: World
let shop: TestShop
let calls: { points: Interface<typeof pointsCalls>; wallet: Interface<typeof walletCalls> }
let one: Person
let fresh: Person[]

beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  calls = world.calls as unknown as typeof calls // loosely typed by the harness
  shop = await world.newShop()
})
afterAll(() => world.close())
beforeEach(async () => {
  const phone = `136${String(randomInt(100_000_000)).padStart(8, '0')}`
  one = await known(await world.shop().loginByPhone({ phone, code: await codeFor(phone) }), phone)
  fresh = await Promise.all([stranger(), stranger()])
})

interface Person {
  id: string
  phone: string
  token: string
  client: ReturnType<World['shop']>
  addressId: string
}
async function known(session: { token: string; shopper: { id: string } }, phone = ''): Promise<Person> {
  const client = world.shop(session.token)
  const address = { name: '张三', phone: '13800000001', districtCode: '330106', detail: '文三路 1 号' }
  return { id: session.shopper.id, phone, token: session.token, client, addressId: (await client.createAddress(address)).id }
}
const stranger = async () => known(await world.shop().loginByMiniProgram({ platform: 'tt', code: world.douyin.loginCode(randomUUID()) }))
async function codeFor(phone: string): Promise<string> {
  clock.advance({ minutes: 2 })
  return (await world.shop().sendLoginCode({ phone })).demoCode ?? ''
}
const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const day = 86_400_000
const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()

/** Both fresh accounts turn out to be the one with the phone, twenty times at once. */
async function becomeOne(): Promise<void> {
  const codes = Array.from({ length: 20 }, () => world.douyin.phoneCode(one.phone))
  const outcomes = await Promise.all(codes.map((code, n) => refusal(fresh[n % 2]!.client.bindPhoneByProgram({ platform: 'tt', code }))))
  expect(new Set(outcomes)).toEqual(new Set(['ok']))
  await world.settle()
}
/** The books of everybody are right, and these schemas know the accounts that went no more. */
async function allRight(...schemas: string[]): Promise<void> {
  clock.advance({ minutes: 30 })
  await world.settle()
  const { rows } = await sql<{ schema: string; place: string; name: string }>`
    select table_schema as schema, table_name as place, column_name as name from information_schema.columns
    where table_schema = any(${schemas}) and data_type = 'uuid'`.execute(world.db)
  expect(rows.length).toBeGreaterThan(0)
  const ids = fresh.map(({ id }) => id)
  for (const { schema, place, name } of rows) {
    const left = await sql`select 1 from ${sql.id(schema, place)} where ${sql.id(name)} = any(${ids}::uuid[])`.execute(world.db)
    expect(left.rows.length, `${schema}.${place}.${name}`).toBe(0)
  }
  expect(await world.doctor()).toEqual([])
}

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
  const paid = await beginDeposit(fresh[0]!, id, requestId)
  await payDeposit(paid.id)
  const unpaid = await beginDeposit(fresh[1]!, id)
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
  const held = await order(fresh[0]!, full.id, null)
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
  await allRight('presale')
})

test('presale: a deposit that nobody pays after its account has gone gives its place back to both counts', async () => {
  const { id } = await presaleOf((await world.newProduct(shop, [30], 10_000)).skuIds[0] ?? '')
  await beginDeposit(fresh[0]!, id)
  await beginDeposit(one, id)
  await becomeOne()
  clock.advance({ minutes: 30 })
  await world.settle()
  expect((await shop.owner.listAdminPresales({ pageSize: 100 })).items.find((campaign) => campaign.id === id)?.taken).toBe(0)
  await beginDeposit(one, id)
  await allRight('presale')
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
  for (const who of [one, ...fresh]) await calls.points.earn({ key: randomUUID(), shopperId: who.id, points: 30, note: '试' })
  const requestId = randomUUID()
  const drawn = [one, fresh[0]!]
  for (const who of drawn) expect((await who.client.drawPrize({ id, requestId })).state).toBe('code')
  const bought = randomUUID()
  await fresh[1]!.client.buyGameChance({ id, requestId: bought, points: 30 })
  const code = (await fresh[1]!.client.getGame({ id })).mine?.code ?? ''
  // Its points were taken, and then the process was gone.
  await fresh[0]!.client.buyGameChance({ id, requestId: randomUUID(), points: 30 })
  await sql`update game.chance set state = 'due', try_at = ${clock.now()} where shopper_id = ${fresh[0]!.id}`.execute(world.db)
  await sql`update game.person set extra = 0 where shopper_id = ${fresh[0]!.id}`.execute(world.db)
  await becomeOne()
  clock.advance({ minutes: 1 })
  await world.settle()

  expect((await one.client.listMyDraws({ id })).items).toHaveLength(2)
  expect((await one.client.getGame({ id })).mine).toMatchObject({ chances: 2, freeLeft: 0 })
  await fresh[1]!.client.buyGameChance({ id, requestId: bought, points: 30 })
  expect((await one.client.getMyPoints()).available, 'the same wish again costs nothing').toBe(30)
  // A friend comes by the old link, and brings one chance, once.
  const friend = await world.newShopper()
  await Promise.all(Array.from({ length: 5 }, () => friend.client.visitGame({ id, code })))
  expect((await one.client.getGame({ id })).mine?.chances).toBe(3)
  const draws = await Promise.all(Array.from({ length: 8 }, () => refusal(one.client.drawPrize({ id, requestId: randomUUID() }))))
  expect(draws.filter((outcome) => outcome === 'ok')).toHaveLength(3)
  await allRight('game')
})

test('game: a friend who came with both accounts came once more to nobody', async () => {
  const id = await putGame({ shareChances: 5 })
  const friend = await world.newShopper()
  const code = (await friend.client.getGame({ id })).mine?.code ?? ''
  await fresh[0]!.client.visitGame({ id, code })
  await becomeOne()
  await one.client.visitGame({ id, code })
  expect((await friend.client.getGame({ id })).mine?.chances).toBe(2)
  await allRight('game')
})

test('game: who has voted with both accounts for one candidate on one day has voted once', async () => {
  const candidates = ['甲', '乙'].map((title) => ({ title }))
  const id = await putGame({ kind: 'vote', freePerDay: 2, prizes: [], candidates })
  const [first, second] = (await one.client.getGame({ id })).candidates.map((candidate) => candidate.id) as [string, string]
  for (const who of [one, ...fresh]) await who.client.voteInGame({ id, candidateId: first })
  await fresh[1]!.client.voteInGame({ id, candidateId: second })
  await becomeOne()
  const votes = new Map((await one.client.getGame({ id })).candidates.map((candidate) => [candidate.id, candidate.votes]))
  expect(votes).toEqual(
    new Map([
      [first, 1],
      [second, 1],
    ]),
  )
  expect((await one.client.getGame({ id })).mine).toMatchObject({ chances: 0 })
  await allRight('game')
})
