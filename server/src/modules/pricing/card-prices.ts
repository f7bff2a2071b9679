import type { z } from 'zod'
import { createShelf, type Shelf } from '../../kernel/cache.ts'
import type { Caller } from '../../kernel/http.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Pricing } from './context.ts'
import { type CardPrice, channelOf } from './contract.ts'
import { askersIn } from './person.ts'
import { type Asker, priceOf } from './price.ts'

type Priced = Pick<SkuForSale, 'shopId' | 'priceFen' | 'tiers' | 'specials'>

interface Offered {
  productId: string
  skus: readonly Priced[]
}

/** What products offer, for some seconds: the same cards are asked for by everybody. Whose price it is, is worked out each time. */
export function openOffers({ catalog }: Pick<Pricing, 'catalog'>): Shelf<Offered> {
  return createShelf({
    max: 20_000,
    ttlMs: 5000,
    load: async (productIds) => {
      const { items } = await catalog.skusOfProducts({ productIds: [...productIds] })
      const offered = Map.groupBy(items, (sku) => sku.productId)
      return new Map(productIds.map((id) => [id, { productId: id, skus: offered.get(id) ?? [] }]))
    },
  })
}

/** What the one who asks pays for these products, in the words of a card: only where it is less than the list price. */
export async function cardPrices(
  pricing: Pricing,
  offers: Shelf<Offered>,
  { caller, productIds }: { caller: Caller; productIds: readonly string[] },
): Promise<z.output<typeof CardPrice>[]> {
  const cards = await offers.many([...new Set(productIds)])
  const shopIds = [...new Set(cards.flatMap(({ skus }) => skus[0]?.shopId ?? []))]
  const shopperId = caller.actor.kind === 'shopper' ? caller.actor.id : null
  const askerIn = await askersIn(pricing, { shopperId, channel: channelOf(caller) }, shopIds)
  return cards.flatMap(({ productId, skus }) => {
    const price = lowest(skus, askerIn)
    return price ? [{ productId, ...price }] : []
  })
}

/** The lowest price of one piece over all SKUs, if it is below what the card says. Pure. */
function lowest(skus: readonly Priced[], askerIn: (shopId: string) => Asker): Omit<z.output<typeof CardPrice>, 'productId'> | undefined {
  const [first, ...others] = skus.map((sku) => priceOf(sku, 1, askerIn(sku.shopId)))
  if (!first) return undefined
  const best = others.reduce((low, price) => (price.priceFen < low.priceFen ? price : low), first)
  const listPriceFen = Math.min(...skus.map((sku) => sku.priceFen))
  return best.priceFen < listPriceFen ? { listPriceFen, ...best } : undefined
}
