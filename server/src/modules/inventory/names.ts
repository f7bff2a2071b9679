import type { Inventory } from './context.ts'

type Sku = Awaited<ReturnType<Inventory['catalog']['skusForSale']>>['items'][number]

/** Adds what each SKU is called; one that the catalogue has forgotten has no name. */
export async function withNames<T extends { skuId: string }>(
  inventory: Inventory,
  items: readonly T[],
): Promise<(T & { title: string; options: string[]; picture: Sku['picture'] | null })[]> {
  const found = new Map<string, Sku>()
  const skuIds = [...new Set(items.map((item) => item.skuId))]
  for (let at = 0; at < skuIds.length; at += 500) {
    const { items: skus } = await inventory.catalog.skusForSale({ skuIds: skuIds.slice(at, at + 500) })
    for (const sku of skus) found.set(sku.skuId, sku)
  }
  return items.map((item) => {
    const sku = found.get(item.skuId)
    return { ...item, title: sku?.title ?? '', options: sku?.options ?? [], picture: sku?.picture ?? null }
  })
}

export const textOf = (at: Date | null): string | null => at?.toISOString() ?? null
export const offsetOf = (query: { page: number; pageSize: number }) => ({
  limit: query.pageSize,
  offset: (query.page - 1) * query.pageSize,
})
