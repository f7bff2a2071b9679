import type { z } from 'zod'
import type { Inventory } from './context.ts'
import type { listMovements, listStock, Movement, StockLevel } from './contract.ts'
import { availableOf, levelPage, lowSkus, movementPage } from './queries/levels.ts'

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
  const skuIds = query.low === 'true' ? await lowOf(inventory, shopId, query.productId) : query.skuIds
  const { productId, locationId } = query
  const { items, total } = await levelPage(inventory.db, { shopId, skuIds, productId, locationId }, pageOf(query))
  const skus = new Map(
    (await inventory.catalog.skusForSale({ skuIds: items.map((item) => item.skuId) })).items.map((sku) => [sku.skuId, sku]),
  )
  return {
    items: items.map((item) => {
      const sku = skus.get(item.skuId)
      return {
        ...item,
        id: `${item.skuId}:${item.locationId}`,
        title: sku?.title ?? '',
        options: sku?.options ?? [],
        picture: sku?.picture ?? null,
        updatedAt: item.updatedAt.toISOString(),
      }
    }),
    total,
  }
}

async function lowOf(inventory: Inventory, shopId: string, productId: string | undefined): Promise<string[]> {
  const { lowStockThreshold: atMost } = await inventory.settings.ofShop({ shopId })
  return lowSkus(inventory.db, { shopId, atMost, productId })
}

export async function movements(
  inventory: Inventory,
  shopId: string,
  query: z.output<typeof listMovements.query>,
): Promise<{ items: z.input<typeof Movement>[]; total: number }> {
  const { items, total } = await movementPage(inventory.db, { ...query, shopId }, pageOf(query))
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), total }
}

const pageOf = (query: { page: number; pageSize: number }) => ({ limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
