import { randomUUID } from 'node:crypto'
import { type Action, attempt, keyed, shopOf, type Stage, together } from '../play.ts'
import { noteCame } from './stock.ts'

const times = ({ dice }: Stage): number[] => Array.from({ length: dice.chance(0.2) ? 3 : 1 }, (_, n) => n)

/** Goods are ordered from a supplier: with lots, or without. */
async function order(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const shop = dice.pick(stage.shops)
  const goods = dice.pick(shop.goods.filter(({ kind }) => kind === 'plain' || kind === 'lots'))
  const skuId = dice.pick(goods.skuIds)
  const quantity = 3 + dice.below(10)
  const line = { skuId, quantity, unitCostFen: 250 + dice.below(90) }
  const wish = { requestId: randomUUID(), supplierId: shop.supplierId, locationId: dice.pick(shop.places), lines: [line] }
  await keyed(stage, 'order from a supplier', async () => {
    const made = await together(times(stage).map(() => shop.staff.createPurchase(wish)))
    const ids = [...new Set(made.map(({ id }) => id))]
    if (ids.length > 1) told.lies.push(`key ${wish.requestId} ordered ${ids.join(' and ')}`)
    for (const id of ids)
      if (!told.purchases.some((one) => one.id === id))
        told.purchases.push({ id, shop: stage.shops.indexOf(shop), skuId, lots: goods.kind === 'lots', came: 0 })
  })
}

/** Some of it comes, more than was ordered now and then; what has not come in the end is not expected any more. */
async function receive(stage: Stage): Promise<boolean> {
  const { dice, told, ahead } = stage
  const known = told.purchases.length > 0 ? dice.pick(told.purchases.slice(-12)) : undefined
  if (!known) return false
  const { staff } = shopOf(stage, known.shop)
  if (dice.chance(0.1)) {
    await attempt(stage, 'close a purchase', () => together(times(stage).map(() => staff.closePurchase({ id: known.id }))))
    return true
  }
  const expiresOn = new Date(Date.now() + (ahead.seconds + dice.pick([5, 400]) * 86_400) * 1000).toISOString().slice(0, 10)
  const quantity = 1 + dice.below(6)
  const line = { skuId: known.skuId, quantity, ...(known.lots ? { lot: { code: `P${expiresOn}`, expiresOn } } : {}) }
  const wish = { requestId: randomUUID(), purchaseId: known.id, lines: [line] }
  await keyed(stage, 'receive a purchase', async () => {
    await together(times(stage).map(() => staff.receiveStock(wish)))
    known.came += quantity
    noteCame(stage, known.skuId, quantity, wish.requestId)
  })
  return true
}

export const purchasing: readonly Action[] = [
  { name: 'order from a supplier', weight: 0.8, run: order },
  { name: 'receive a purchase', weight: 1.6, run: receive },
]
