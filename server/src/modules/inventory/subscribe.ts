import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Inventory } from './context.ts'
import { backInStock } from './contract.ts'
import { available } from './levels.ts'
import { textOf, withNames } from './names.ts'
import { insertSubscription, subscriptionsOf, tellWaiting, whoseSku } from './queries/watch.ts'

/** One shopper waits for no more SKUs than this. */
const MOST = 100

/** The shopper is told once when this SKU is back. Twice is once. Throws `in_stock` when it can be bought now. */
export async function subscribe(inventory: Inventory, shopperId: string, skuId: string): Promise<void> {
  const whose = await whoseSku(inventory.db, skuId)
  if (!whose) throw new AppError('not_found', 'sku_not_found', { skuId })
  const [now] = (await available(inventory, { skuIds: [skuId] })).items
  if (now && now.available > 0) throw new AppError('conflict', 'in_stock', { skuId })
  const it = { id: inventory.newId(), shopperId, skuId, ...whose, createdAt: inventory.now() }
  if (!(await insertSubscription(inventory.db, it, MOST))) throw new AppError('conflict', 'subscriptions_full', { most: MOST })
}

export async function subscriptions(inventory: Inventory, shopperId: string) {
  const items = await withNames(inventory, await subscriptionsOf(inventory.db, shopperId, 2 * MOST))
  const left = await available(inventory, { skuIds: items.map((item) => item.skuId) })
  return {
    items: items.map((item, at) => ({
      ...item,
      createdAt: item.createdAt.toISOString(),
      toldAt: textOf(item.toldAt),
      inStock: (left.items[at]?.available ?? 0) > 0,
    })),
    unseen: items.filter((item) => !item.seen).length,
  }
}

/** Tells those who wait for what is there again, of one product or of all. A subscription is told once. Returns how many. */
export async function tellBack(inventory: Inventory, productId?: string): Promise<number> {
  return inTx(inventory.db, async (db) => {
    const told = await tellWaiting(db, { productId, now: inventory.now(), limit: 200 })
    for (const one of told) await emit(db, backInStock, one)
    return told.length
  })
}
