import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Inventory } from './context.ts'
import { stockLow } from './contract.ts'
import { offsetOf, withNames } from './names.ts'
import { knownSkus } from './queries/levels.ts'
import { putThreshold, renewWarnings, shopsWithStock, warningPage } from './queries/watch.ts'

/** Looks which SKUs have fallen to their threshold: each fall is told once, and is over when there is more again. */
export async function watchLevels(inventory: Inventory): Promise<void> {
  const shopIds = await shopsWithStock(inventory.db)
  for (let at = 0; at < shopIds.length; at += 100) {
    const { items } = await inventory.settings.ofShops({ shopIds: shopIds.slice(at, at + 100) })
    const shops = items.map(({ shopId, settings }) => ({ shopId, threshold: settings.lowStockThreshold }))
    await inTx(inventory.db, async (db) => {
      for (const { id: _id, ...fallen } of await renewWarnings(db, shops, inventory.now())) await emit(db, stockLow, fallen)
    })
  }
}

export async function warnings(inventory: Inventory, shopId: string, query: { page: number; pageSize: number }) {
  const { items, total } = await warningPage(inventory.db, shopId, offsetOf(query))
  const named = await withNames(inventory, items)
  return { items: named.map((item) => ({ ...item, at: item.at.toISOString() })), total }
}

export async function changeThreshold(inventory: Inventory, shopId: string, wish: { skuId: string; pieces: number | null }): Promise<void> {
  if (!(await knownSkus(inventory.db, shopId, [wish.skuId])).has(wish.skuId))
    throw new AppError('not_found', 'sku_not_found', { skuId: wish.skuId })
  await putThreshold(inventory.db, shopId, wish)
}
