import type { Picture } from '../media/contract.ts'
import type { GroupBuys } from './context.ts'
import type { pricesOf } from './queries/campaigns.ts'

export interface Goods {
  productId: string
  title: string
  picture: Picture
  /** The lowest price of the SKUs that take part, alone. */
  listPriceFen: number
  onSale: boolean
}

/** The goods of campaigns, by campaign: those of their prices. */
export async function goodsOf(groups: GroupBuys, prices: Awaited<ReturnType<typeof pricesOf>>): Promise<Map<string, Goods>> {
  const skuIds = [...new Set(prices.map((one) => one.skuId))]
  const found = new Map<string, Goods>()
  for (let at = 0; at < skuIds.length; at += 500) {
    const { items } = await groups.catalog.skusForSale({ skuIds: skuIds.slice(at, at + 500) })
    for (const sku of items)
      for (const campaignId of new Set(prices.filter((one) => one.skuId === sku.skuId).map((one) => one.campaignId))) {
        const { productId, title, picture, priceFen, onSale } = sku
        const before = found.get(campaignId)
        const listPriceFen = Math.min(priceFen, before?.listPriceFen ?? priceFen)
        found.set(campaignId, {
          productId,
          title,
          picture: before?.picture ?? picture,
          listPriceFen,
          onSale: onSale || before?.onSale === true,
        })
      }
  }
  return found
}
