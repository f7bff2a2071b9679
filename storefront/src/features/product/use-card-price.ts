import type { CardPrice } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { gather } from '@/lib/gather'
import { useSignedIn } from '@/stores/session'

/** Cards that are drawn together ask together. */
const ask = gather<CardPrice>({
  most: 50,
  waitMs: 30,
  load: async (ids) => new Map((await shop.listCardPrices({ ids: ids.join(',') })).items.map((item) => [item.productId, item])),
})

/** What this shopper pays for a product where that is less than the list price its card knows; nothing otherwise. */
export function useCardPrice(productId: string): CardPrice | undefined {
  const signedIn = useSignedIn()
  const { data } = useQuery({
    queryKey: ['my-prices', 'card', productId, signedIn],
    queryFn: async () => (await ask(productId)) ?? null,
    staleTime: 30_000,
    // A card shows the list price where this fails: it is said again, and asked again, on the page of the product.
    retry: false,
  })
  return data ?? undefined
}
