import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startRedis, type RedisServer } from '../../tools/redis.ts'
import { createShopClient, type ShopClient } from '../../clients/shop/client.ts'
import { openRedis, script } from '../src/kernel/redis.ts'
import { createLog } from '../src/kernel/log.ts'
import { type Child, childOf } from './child.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Two processes with one gate in Redis: that of the test, and one that can be killed at any point.
let redis: RedisServer
let world: World
let shop: TestShop
let crowd: TestShopper[]
let child: Child
let hand: pg.Client

beforeAll(async () => {
  redis = await startRedis()
  world = await startWorld({ config: { redisUrl: redis.url, databasePool: 20 } })
  shop = await world.newShop()
  crowd = await Promise.all(Array.from({ length: 60 }, () => world.newShopper()))
  child = await childOf(world, { REDIS_URL: redis.url, ROLES: 'http' })
  await child.start()
  hand = new pg.Client({ connectionString: world.config.databaseUrl })
  await hand.connect()
}, 180_000)
afterAll(async () => {
  await hand.end()
  await child.kill()
  await world.close()
  await redis.stop()
})
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const clientOf = (url: string, token: string): ShopClient =>
  createShopClient(async ({ method, path, body }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error.code)
    return answer
  })
const here = (who: TestShopper) => clientOf(world.url, who.token)
const there = (who: TestShopper) => clientOf(`http://127.0.0.1:${child.port}`, who.token)
const someone = (index: number) => crowd[index] as TestShopper
const codeOf = (run: Promise<unknown>): Promise<string> => run.then(() => 'ok', (error: Error) => error.message) // prettier-ignore

interface Sale {
  id: string
  skuId: string
}
async function sale(pieces: number): Promise<Sale> {
  const { skuIds } = await world.newProduct(shop, [pieces + 5])
  const skuId = skuIds[0] ?? ''
  const [startsAt, endsAt] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString())
  const { id } = await shop.owner.createFlashSession({
    title: '整点秒杀',
    startsAt: startsAt ?? '',
    endsAt: endsAt ?? '',
    items: [{ skuId, priceFen: 600, pieces, perPerson: 1 }],
  })
  await shop.owner.publishFlashSession({ id })
  return { id, skuId }
}
const takenOf = async ({ id }: Sale) => (await shop.owner.getFlashSession({ id })).items[0]?.taken
const wishOf = (who: TestShopper, { id, skuId }: Sale, pass: string) => ({
  lines: [{ skuId, quantity: 1 }],
  addressId: who.addressId,
  play: { kind: 'flash-sale', campaignId: id, pass },
  requestId: crypto.randomUUID(),
  payableFen: 600,
})

/** Like the page: asks until there is an answer, then orders. */
async function attend(who: TestShopper, client: ShopClient, { id, skuId }: Sale): Promise<string> {
  for (;;) {
    const { pass } = await client.enterFlashSale({ id, skuId })
    if (!pass) {
      await sleep(100)
      continue
    }
    await client.placeOrder(wishOf(who, { id, skuId }, pass))
    return 'ok'
  }
}
const outcomes = async (all: readonly Promise<unknown>[]) => Object.groupBy(await Promise.all(all.map(codeOf)), (code) => code)

test('sixty people at twenty pieces over two processes get exactly twenty, the others are told that it is sold out and can buy elsewhere', async () => {
  const one = await sale(20)
  const all = await outcomes(crowd.map((who, n) => attend(who, n % 2 ? here(who) : there(who), one)))
  expect(all['ok']).toHaveLength(20)
  expect(Object.keys(all).sort()).toEqual(['flash_sold_out', 'ok'])
  expect(await takenOf(one)).toBe(20)
  const { orders, people } = await shop.owner.getFlashNumbers({ id: one.id })
  expect({ orders, people }).toEqual({ orders: 20, people: 20 })
  const other = await sale(60)
  expect((await outcomes(crowd.map((who, n) => attend(who, n % 2 ? there(who) : here(who), other))))['ok']).toHaveLength(60)
}, 240_000)

test('the same while the gate is emptied again and again, and taken away in the middle: speed is lost, no piece and nobody', async () => {
  const one = await sale(25)
  const breaker = openRedis(redis.url, createLog('silent'))
  await breaker.ready(5000)
  let over = false
  const breaking = (async () => {
    for (let n = 0; !over; n += 1) {
      await breaker.run(script(`redis.call('FLUSHALL') return ${n}`), 'x', []).catch(() => 0)
      await sleep(40)
    }
  })()
  const all = outcomes(crowd.map((who, n) => attend(who, n % 2 ? here(who) : there(who), one)))
  await sleep(700)
  const port = Number(new URL(redis.url).port)
  await redis.stop()
  await sleep(700)
  redis = await startRedis({ port })
  const codes = await all
  over = true
  await breaking
  breaker.close()
  expect(codes['ok']).toHaveLength(25)
  expect(Object.keys(codes).sort()).toEqual(['flash_sold_out', 'ok'])
  expect(await takenOf(one)).toBe(25)
}, 240_000)

/** A request to the other process, caught where it waits for what we hold, and the process killed there. */
async function killedAt(lock: string, reached: string, request: () => Promise<unknown>): Promise<void> {
  await hand.query('begin')
  await hand.query(lock)
  const asked = codeOf(request())
  for (let tries = 0; ; tries += 1) {
    const { rows } = await sql<{ there: boolean }>`select ${sql.raw(reached)} as there`.execute(world.db)
    if (rows[0]?.there) break
    if (tries > 2400) throw new Error('it does not come so far')
    await sleep(25)
  }
  await child.kill()
  await hand.query('rollback')
  expect(await asked).not.toBe('ok')
  await child.start()
}
const waits = (forTable: string) =>
  `exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%${forTable}%')`
/** As if half a minute had gone by: what a process that died left undone is then taken to be nobody's. */
const later = async () => {
  await sql`update flash_sale.place set created_at = created_at - interval '31 seconds' where state = 'held'`.execute(world.db)
  await sql`update "order".placement set claimed_at = claimed_at - interval '31 seconds' where checkout_id is null`.execute(world.db)
}

test('killed between gate and place: no piece is gone, and the same request with the same pass is an order', async () => {
  const [one, who] = [await sale(1), someone(0)]
  const pass = (await there(who).enterFlashSale({ id: one.id, skuId: one.skuId })).pass ?? ''
  const wish = wishOf(who, one, pass)
  const lock = `select 1 from flash_sale.item where session_id = '${one.id}' for no key update`
  await killedAt(lock, waits('flash_sale.item'), () => there(who).placeOrder(wish))
  expect(await takenOf(one)).toBe(0)
  await later()
  expect(await codeOf(there(who).placeOrder(wish))).toBe('ok')
  expect(await takenOf(one)).toBe(1)
  expect(await codeOf(attend(someone(1), here(someone(1)), one))).toBe('flash_sold_out')
}, 240_000)

test('killed between place and order: the same request has the piece still, once; if nobody comes back, another may have it', async () => {
  for (const comesBack of [true, false]) {
    const [one, who] = [await sale(1), someone(comesBack ? 2 : 3)]
    const pass = (await there(who).enterFlashSale({ id: one.id, skuId: one.skuId })).pass ?? ''
    const wish = wishOf(who, one, pass)
    const reached = `exists (select from flash_sale.place where session_id = '${one.id}') and ${waits('"order"."order"')}`
    await killedAt('lock table "order"."order" in share row exclusive mode', reached, () => there(who).placeOrder(wish))
    expect(await takenOf(one), 'it is held for the order that never came').toBe(1)
    expect(await codeOf(attend(someone(4), here(someone(4)), one))).toBe('flash_sold_out')
    await later()
    if (comesBack) expect(await codeOf(there(who).placeOrder(wish))).toBe('ok')
    else {
      await world.sweep()
      expect(await takenOf(one)).toBe(0)
      await sleep(1050)
      expect(await codeOf(attend(someone(5), here(someone(5)), one))).toBe('ok')
    }
    expect(await takenOf(one)).toBe(1)
    expect((await shop.owner.getFlashNumbers({ id: one.id })).unpaidOrders).toBe(1)
  }
}, 240_000)

test('killed between order and payment, and between payment and what follows: the place is kept, and the order is paid', async () => {
  const [one, who] = [await sale(1), someone(6)]
  const pass = (await there(who).enterFlashSale({ id: one.id, skuId: one.skuId })).pass ?? ''
  const { id, orders } = await there(who).placeOrder(wishOf(who, one, pass))
  await child.kill()
  await child.start()
  expect(await takenOf(one)).toBe(1)
  const { number } = await there(who).payCheckout({ id, method: 'wechat_h5' })
  const notification = world.pay.pay(number) ?? ''
  await child.kill()
  await child.start()
  await world.pay.notify(notification)
  await world.settle()
  expect((await here(who).getOrder({ id: orders[0]?.id ?? '' })).state).toBe('paid')
  expect(await shop.owner.getFlashNumbers({ id: one.id })).toMatchObject({ orders: 1, paidOrders: 1, paidPieces: 1, unpaidOrders: 0 })
  expect(await takenOf(one)).toBe(1)
}, 240_000)
