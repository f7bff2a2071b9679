import { randomUUID } from 'node:crypto'
import { type Action, attempt, type GoodsKind, keyed, nothing, type PlayedShop, shopOf, type Stage, together } from '../play.ts'

export function noteCame({ told }: Stage, skuId: string, change: number, ref: string): void {
  told.pieces.set(skuId, (told.pieces.get(skuId) ?? 0) + change)
  told.hands.push({ of: skuId, ref, amount: change })
}
const times = ({ dice }: Stage): number[] => Array.from({ length: dice.chance(0.15) ? 3 : 1 }, (_, n) => n)

function skuOf(stage: Stage, ...kinds: GoodsKind[]): { shop: PlayedShop; skuId: string; productId: string } {
  const shop = stage.dice.pick(stage.shops)
  const { skuIds, productId } = stage.dice.pick(shop.goods.filter(({ kind }) => kinds.includes(kind)))
  return { shop, skuId: stage.dice.pick(skuIds), productId }
}

/** Pieces more or fewer, with a reason. */
async function adjust(stage: Stage): Promise<void> {
  const { dice } = stage
  const { shop, skuId } = skuOf(stage, 'plain', 'limited', 'counted', 'vouchers')
  const change = dice.chance(0.75) ? 1 + dice.below(14) : -1 - dice.below(3)
  const wish = {
    requestId: randomUUID(),
    reason: change > 0 ? ('receipt' as const) : ('damage' as const),
    note: '盘点',
    locationId: dice.pick(shop.places),
    lines: [{ skuId, change }],
  }
  await keyed(stage, 'adjust stock', async () => {
    await together(times(stage).map(() => shop.staff.adjustStock(wish)))
    noteCame(stage, skuId, change, wish.requestId)
  })
}

/** Goods come in; those with lots in lots, of which some expire soon. */
async function receive(stage: Stage): Promise<void> {
  const { dice, ahead } = stage
  const withLots = dice.chance(0.6)
  const { shop, skuId } = withLots ? skuOf(stage, 'lots') : skuOf(stage, 'plain')
  const quantity = 1 + dice.below(10)
  const days = dice.pick([3, 12, 400])
  const expiresOn = new Date(Date.now() + (ahead.seconds + days * 86_400) * 1000).toISOString().slice(0, 10)
  const lot = { lot: { code: `L${expiresOn}`, expiresOn } }
  const line = { skuId, quantity, unitCostFen: 300 + dice.below(90), ...(withLots ? lot : {}) }
  const wish = { requestId: randomUUID(), locationId: dice.pick(shop.places), lines: [line] }
  await keyed(stage, 'receive stock', async () => {
    await together(times(stage).map(() => shop.staff.receiveStock(wish)))
    noteCame(stage, skuId, quantity, wish.requestId)
  })
}

/** Pieces go from one place to the other: drafted, sent, received in full or not. */
async function transfer(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const known = told.transfers.length > 0 && dice.chance(0.65) ? dice.pick(told.transfers) : undefined
  if (!known) return draft(stage)
  const { staff } = shopOf(stage, known.shop)
  if (known.state === 'draft') {
    await keyed(stage, dice.chance(0.85) ? 'send a transfer' : 'send a transfer, thrice', async () => {
      await together(times(stage).map(() => staff.sendTransfer({ id: known.id })))
      known.state = 'sent'
    })
    return true
  }
  const received = dice.chance(0.8) ? known.quantity : dice.below(known.quantity + 1)
  const wish = { id: known.id, lines: [{ skuId: known.skuId, received }] }
  told.transfers.splice(told.transfers.indexOf(known), 1)
  await keyed(stage, 'receive a transfer', async () => {
    await together(times(stage).map(() => staff.receiveTransfer(wish)))
    noteCame(stage, known.skuId, received - known.quantity, known.id)
  })
  return true
}

async function draft(stage: Stage): Promise<true> {
  const { dice, told } = stage
  const { shop, skuId } = skuOf(stage, 'plain')
  const [fromId = '', toId = ''] = dice.chance(0.5) ? shop.places : shop.places.toReversed()
  const quantity = 1 + dice.below(4)
  const wish = { requestId: randomUUID(), fromId, toId, lines: [{ skuId, quantity }] }
  await keyed(stage, 'draft a transfer', async () => {
    const { id } = await shop.staff.createTransfer(wish)
    if (!told.transfers.some((one) => one.id === id))
      told.transfers.push({ id, shop: stage.shops.indexOf(shop), skuId, quantity, state: 'draft' })
  })
  return true
}

/** A sheet is begun, written, and booked; meanwhile people buy. */
async function countPieces(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const known = told.counts.length > 0 && dice.chance(0.6) ? told.counts.splice(dice.below(told.counts.length), 1)[0] : undefined
  if (known) {
    const { staff } = shopOf(stage, known.shop)
    await attempt(stage, 'book a count', () => together(times(stage).map(() => staff.bookCount({ id: known.id, reason: '盘点差异' }))))
    return true
  }
  const { shop, skuId, productId } = skuOf(stage, 'counted')
  await attempt(stage, 'count', async () => {
    const wish = { requestId: randomUUID(), locationId: dice.pick(shop.places), productIds: [productId] }
    const { id } = await shop.staff.createCount(wish)
    const { items } = await shop.staff.getCount({ id })
    const here = items.find((item) => item.skuId === skuId)?.expected ?? dice.below(20)
    await shop.staff.writeCount({ id, lines: [{ skuId, counted: Math.max(0, here + dice.below(7) - 3) }] })
    told.counts.push({ id, shop: stage.shops.indexOf(shop), skuId })
  })
  return true
}

/** The outside stock system says how many there are; again, late, or out of order now and then. */
async function sync(stage: Stage): Promise<void> {
  const { dice } = stage
  const { shop, skuId } = skuOf(stage, 'counted')
  const last = shop.sequences.get(skuId) ?? 0
  const sequence = dice.chance(0.75) || last === 0 ? last + 1 : dice.chance(0.7) ? 1 + dice.below(last) : last + 2
  if (sequence === last + 1) shop.sequences.set(skuId, sequence)
  const wish = { source: 'erp', lines: [{ sequence, sku: skuId, onHand: dice.below(60) }] }
  await attempt(stage, 'sync stock', () => together(times(stage).map(() => shop.staff.syncStock(wish))))
}

async function resolve(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const { staff } = dice.pick(stage.shops)
  const how = await attempt(stage, 'resolve a sync conflict', async () => {
    const { items } = await staff.listSyncConflicts({ state: 'open', pageSize: 10 })
    if (items.length === 0) return nothing
    return staff.resolveSyncConflict({ id: dice.pick(items).id, action: dice.pick(['apply', 'dismiss'] as const) })
  })
  return how !== 'nothing'
}

/** More card keys, some of them doubles. */
async function importKeys(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const { shop, skuId } = skuOf(stage, 'keys')
  const fresh = Array.from({ length: 1 + dice.below(8) }, () => `KEY-${randomUUID()}`)
  const keys = [...fresh, ...fresh.slice(0, dice.below(2))]
  const wish = { id: skuId, requestId: randomUUID(), keys }
  for (const key of fresh) told.keys.add(key)
  await keyed(stage, 'import keys', async () => {
    await together(times(stage).map(() => shop.staff.importKeys(wish)))
    noteCame(stage, skuId, fresh.length, wish.requestId)
  })
}

export const stocking: readonly Action[] = [
  { name: 'adjust stock', weight: 5, run: adjust },
  { name: 'receive stock', weight: 3, run: receive },
  { name: 'transfer', weight: 2, run: transfer },
  { name: 'count', weight: 1.2, run: countPieces },
  { name: 'sync stock', weight: 1, run: sync },
  { name: 'resolve a sync conflict', weight: 0.4, run: resolve },
  { name: 'import keys', weight: 1.5, run: importKeys },
]
