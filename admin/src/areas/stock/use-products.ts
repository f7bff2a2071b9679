import { useQueries } from '@tanstack/react-query'
import type { Reply } from '../../api/api.ts'
import { run } from '../../api/use.ts'

export type Product = Reply<'getAdminProduct'>
export interface Named {
  product: Product
  sku: Product['skus'][number]
}

/** What the SKUs of these products are called, by SKU id: stock rows carry ids alone. */
export function useSkuNames(productIds: readonly string[]): Map<string, Named> {
  return useQueries({
    queries: [...new Set(productIds)].map((id) => ({
      queryKey: ['getAdminProduct', { id }],
      queryFn: () => run('getAdminProduct', { id }),
      staleTime: 60_000,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data ? data.skus.map((sku) => [sku.id, { product: data, sku }] as const) : []))),
  })
}
