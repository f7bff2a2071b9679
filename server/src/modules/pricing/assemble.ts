import { Quantity } from '../../kernel/schema.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Outcome } from '../promotion/contract.ts'
import type { InvalidLine, Quote, QuoteLine, ShopQuote } from './contract.ts'
import { limitFault } from './limits.ts'
import { type Asker, type Price, priceOf } from './price.ts'

/** No order costs more than this: 100 million yuan. */
const MOST_FEN = 100_000_000_00

export interface Wanted {
  sku: SkuForSale
  quantity: number
  price: Price
}

export interface Facts {
  wanted: readonly { skuId: string; quantity: number }[]
  skus: readonly SkuForSale[]
  available: ReadonlyMap<string, number>
  openShops: ReadonlySet<string>
  askerIn: (shopId: string) => Asker
  /** How many more of a product this person may buy; of products that are not named there is no limit. */
  personLeft: ReadonlyMap<string, number>
  /** Purchase limits say nothing. */
  priceOnly: boolean
  /** The price of a marketing play, whatever the goods cost otherwise. */
  playFen?: number | undefined
}

/** Tells lines that can be bought from those that cannot, and why. Pure. */
export function sort(facts: Facts): { valid: Wanted[]; invalid: InvalidLine[] } {
  const known = new Map(facts.skus.map((sku) => [sku.skuId, sku]))
  const pieces = piecesByProduct(facts.wanted, known)
  const valid: Wanted[] = []
  const invalid: InvalidLine[] = []
  let total = 0
  for (const { skuId, quantity } of facts.wanted) {
    const sku = known.get(skuId)
    const available = facts.available.get(skuId) ?? 0
    const price = sku && priceIn(facts, sku, quantity)
    const fault = whyNot(facts, { sku, quantity, available, ofProduct: pieces.get(sku?.productId ?? '') ?? 0 })
    if (!sku || !price || fault) invalid.push({ skuId, available, reason: fault?.reason ?? 'unknown', allowed: fault?.allowed ?? null })
    else if (total + price.priceFen * quantity > MOST_FEN) invalid.push({ skuId, available, reason: 'too_much', allowed: null })
    else {
      total += price.priceFen * quantity
      valid.push({ sku, quantity, price })
    }
  }
  return { valid, invalid }
}

function priceIn({ playFen, askerIn }: Facts, sku: SkuForSale, quantity: number): Price {
  return playFen === undefined ? priceOf(sku, quantity, askerIn(sku.shopId)) : { priceFen: playFen, reason: 'play', until: null }
}

interface Line {
  sku: SkuForSale | undefined
  quantity: number
  available: number
  /** Pieces of the product over all its SKUs that are wanted. */
  ofProduct: number
}

function whyNot(
  { openShops, personLeft, priceOnly }: Facts,
  { sku, quantity, available, ofProduct }: Line,
): { reason: InvalidLine['reason']; allowed?: number } | undefined {
  if (!sku) return { reason: 'unknown' }
  if (!sku.onSale) return { reason: 'off_sale' }
  if (!openShops.has(sku.shopId)) return { reason: 'shop_closed' }
  if (available < quantity) return { reason: 'stock_short' }
  if (!Quantity.safeParse(quantity).success) return { reason: 'too_much' }
  return priceOnly ? undefined : limitFault(sku, quantity, { ofProduct, personLeft: personLeft.get(sku.productId) ?? null })
}

function piecesByProduct(wanted: Facts['wanted'], known: ReadonlyMap<string, SkuForSale>): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { skuId, quantity } of wanted) {
    const productId = known.get(skuId)?.productId
    if (productId) sums.set(productId, (sums.get(productId) ?? 0) + quantity)
  }
  return sums
}

/** What comes along with a shop's goods. */
export type Along = Pick<ShopQuote, 'gifts' | 'addOns'>
const nothingAlong: Along = { gifts: [], addOns: [] }
const nothingAcross: Quote['across'] = { applied: [], declined: [], hints: [] }
const noChoice: Quote['choice'] = { exact: true, offers: 0, weighed: 0 }

/** One shop's quote from its goods, its freight and the outcome of the offers. Pure; the numbers are those of the outcome. */
export function assembleShop(
  shop: { id: string; name: string },
  goods: readonly Wanted[],
  priced: { freightFen: number; outcome: Outcome & { usedCouponIds: string[]; limitedRuleIds: string[] }; along?: Along },
): ShopQuote {
  const { freightFen, outcome, along = nothingAlong } = priced
  const results = new Map(outcome.lines.map((line) => [line.lineId, line]))
  const lines = goods.map((one) => quoteLine(one, results.get(one.sku.skuId)))
  const goodsFen = sum(lines.map((line) => line.unitPriceFen * line.quantity))
  return {
    shopId: shop.id,
    shopName: shop.name,
    lines,
    goodsFen,
    goodsDiscountFen: outcome.goodsDiscountFen,
    freightFen,
    freightDiscountFen: outcome.freightDiscountFen,
    pointsFen: 0,
    redPacketFen: 0,
    payableFen: sum(lines.map((line) => line.payableFen)) + freightFen - outcome.freightDiscountFen,
    applied: outcome.applied,
    declined: outcome.declined,
    hints: outcome.hints,
    couponIds: outcome.usedCouponIds,
    ...along,
    promised: (outcome.promised ?? []).map(({ offerId, title }) => ({ offerId, title })),
    limitedRuleIds: outcome.limitedRuleIds,
    exact: outcome.exact,
  }
}

function quoteLine({ sku, quantity, price }: Wanted, result: Outcome['lines'][number] | undefined): QuoteLine {
  if (!result) throw new Error(`the outcome lacks a line for ${sku.skuId}`)
  return {
    skuId: sku.skuId,
    productId: sku.productId,
    title: sku.title,
    options: sku.options,
    picture: sku.picture,
    quantity,
    listPriceFen: sku.priceFen,
    marketPriceFen: sku.marketPriceFen,
    unitPriceFen: price.priceFen,
    priceReason: price.reason,
    tiers: sku.tiers,
    discountFen: result.discountFen,
    pointsFen: 0,
    redPacketFen: 0,
    payableFen: result.payableFen,
    promises: sku.promises,
    limits: sku.limits,
    delivery: sku.delivery,
  }
}

/** The whole over all shops. Pure. */
export function assembleQuote(
  shops: ShopQuote[],
  invalid: InvalidLine[],
  {
    across = nothingAcross,
    choice = noChoice,
    fetched = new Set(),
  }: { across?: Quote['across']; choice?: Quote['choice']; /** Shops whose goods need no address. */ fetched?: ReadonlySet<string> } = {},
): Quote {
  return {
    shops,
    across,
    choice,
    invalid,
    goodsFen: sum(shops.map((shop) => shop.goodsFen)),
    discountFen: sum(shops.map((shop) => shop.goodsDiscountFen + shop.freightDiscountFen)),
    freightFen: sum(shops.map((shop) => shop.freightFen)),
    pointsFen: 0,
    redPacketFen: 0,
    payableFen: sum(shops.map((shop) => shop.payableFen)),
    assets: null,
    needsAddress:
      shops.length === 0 || shops.some((shop) => !fetched.has(shop.shopId) && shop.lines.some((line) => line.delivery === 'parcel')),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
