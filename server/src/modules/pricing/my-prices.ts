import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Caller } from '../../kernel/http.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Pricing } from './context.ts'
import { channelOf, type getMyPrices, type SkuPrice } from './contract.ts'
import { personOf } from './person.ts'
import { type Asker, priceOf } from './price.ts'

/** What each SKU on offer costs the one who asks, and why. Throws `product_not_found`. */
export async function myPrices(pricing: Pricing, caller: Caller, productId: string): Promise<z.output<typeof getMyPrices.reply>> {
  const { items: skus } = await pricing.catalog.skusOfProduct({ productId })
  const [first] = skus
  if (!first) throw new AppError('not_found', 'product_not_found', { id: productId })
  const shopperId = caller.actor.kind === 'shopper' ? caller.actor.id : null
  const { askerIn, personLeft } = await personOf(pricing, { shopperId, channel: channelOf(caller) }, skus)
  const asker = askerIn(first.shopId)
  return { items: skus.map((sku) => skuPrice(sku, asker)), tier: asker.tier, personLeft: personLeft.get(productId) ?? null }
}

/** The price of one piece, and from each quantity on that makes it cheaper. */
function skuPrice(sku: SkuForSale, asker: Asker): z.output<typeof SkuPrice> {
  const steps: z.output<typeof SkuPrice>['steps'] = []
  for (const fromQuantity of [1, ...sku.tiers.map((tier) => tier.minQuantity)]) {
    const price = priceOf(sku, fromQuantity, asker)
    if (price.priceFen < (steps.at(-1)?.priceFen ?? Infinity)) steps.push({ fromQuantity, ...price })
  }
  return { skuId: sku.skuId, listPriceFen: sku.priceFen, steps }
}
