import { randomUUID } from 'node:crypto'
import { demoPassword } from '../demo/accounts.ts'
import { buy, type Shopping } from './buy.ts'
import { load, type Measured } from './load.ts'
import { type Buyer, parcels } from './scenarios.ts'

export interface HotSku {
  productId: string
  skuId: string
}

export interface Rush {
  buying: Measured
  reading: Measured
  /** Paid orders there are now for it that were not there before. */
  sold: number
  faults: string[]
}

/** An SKU that anybody may buy as often as they like, of which there are so many pieces now and no more. */
export async function heat({ door }: Shopping, pieces: number): Promise<HotSku> {
  const { body: session } = await door.ask('POST', '/api/admin/login', { body: { account: 'owner@demo', password: demoPassword } })
  const { token } = session
  const { body: levels } = await door.ask('GET', '/api/admin/stock?pageSize=100', { token })
  for (const { skuId, productId, tracked } of levels.items) {
    const { status, body: product } = await door.ask('GET', `/api/shop/products/${productId}`)
    if (tracked || status !== 200 || !parcels(product).includes(skuId)) continue
    const places = levels.items.filter((one: { skuId: string }) => one.skuId === skuId)
    for (const [index, { locationId, available }] of places.entries()) {
      const change = (index === 0 ? pieces : 0) - available
      if (change === 0) continue
      const body = { requestId: randomUUID(), reason: 'count', note: '测压', locationId, lines: [{ skuId, change }] }
      const { status: changed } = await door.ask('POST', '/api/admin/stock/adjustments', { token, body })
      if (changed !== 200) throw new Error(`the stock could not be set: ${changed}`)
    }
    return { productId, skuId }
  }
  throw new Error('there is no SKU that could be sold out')
}

/** All buyers at one SKU for so long, as fast as they can, while others read. More is wanted than there is: exactly what there is is sold. */
export async function rush(
  shopping: Shopping,
  { skuId, productId }: HotSku,
  how: { buyers: readonly Buyer[]; readers: number; seconds: number; pieces: number },
): Promise<Rush> {
  const { door, till } = shopping
  const before = await soldOf(shopping, skuId)
  const reads = [`/api/shop/products/${productId}`, '/api/shop/recommended?limit=20', `/api/shop/stock?skuIds=${skuId}`]
  const read = async (reader: number, round: number): Promise<number> =>
    (await door.ask('GET', reads[(reader + round) % reads.length] ?? '')).status
  const [buying, reading] = await Promise.all([
    load(how.buyers.length, how.seconds, async (visitor) => {
      const buyer = how.buyers[visitor]
      return buyer ? buy(shopping, { buyer, skuId }) : 0
    }),
    load(how.readers, how.seconds, read),
  ])
  await till.quiet()
  const sold = (await soldOf(shopping, skuId)) - before
  const [level] = await till.query<{ free: string; held: string }>(
    'select coalesce(sum(available), 0) as free, coalesce(sum(held), 0) as held from inventory.stock where sku_id = $1',
    [skuId],
  )
  const faults: string[] = []
  if (sold !== how.pieces) faults.push(`there were ${how.pieces} pieces, and ${sold} are sold`)
  if (Number(level?.free) !== 0 || Number(level?.held) !== 0) faults.push(`left: ${level?.free} free, ${level?.held} held`)
  if (buying.errors + reading.errors > 0) faults.push(`${buying.errors} errors in buying, ${reading.errors} in reading`)
  return { buying, reading, sold, faults }
}

async function soldOf({ till }: Shopping, skuId: string): Promise<number> {
  const [row] = await till.query<{ pieces: string }>(
    `select coalesce(sum(l.quantity), 0) as pieces from "order".line l join "order"."order" o on o.id = l.order_id
      where l.sku_id = $1 and o.paid_at is not null`,
    [skuId],
  )
  return Number(row?.pieces)
}
