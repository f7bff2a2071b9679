import type { Channel, SkuForSale } from '../catalog/contract.ts'
import type { Pricing } from './context.ts'
import type { Asker } from './price.ts'

interface Who {
  shopperId: string | null
  channel?: Channel | null | undefined
}

/** What prices and limits depend on beside the goods: the shopper's tier in each shop, the channel, the time, and what was bought before. */
export async function personOf(
  pricing: Pricing,
  { shopperId, channel = null }: Who,
  skus: readonly SkuForSale[],
): Promise<{ askerIn: (shopId: string) => Asker; personLeft: ReadonlyMap<string, number> }> {
  const shopIds = skus.map((sku) => sku.shopId)
  const [askerIn, personLeft] = await Promise.all([askersIn(pricing, { shopperId, channel }, shopIds), leftOf(pricing, shopperId, skus)])
  return { askerIn, personLeft }
}

/** The same without what was bought before, for shops. */
export async function askersIn(
  pricing: Pricing,
  { shopperId, channel = null }: Who,
  shopIds: readonly string[],
): Promise<(shopId: string) => Asker> {
  const tiers = await tiersOf(pricing, shopperId, shopIds)
  const at = pricing.now()
  return (shopId) => ({ tier: tiers.get(shopId) ?? 0, channel, at })
}

async function tiersOf({ shopper }: Pricing, shopperId: string | null, shopIds: readonly string[]): Promise<Map<string, number>> {
  if (shopperId === null || shopIds.length === 0) return new Map()
  const { items } = await shopper.tiers({ shopperId, shopIds: [...new Set(shopIds)] })
  // Who has the shop's paid card counts as its tier at least.
  return new Map(items.map(({ shopId, tier, card }) => [shopId, Math.max(tier, card)]))
}

async function leftOf({ purchaseLimit }: Pricing, shopperId: string | null, skus: readonly SkuForSale[]): Promise<Map<string, number>> {
  const limited = new Map(
    skus.flatMap(({ productId, limits: { perPerson, period } }) =>
      perPerson === null ? [] : [[productId, { productId, most: perPerson, period }] as const],
    ),
  )
  if (shopperId === null || limited.size === 0) return new Map()
  const { items } = await purchaseLimit.left({ shopperId, products: [...limited.values()] })
  return new Map(items.map(({ productId, left }) => [productId, left]))
}
