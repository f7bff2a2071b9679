import type { z } from 'zod'
import type { Inventory } from './context.ts'
import type { listMovements, listStock, Movement, StockLevel } from './contract.ts'
import { availableOf, levelPage, movementPage } from './queries/levels.ts'

/** Pieces that can be bought now; a SKU without a level has none. */
export async function available(
  inventory: Inventory,
  input: { skuIds: readonly string[] },
): Promise<{ items: { skuId: string; available: number }[] }> {
  const found = new Map((await availableOf(inventory.db, input.skuIds)).map((row) => [row.skuId, row.available]))
  return { items: input.skuIds.map((skuId) => ({ skuId, available: found.get(skuId) ?? 0 })) }
}

export async function levels(
  inventory: Inventory,
  shopId: string,
  query: z.output<typeof listStock.query>,
): Promise<{ items: z.input<typeof StockLevel>[]; total: number }> {
  const atMost = query.low === 'true' ? (await inventory.settings.ofShop({ shopId })).lowStockThreshold : undefined
  const { items, total } = await levelPage(
    inventory.db,
    { shopId, skuIds: query.skuIds, productId: query.productId, atMost },
    pageOf(query),
  )
  const skus = new Map(
    (await inventory.catalog.skusForSale({ skuIds: items.map((item) => item.skuId) })).items.map((sku) => [sku.skuId, sku]),
  )
  return {
    items: items.map((item) => {
      const sku = skus.get(item.skuId)
      return {
        ...item,
        title: sku?.title ?? '',
        options: sku?.options ?? [],
        picture: sku?.picture ?? null,
        updatedAt: item.updatedAt.toISOString(),
      }
    }),
    total,
  }
}

export async function movements(
  inventory: Inventory,
  shopId: string,
  query: z.output<typeof listMovements.query>,
): Promise<{ items: z.input<typeof Movement>[]; total: number }> {
  const { items, total } = await movementPage(inventory.db, { shopId, skuId: query.skuId, kind: query.kind }, pageOf(query))
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), total }
}

const pageOf = (query: { page: number; pageSize: number }) => ({ limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
