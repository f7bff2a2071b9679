import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { shop } from '@/api/client'
import type { Prices } from '@/lib/sku'
import { useSignedIn } from '@/stores/session'

/** What this shopper pays for each SKU of a product, and how many more may be bought. */
export function useMyPrices(productId: string): { prices: Prices | undefined; personLeft: number | null; tier: number } {
  const signedIn = useSignedIn()
  const { data } = useQuery({
    queryKey: ['my-prices', productId, signedIn],
    queryFn: () => shop.getMyPrices({ id: productId }),
    staleTime: 30_000,
  })
  const prices = useMemo(() => data && new Map(data.items.map((item) => [item.skuId, item.steps])), [data])
  return { prices, personLeft: data?.personLeft ?? null, tier: data?.tier ?? 0 }
}
