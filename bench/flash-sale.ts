import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoPassword } from '../demo/accounts.ts'
import { inRoot } from '../tools/launch/paths.ts'
import { endWithUs } from '../tools/launch/process.mjs'
import type { Shopping } from './buy.ts'
import { cpuSeconds } from './cpu.ts'
import { heat } from './hot.ts'
import type { Buyer } from './scenarios.ts'
import { post, storm, type Storm } from './storm.ts'

interface Sale {
  id: string
  skuId: string
  pieces: number
}

export interface FlashRush {
  bare: Costed
  rush: Costed
  /** Attempts that were let in, told to wait, told that it is gone. */
  answers: { in: number; waiting: number; gone: number }
  /** From the first attempt to the last order. */
  soldOutAfterSeconds: number
  orders: number
  faults: string[]
}

/** With the CPU time that the server spent on it. */
export type Costed = Storm & { cpuSeconds: number }

interface How {
  url: string
  serverPid: number
  redisUrl: string
  people: readonly Buyer[]
  pieces: number
  seconds: number
  connections: number
}

/** The bare ceiling, then a flash sale at which all people ask again and again, and whoever is let in orders; then what came of it is counted. */
export async function flashSale(shopping: Shopping, how: How): Promise<FlashRush> {
  const sale = await announce(shopping, how.pieces)
  const bare = await ceiling(how)
  const { rush, answers, bought, soldOutAfterSeconds } = await attack(shopping, sale, how)
  await shopping.till.quiet()
  const faults = [...(await lost(shopping, sale, { bought, people: how.people.length }))]
  const wrong = [...rush.statuses].filter(([status]) => status !== 200 && status !== 409)
  if (wrong.length > 0) faults.push(`answers other than let in, waiting or gone: ${JSON.stringify(wrong)}`)
  return { bare, rush, answers, soldOutAfterSeconds, orders: bought.length, faults }
}

async function announce(shopping: Shopping, pieces: number): Promise<Sale> {
  const { skuId } = await heat(shopping, pieces)
  const { door } = shopping
  const { body: session } = await door.ask('POST', '/api/admin/login', { body: { account: 'owner@demo', password: demoPassword } })
  const { token } = session
  const [startsAt, endsAt] = [-1000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString())
  const body = { title: '测压', startsAt, endsAt, items: [{ skuId, priceFen: 1, pieces, perPerson: 1 }] }
  const { status, body: made } = await door.ask('POST', '/api/admin/flash-sales', { token, body })
  if (status !== 200) throw new Error(`the flash sale was refused: ${status} ${JSON.stringify(made)}`)
  const { status: published } = await door.ask('POST', `/api/admin/flash-sales/${made.id}/publish`, { token })
  if (published !== 200) throw new Error(`the flash sale was not announced: ${published}`)
  await door.ask('GET', `/api/shop/flash-sales/${made.id}/counts`)
  return { id: made.id, skuId, pieces }
}

/** The same machine, the same generator, the least server. */
async function ceiling({ redisUrl, people, connections, seconds }: How): Promise<Costed> {
  const child = fork(inRoot('bench', 'bare.ts'), [redisUrl], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  endWithUs(child)
  const [url] = (await once(child, 'message')) as [string] // it sends its address
  const skuId = randomUUID()
  const requests = people.map((_, n) => post(url, '/bare', { body: { skuId, quantity: 1, shopper: `shopper-${n}` } }))
  let turn = 0
  const next = () => ({ request: requests[(turn += 1) % requests.length] ?? Buffer.alloc(0) })
  await storm({ url, connections, seconds: 2, next })
  const before = cpuSeconds(child.pid ?? 0)
  const found = await storm({ url, connections, seconds, next })
  const spent = cpuSeconds(child.pid ?? 0) - before
  child.kill()
  await once(child, 'exit')
  return { ...found, cpuSeconds: spent }
}

async function attack(shopping: Shopping, { id, skuId }: Sale, { url, serverPid, people, connections, seconds }: How) {
  const path = `/api/shop/flash-sales/${id}/enter`
  const crowd = people.map((who, n) => ({
    who,
    inside: false,
    request: post(url, path, { token: who.token, body: { skuId, quantity: 1, device: `bench-device-${n}` } }),
  }))
  const answers = { in: 0, waiting: 0, gone: 0 }
  const bought: string[] = []
  const orders: Promise<void>[] = []
  const start = performance.now()
  let soldOutAfterSeconds = 0
  const order = async (buyer: Buyer, pass: string): Promise<void> => {
    const checkoutId = await orderWith(shopping, buyer, { id, skuId, pass })
    if (!checkoutId) return
    bought.push(checkoutId)
    soldOutAfterSeconds = (performance.now() - start) / 1000
  }
  let turn = 0
  const next = () => {
    // Who is let in orders and asks no more.
    for (let tries = 0; tries < crowd.length && crowd[(turn += 1) % crowd.length]?.inside; tries += 1);
    const one = crowd[turn % crowd.length]!
    return {
      request: one.request,
      done: ({ status, body }: { status: number; body: string }) => {
        if (status === 409) answers.gone += 1
        else if (!body.includes('"state":"in"')) answers.waiting += 1
        else {
          answers.in += 1
          if (!one.inside) orders.push(order(one.who, JSON.parse(body).pass))
          one.inside = true
        }
      },
    }
  }
  const before = cpuSeconds(serverPid)
  const rush = await storm({ url, connections, seconds, next })
  const spent = cpuSeconds(serverPid) - before
  await Promise.all(orders)
  return { rush: { ...rush, cpuSeconds: spent }, answers, bought, soldOutAfterSeconds }
}

/** What the page does with a pass: one quote and one order. */
async function orderWith({ door }: Shopping, buyer: Buyer, sale: { id: string; skuId: string; pass: string }): Promise<string | undefined> {
  const play = { kind: 'flash-sale', campaignId: sale.id, pass: sale.pass }
  const wish = { lines: [{ skuId: sale.skuId, quantity: 1 }], addressId: buyer.addressId, coupons: [], play }
  const quote = await door.ask('POST', '/api/shop/checkout/quote', { token: buyer.token, body: wish })
  if (quote.status !== 200 || quote.body.invalid.length > 0) return undefined
  const body = { ...wish, requestId: randomUUID(), payableFen: quote.body.payableFen, fromCart: false }
  const placed = await door.ask('POST', '/api/shop/orders', { token: buyer.token, body })
  return placed.status === 200 ? placed.body.id : undefined
}

/** Exactly as many orders as there are pieces or people, each that was answered is there, and each has its place. */
async function lost({ till }: Shopping, { id, pieces }: Sale, { bought, people }: { bought: string[]; people: number }): Promise<string[]> {
  await sleep(200)
  const faults: string[] = []
  const wanted = Math.min(pieces, people)
  const [row] = await till.query<{ orders: number; there: number; taken: number }>(
    `select count(*)::int as orders, count(*) filter (where o.checkout_id = any($2))::int as there,
       (select sum(taken)::int from flash_sale.item where session_id = $1) as taken
     from flash_sale.place p join "order"."order" o on o.id = p.order_id where p.session_id = $1 and p.state in ('held', 'kept')`,
    [id, bought],
  )
  if (row?.orders !== wanted) faults.push(`${wanted} orders were to be had, and there are ${row?.orders}`)
  if (row?.taken !== wanted) faults.push(`${wanted} pieces were to be had, and ${row?.taken} are taken`)
  if (row?.there !== bought.length) faults.push(`${bought.length} orders were answered, and ${row?.there} are there`)
  return faults
}
