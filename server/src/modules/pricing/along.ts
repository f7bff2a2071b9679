import type { SkuForSale } from '../catalog/contract.ts'
import type { Outcome } from '../promotion/contract.ts'
import type { Along, Wanted } from './assemble.ts'
import type { Pricing } from './context.ts'
import type { AddOnOffer, GiftChoice, GiftOffer } from './contract.ts'

interface Wish {
  shopId: string
  goods: readonly Wanted[]
  outcome: Pick<Outcome, 'gifts' | 'addOns'>
  choices: readonly GiftChoice[]
}

/** The goods that offers give along or sell along: what they are, whether there are any left, and which the shopper has chosen. */
export async function along({ catalog, inventory }: Pricing, wish: Wish): Promise<Along> {
  const gifts = wish.outcome.gifts ?? []
  const addOns = wish.outcome.addOns ?? []
  const skuIds = [...new Set([...gifts, ...addOns].flatMap((offer) => offer.items.map((item) => item.skuId)))]
  if (skuIds.length === 0) return { gifts: [], addOns: [] }
  const [skus, stock] = await Promise.all([catalog.skusForSale({ skuIds }), inventory.available({ skuIds })])
  const known = new Map(skus.items.filter((sku) => sku.shopId === wish.shopId).map((sku) => [sku.skuId, sku]))
  const bought = new Map(wish.goods.map(({ sku, quantity }) => [sku.skuId, quantity]))
  // What is bought comes first; what is given is taken from the rest, offer by offer.
  const left = new Map(stock.items.map(({ skuId, available }) => [skuId, available - (bought.get(skuId) ?? 0)]))
  return {
    gifts: gifts.map((offer) => giftsOf(offer, { known, left, choice: wish.choices.find((one) => one.offerId === offer.offerId)?.skuId })),
    addOns: addOns.map((offer) => addOnsOf(offer, { known, left, bought })),
  }
}

type Known = ReadonlyMap<string, SkuForSale>
const shown = ({ skuId, productId, title, options, picture, priceFen }: SkuForSale) => ({
  skuId,
  productId,
  title,
  options,
  picture,
  listPriceFen: priceFen,
})

function giftsOf(
  { offerId, title, choose, items }: NonNullable<Outcome['gifts']>[number],
  { known, left, choice }: { known: Known; left: Map<string, number>; choice: string | undefined },
): GiftOffer {
  const offered = items.flatMap(({ skuId, quantity }) => {
    const sku = known.get(skuId)
    return sku ? [{ ...shown(sku), promises: sku.promises, quantity, available: (left.get(skuId) ?? 0) >= quantity }] : []
  })
  const there = offered.filter((item) => item.available)
  const one = there.find((item) => item.skuId === choice) ?? there[0]
  const chosen = new Set((choose === 'all' ? there : one ? [one] : []).map((item) => item.skuId))
  for (const { skuId, quantity } of there) if (chosen.has(skuId)) left.set(skuId, (left.get(skuId) ?? 0) - quantity)
  return { offerId, title, choose, items: offered.map((item) => ({ ...item, chosen: chosen.has(item.skuId) })) }
}

function addOnsOf(
  { offerId, title, mostPieces, items }: NonNullable<Outcome['addOns']>[number],
  { known, left, bought }: { known: Known; left: ReadonlyMap<string, number>; bought: ReadonlyMap<string, number> },
): AddOnOffer {
  const offered = items.flatMap(({ skuId, priceFen }) => {
    const sku = known.get(skuId)
    if (!sku?.onSale || sku.priceFen <= priceFen) return []
    return [{ ...shown(sku), priceFen, inBasket: bought.has(skuId), available: (left.get(skuId) ?? 0) > 0 }]
  })
  return { offerId, title, mostPieces, items: offered }
}
