import type { z } from 'zod'
import { applyAcross } from './across.ts'
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
  const { shops, ...facts } = await factsOf(pricing, wanted, input.play?.available ?? null)
  const { askerIn, personLeft } = await personOf(pricing, input, facts.skus)
  const names = new Map(shops.map(({ id, name }) => [id, name]))
  const { valid, invalid } = sort({
    wanted,
    ...facts,
    askerIn,
    personLeft,
    priceOnly: input.priceOnly ?? false,
    playFen: input.play?.unitPriceFen,
    openShops: new Set(shops.filter(({ open }) => open).map(({ id }) => id)),
  })
  const byShop = Map.groupBy(valid, ({ sku }) => sku.shopId)
  const parts = await Promise.all(
    [...byShop].map(([id, goods]) => sending(pricing, { input, shop: { id, name: names.get(id) ?? '' }, goods, tier: askerIn(id).tier })),
  )
  const going = parts.filter((part) => part.goods.length > 0)
  const faults = [...invalid, ...parts.flatMap((part) => part.invalid)]
  if (going.length === 0) return assembleQuote([], faults)
  const outcome = await outcomeOf(pricing, input, going)
  const quotes = await Promise.all(going.map((part, index) => quoteShop(pricing, { ...part, input, outcome: outcome.shops[index]! })))
  const whole = applyAcross(quotes, outcome.across)
  const fetched = new Set((input.deliveries ?? []).filter((one) => one.kind === 'pickup').map((one) => one.shopId))
  const priced = assembleQuote(whole.shops, faults, { across: whole.across, choice: outcome.choice, fetched })
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

async function factsOf({ catalog, inventory, shop }: Pricing, wanted: Input['lines'], setAside: number | null) {
  const skuIds = wanted.map((line) => line.skuId)
  const [skus, stock, shops] = await Promise.all([catalog.skusForSale({ skuIds }), inventory.available({ skuIds }), shop.all({})])
  return {
    skus: skus.items,
    available: new Map(stock.items.map(({ skuId, available }) => [skuId, setAside ?? available])),
    shops: shops.items,
  }
}

interface ShopWish {
  input: Input
  shop: { id: string; name: string }
  goods: readonly Wanted[]
  tier: number
}
interface Sending extends Omit<ShopWish, 'input'> {
  freightFen: number
  invalid: InvalidLine[]
}

/** What of a shop's goods can be sent to there, and the freight. */
async function sending(pricing: Pricing, wish: ShopWish): Promise<Sending> {
  const { shop, goods, tier } = wish
  const { freightFen: asked, undeliverable } = await freightOf(pricing, wish)
  const freightFen = wish.input.play?.freeFreight ? 0 : asked
  return {
    shop,
    tier,
    freightFen,
    goods: goods.filter(({ sku }) => !undeliverable.includes(sku.skuId)),
    invalid: undeliverable.map((skuId): InvalidLine => ({ skuId, reason: 'not_deliverable', available: 0, allowed: null })),
  }
}

/** What offers and coupons make of it. What is only shown takes no part in offers over several shops; a play may take none at all. */
async function outcomeOf({ promotion }: Pricing, input: Input, going: readonly Sending[]) {
  const member = { shopperId: input.shopperId }
  if (!input.play || input.play.withOffers)
    return promotion.evaluate({ shops: going.map((part) => basketOf(part, input)), member, across: !input.priceOnly })
  return plainOutcome(going)
}

const basketOf = ({ shop, goods, freightFen, tier }: Sending, { coupons }: Input) => ({
  basket: { shopId: shop.id, freightFen, lines: goods.map(basketLine) },
  tier,
  coupons: coupons.find((choice) => choice.shopId === shop.id)?.coupons ?? ('best' as const),
})

async function quoteShop(
  pricing: Pricing,
  { input, shop, goods, freightFen, outcome }: Sending & { input: Input; outcome: Parameters<typeof assembleShop>[2]['outcome'] },
): Promise<ShopQuote> {
  const extras = await along(pricing, { shopId: shop.id, goods, outcome, choices: input.gifts ?? [] })
  return assembleShop(shop, goods, { freightFen, outcome, along: extras })
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

/** Nothing is taken off: the goods cost what they cost. */
function plainOutcome(going: readonly Sending[]) {
  return {
    shops: going.map(({ goods }) => ({
      lines: goods.map(({ sku, price, quantity }) => {
        const amountFen = price.priceFen * quantity
        return { lineId: sku.skuId, amountFen, discountFen: 0, payableFen: amountFen }
      }),
      applied: [],
      declined: [],
      goodsDiscountFen: 0,
      freightDiscountFen: 0,
      hints: [],
      exact: true,
      usedCouponIds: [],
      limitedRuleIds: [],
    })),
    across: { shops: [], declined: [], hints: [], exact: true },
    choice: { exact: true, offers: 0, weighed: 0 },
  }
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
