import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeSlot } from '../src/kernel/merge.ts'
import type { Interface } from '../src/kernel/contract.ts'
import { modules } from '../src/modules.ts'
import type { membershipCalls } from '../src/modules/membership/contract.ts'
import type { pointsCalls } from '../src/modules/points/contract.ts'
import type { redpacketCalls } from '../src/modules/redpacket/contract.ts'
import type { shopperCalls } from '../src/modules/shopper/contract.ts'
import type { walletCalls } from '../src/modules/wallet/contract.ts'
import { childOf } from './child.ts'
import { type ApiError, testClock } from './harness.ts'
import { startWorld, type TestShop, type World } from './world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
let calls: {
  points: Interface<typeof pointsCalls>
  wallet: Interface<typeof walletCalls>
  redpacket: Interface<typeof redpacketCalls>
  shopper: Interface<typeof shopperCalls>
  membership: Interface<typeof membershipCalls>
}
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop()
  calls = world.calls as unknown as typeof calls // loosely typed by the harness
})
afterAll(() => world.close())

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const newPhone = (): string => `137${String(randomInt(100_000_000)).padStart(8, '0')}`
const address = { name: '张三', phone: '13800000001', districtCode: '330106', detail: '文三路 1 号', isDefault: true }

interface Person {
  id: string
  token: string
  client: ReturnType<World['shop']>
  addressId: string
}

async function known(session: { token: string; shopper: { id: string } }): Promise<Person> {
  const client = world.shop(session.token)
  const { id: addressId } = await client.createAddress(address)
  return { id: session.shopper.id, token: session.token, client, addressId }
}
const byPhone = async (phone: string) => known(await world.shop().loginByPhone({ phone, code: await codeFor(phone) }))
const byDouyin = async (who: string = randomUUID(), union?: string) =>
  known(await world.shop().loginByMiniProgram({ platform: 'tt', code: world.douyin.loginCode(who, union) }))
async function codeFor(phone: string): Promise<string> {
  clock.advance({ minutes: 2 })
  return (await world.shop().sendLoginCode({ phone })).demoCode ?? ''
}
/** Rounds that are due later, as if that time had passed. */
async function laterRounds(): Promise<void> {
  clock.advance({ minutes: 30 })
  await world.settle()
}

async function give(person: Person, points: number, cashFen: number): Promise<void> {
  await calls.points.earn({ key: randomUUID(), shopperId: person.id, points, note: '试' })
  await calls.wallet.credit({ key: randomUUID(), shopperId: person.id, cashFen, giftFen: 100, kind: 'top_up', note: '试' })
  await calls.redpacket.grant({ source: randomUUID(), shopperId: person.id, title: '试', amountFen: 300, validDays: 9 })
}
const assetsOf = async (id: string) => {
  const [points, wallet, packets] = await Promise.all([
    calls.points.balance({ shopperId: id }),
    calls.wallet.balance({ shopperId: id }),
    calls.redpacket.balance({ shopperId: id }),
  ])
  return { points: points.available, wallet: wallet.availableFen, packets: packets.availableFen }
}

test('every table with a shopper in it is answered for by the module that owns it, when that module takes part in merging', async () => {
  const { rows } = await sql<{ place: string }>`select table_schema || '.' || table_name as place from information_schema.columns
    where column_name = 'shopper_id'`.execute(world.db)
  const taking = new Set(modules.filter((one) => one.plugsInto?.includes(mergeSlot)).map((one) => one.name.replaceAll('-', '_')))
  const plays = [
    'bargain',
    'group_buy',
    'flash_sale',
    'community',
    'presale',
    'game',
    'distribution',
    'share',
    'gift_card',
    'lucky_packet',
    'messaging',
  ]
  for (const name of ['order', 'cart', 'points', 'wallet', 'redpacket', 'promotion', 'membership', 'invoice', 'shopper', ...plays])
    expect(taking).toContain(name)
  const sources = await Promise.all(
    [...taking].map(
      (name) => import(`../src/modules/${name.replaceAll('_', '-')}/merge.ts`) as Promise<{ merging: { owned: { table: string }[] } }>,
    ),
  )
  const named = new Set(sources.flatMap((source) => source.merging.owned.map((owned) => owned.table)))
  // Sessions and sign-ins go over at once; seats are counted anew.
  const otherwise = ['shopper.session', 'shopper.identity', 'group_buy.person']
  const places = rows.map(({ place }) => place).filter((place) => taking.has(place.split('.')[0] ?? ''))
  expect(places.filter((place) => !named.has(place) && !otherwise.includes(place))).toEqual([])
})

test('a phone that another account has makes both one: all sums add up, old sessions end there, and staff read why', async () => {
  const phone = newPhone()
  const old = await byPhone(phone)
  const fresh = await byDouyin()
  await Promise.all([give(old, 50, 1000), give(fresh, 70, 2000)])
  for (const one of [old, fresh]) await calls.shopper.meet({ shopId: shop.id, shopperId: one.id })
  const { skuIds } = await world.newProduct(shop, [9, 9])
  await fresh.client.addCartLine({ skuId: skuIds[0] ?? '', quantity: 2 })
  await fresh.client.checkIn()
  await old.client.checkIn()
  const unpaid = await world.place({ ...fresh }, [{ skuId: skuIds[1] ?? '', quantity: 1 }])
  await world.settle()

  const result = await fresh.client.bindPhone({ phone, code: await codeFor(phone) })
  expect(result).toMatchObject({ merged: true, me: { id: old.id } })
  expect(await assetsOf(old.id)).toEqual({ points: 50 + 70 + 2 + 2, wallet: 1000 + 2000 + 200, packets: 600 })
  expect(await assetsOf(fresh.id)).toEqual({ points: 0, wallet: 0, packets: 0 })
  expect((await fresh.client.getMe()).id, 'the session goes on').toBe(old.id)
  expect((await old.client.listAddresses()).items.map((one) => one.isDefault)).toEqual([true, false])
  expect((await old.client.getCart()).shops).toHaveLength(1)
  expect((await old.client.getCheckout({ id: unpaid.id })).id, 'and the order is there').toBe(unpaid.id)
  expect((await world.shop().loginByPhone({ phone, code: await codeFor(phone) })).shopper.id).toBe(old.id)

  const { items } = await shop.owner.listShopperMerges({ id: old.id })
  expect(items).toMatchObject([{ fromId: fresh.id, reason: 'phone' }])
  const rows = await world.db.selectFrom('shopper.merge_step').select('items').where('module', '=', 'points').execute()
  expect(rows.flatMap((row) => row.items)).toContainEqual({
    what: 'points:points',
    moved: 72,
    combined: 0,
    sums: { from: 72, into: 52, after: 124 },
  })
  await laterRounds()
  expect(await world.doctor()).toEqual([])
})

test('twenty at once, in both directions and in a chain, are one merge each, and nothing is lost or doubled', async () => {
  const [a, b, c] = await Promise.all([byDouyin(), byDouyin(), byDouyin()])
  const phone = newPhone()
  await Promise.all([give(a, 10, 100), give(b, 20, 200), give(c, 30, 300)])
  await a.client.bindPhone({ phone, code: await codeFor(phone) })
  const codes = Array.from({ length: 20 }, () => world.douyin.phoneCode(phone))
  const outcomes = await Promise.all(
    codes.map((code, n) => refusal((n % 2 === 0 ? b : c).client.bindPhoneByProgram({ platform: 'tt', code }))),
  )
  expect(new Set(outcomes)).toEqual(new Set(['ok']))
  await world.settle()
  expect(await assetsOf(a.id)).toEqual({ points: 60, wallet: 900, packets: 900 })
  const rows = await world.db.selectFrom('shopper.merge').select('from_id').where('into_id', '=', a.id).execute()
  expect(rows.map((row) => row.from_id).toSorted()).toEqual([b.id, c.id].toSorted())
  await laterRounds()
  expect(await world.doctor()).toEqual([])
})

test('a union id that the platform tells later makes one person of two, the older account stays', async () => {
  const union = randomUUID()
  const who = randomUUID()
  const first = await byDouyin(who)
  clock.advance({ seconds: 5 })
  const second = await byDouyin(randomUUID(), union)
  await give(second, 5, 0)
  const again = await world.shop().loginByMiniProgram({ platform: 'tt', code: world.douyin.loginCode(who, union) })
  expect(again.shopper.id).toBe(first.id)
  expect((await second.client.getMe()).id).toBe(first.id)
  expect((await assetsOf(first.id)).points).toBe(5)
})

test('an account that is locked out does not come in by another, and one that has another phone keeps it', async () => {
  const phone = newPhone()
  const bad = await byPhone(phone)
  await world.db.updateTable('shopper.shopper').set({ disabled: true }).where('id', '=', bad.id).execute()
  const fresh = await byDouyin()
  expect(await refusal(fresh.client.bindPhone({ phone, code: await codeFor(phone) }))).toBe('account_disabled')
  const other = await byPhone(newPhone())
  const third = newPhone()
  expect(await refusal(other.client.bindPhone({ phone: third, code: await codeFor(third) }))).toBe('phone_other')
  expect(await refusal(fresh.client.bindPhoneByProgram({ platform: 'tt', code: world.douyin.phoneCode('5551234', '1') }))).toBe(
    'phone_foreign',
  )
})

test('limits of one person count what both have had: coupons stay, no more are given', async () => {
  const template = await shop.owner.createCouponTemplate({
    title: '满减',
    kind: 'amount',
    value: 100,
    thresholdFen: 0,
    scope: {},
    stock: 10,
    perShopper: 1,
    claimable: true,
    validDays: 7,
  })
  const phone = newPhone()
  const [old, fresh] = [await byPhone(phone), await byDouyin()]
  for (const one of [old, fresh]) await one.client.claimCoupon({ id: template.id })
  await fresh.client.bindPhone({ phone, code: await codeFor(phone) })
  expect((await old.client.listMyCoupons({})).items).toHaveLength(2)
  expect(await refusal(old.client.claimCoupon({ id: template.id }))).toBe('coupon_limit')
  await laterRounds()
  expect(await world.doctor()).toEqual([])
})

test('orders that are placed and paid while their account is merged are the account’s that stays, with points and stock exact', async () => {
  const phone = newPhone()
  const [old, fresh] = [await byPhone(phone), await byDouyin()]
  await give(fresh, 0, 0)
  const { skuIds } = await world.newProduct(shop, [50], 1000)
  const placing = Array.from({ length: 12 }, () =>
    world.place({ ...fresh }, [{ skuId: skuIds[0] ?? '', quantity: 1 }]).then(async (checkout) => {
      const paying = await world.payAtChannel({ ...fresh }, checkout.id)
      await world.pay.notify(paying.notification)
      return checkout.id
    }),
  )
  const code = await codeFor(phone)
  await sleep(30)
  const [placed] = await Promise.all([Promise.allSettled(placing), fresh.client.bindPhone({ phone, code })])
  const good = placed.filter((one) => one.status === 'fulfilled').length
  await world.settle()
  await laterRounds()
  expect((await old.client.listOrders({ limit: 50 })).items.filter((one) => one.paidAt !== null).length).toBe(good)
  expect((await calls.shopper.paidOrders({ shopId: shop.id, shopperId: old.id })).inShop).toBe(good)
  expect(await world.doctor()).toEqual([])
})

test('killed in the middle, a merge goes on where it was and ends whole', async () => {
  const child = await childOf(world)
  const pairs = []
  for (let n = 0; n < 4; n += 1) {
    const phone = newPhone()
    const [old, fresh] = [await byPhone(phone), await byDouyin()]
    await Promise.all([give(old, 1, 10), give(fresh, 2, 20)])
    pairs.push({ old, fresh, phone, code: await codeFor(phone) })
  }
  await child.start()
  const all = Promise.allSettled(
    pairs.map(({ fresh, phone, code }) =>
      fetch(`http://127.0.0.1:${child.port}/api/shop/me/phone`, {
        method: 'POST',
        headers: { authorization: `Bearer ${fresh.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ phone, code }),
      }),
    ),
  )
  const gone = pairs.map(({ fresh }) => fresh.id)
  const halfDone = async () => {
    const { rows } =
      await sql`select 1 from shopper.merge_step s join shopper.merge m on m.id = s.merge_id where m.from_id = any(${gone}::uuid[])`.execute(
        world.db,
      )
    return rows.length > 0
  }
  for (let waited = 0; waited < 5000 && !(await halfDone()); waited += 2) await sleep(2)
  await child.kill()
  await all
  const { rows } = await sql`select 1 from shopper.merge where from_id = any(${gone}::uuid[]) and moved_at is null`.execute(world.db)
  expect(rows.length, 'merges were cut in the middle').toBeGreaterThan(0)
  clock.advance({ minutes: 5 })
  await world.settle()
  await laterRounds()
  for (const { old, fresh, phone } of pairs) {
    if ((await fresh.client.getMe()).id === fresh.id) await fresh.client.bindPhone({ phone, code: await codeFor(phone) })
    expect(await assetsOf(old.id)).toEqual({ points: 3, wallet: 230, packets: 600 })
  }
  await laterRounds()
  expect(await world.doctor()).toEqual([])
})
