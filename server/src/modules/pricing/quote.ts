import type { z } from 'zod'
import { withOffersAcross } from './across.ts'
import { along } from './along.ts'
import { assembleQuote, assembleShop, sort, type Wanted } from './assemble.ts'
import type { Pricing } from './context.ts'
import { personOf } from './person.ts'
import { deduct, type Offers } from './deduct.ts'
import type { InvalidLine, pricingCalls, Quote, ShopQuote } from './contract.ts'

type Input = z.output<typeof pricingCalls.quote.input>

/**
 * The one place that says what this shopper pays, and why. Lines that cannot be bought now are told apart and cost nothing. Without a
 * district the freight is left out. Reads only; the same facts give the same quote.
 */
export async function quote(pricing: Pricing, input: Input): Promise<Quote> {
  const wanted = bySku(input.lines)
  const { shops, ...facts } = await factsOf(pricing, wanted)
  const { askerIn, personLeft } = await personOf(pricing, input, facts.skus)
  const names = new Map(shops.map(({ id, name }) => [id, name]))
  const { valid, invalid } = sort({
    wanted,
    ...facts,
    askerIn,
    personLeft,
    priceOnly: input.priceOnly ?? false,
    openShops: new Set(shops.filter(({ open }) => open).map(({ id }) => id)),
  })
  const byShop = Map.groupBy(valid, ({ sku }) => sku.shopId)
  const parts = await Promise.all(
    [...byShop].map(([id, goods]) => quoteShop(pricing, { input, shop: { id, name: names.get(id) ?? '' }, goods, tier: askerIn(id).tier })),
  )
  const quotes = parts.flatMap((part) => part.quote ?? [])
  const faults = [...invalid, ...parts.flatMap((part) => part.invalid)]
  // What is only shown takes no part in offers over several shops.
  if (input.priceOnly) return assembleQuote(quotes, faults)
  const whole = await withOffersAcross(pricing, quotes, {
    shopperId: input.shopperId,
    tier: Math.max(0, ...[...byShop.keys()].map((id) => askerIn(id).tier)),
    categoriesOf: new Map(facts.skus.map((sku) => [sku.skuId, sku.categoryIds])),
  })
  const fetched = new Set((input.deliveries ?? []).filter((one) => one.kind === 'pickup').map((one) => one.shopId))
  const priced = assembleQuote(whole.shops, faults, { across: whole.across, fetched })
  return input.assets && input.shopperId ? deduct(priced, await offersOf(pricing, input.shopperId), input.assets) : priced
}

/** What the shopper has beside money. */
async function offersOf({ points, redpacket }: Pricing, shopperId: string): Promise<Offers> {
  const [rule, balance, packets] = await Promise.all([points.rule({}), points.balance({ shopperId }), redpacket.balance({ shopperId })])
  return { rule, points: balance.available, redPacketFen: packets.availableFen }
}

/** One line a SKU, in the order of their first mention. */
function bySku(lines: Input['lines']): Input['lines'] {
  const sums = new Map<string, number>()
  for (const { skuId, quantity } of lines) sums.set(skuId, (sums.get(skuId) ?? 0) + quantity)
  return [...sums].map(([skuId, quantity]) => ({ skuId, quantity }))
}

async function factsOf({ catalog, inventory, shop }: Pricing, wanted: Input['lines']) {
  const skuIds = wanted.map((line) => line.skuId)
  const [skus, stock, shops] = await Promise.all([catalog.skusForSale({ skuIds }), inventory.available({ skuIds }), shop.all({})])
  return {
    skus: skus.items,
    available: new Map(stock.items.map(({ skuId, available }) => [skuId, available])),
    shops: shops.items,
  }
}

interface ShopWish {
  input: Input
  shop: { id: string; name: string }
  goods: readonly Wanted[]
  tier: number
}

async function quoteShop(pricing: Pricing, { input, shop, goods, tier }: ShopWish): Promise<{ quote?: ShopQuote; invalid: InvalidLine[] }> {
  const { freightFen, undeliverable } = await freightOf(pricing, { input, shop, goods })
  const going = goods.filter(({ sku }) => !undeliverable.includes(sku.skuId))
  const invalid = undeliverable.map((skuId): InvalidLine => ({ skuId, reason: 'not_deliverable', available: 0, allowed: null }))
  if (going.length === 0) return { invalid }
  const outcome = await pricing.promotion.evaluate({
    basket: { shopId: shop.id, freightFen, lines: going.map(basketLine) },
    member: { shopperId: input.shopperId, tier },
    coupons: input.coupons.find((choice) => choice.shopId === shop.id)?.coupons ?? 'best',
  })
  const extras = await along(pricing, { shopId: shop.id, goods: going, outcome, choices: input.gifts ?? [] })
  return { quote: assembleShop(shop, going, { freightFen, outcome, along: extras }), invalid }
}

/** Freight is measured on the goods before discounts, so that a coupon never makes the parcel dearer. */
async function freightOf(
  { shipping }: Pricing,
  { input: { districtCode, deliveries, place = null }, shop, goods }: Omit<ShopWish, 'tier'>,
) {
  const parcels = goods.filter(({ sku }) => sku.delivery === 'parcel')
  const delivery = deliveries?.find((one) => one.shopId === shop.id)
  const unknown = districtCode === null && delivery?.kind !== 'pickup'
  if (unknown || parcels.length === 0) return { freightFen: 0, undeliverable: [] }
  return shipping.quoteFreight({
    shopId: shop.id,
    districtCode: districtCode ?? '',
    ...(delivery ? { delivery, place } : {}),
    lines: parcels.map(({ sku, quantity, price }) => ({
      skuId: sku.skuId,
      templateId: sku.freightTemplateId,
      quantity,
      weightGrams: sku.weightGrams,
      volumeMl: sku.volumeMl,
      goodsFen: price.priceFen * quantity,
    })),
  })
}

/** The SKU is the line: the same goods are one line wherever they are priced. */
const basketLine = ({ sku, quantity, price }: Wanted) => ({
  lineId: sku.skuId,
  skuId: sku.skuId,
  productId: sku.productId,
  categoryIds: sku.categoryIds,
  unitPriceFen: price.priceFen,
  quantity,
})
