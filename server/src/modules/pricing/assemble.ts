import { Quantity } from '../../kernel/schema.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Outcome } from '../promotion/contract.ts'
import type { InvalidLine, Quote, QuoteLine, ShopQuote } from './contract.ts'

/** No order costs more than this: 100 million yuan. */
const MOST_FEN = 100_000_000_00

export interface Wanted {
  sku: SkuForSale
  quantity: number
}

export interface Facts {
  wanted: readonly { skuId: string; quantity: number }[]
  skus: readonly SkuForSale[]
  available: ReadonlyMap<string, number>
  openShops: ReadonlySet<string>
}

/** Tells lines that can be bought from those that cannot, and why. Pure. */
export function sort({ wanted, skus, available, openShops }: Facts): { valid: Wanted[]; invalid: InvalidLine[] } {
  const known = new Map(skus.map((sku) => [sku.skuId, sku]))
  const valid: Wanted[] = []
  const invalid: InvalidLine[] = []
  let total = 0
  for (const { skuId, quantity } of wanted) {
    const sku = known.get(skuId)
    const left = available.get(skuId) ?? 0
    const refuse = (reason: InvalidLine['reason']): void => void invalid.push({ skuId, reason, available: left })
    if (!sku) refuse('unknown')
    else if (!sku.onSale) refuse('off_sale')
    else if (!openShops.has(sku.shopId)) refuse('shop_closed')
    else if (left < quantity) refuse('stock_short')
    else if (!Quantity.safeParse(quantity).success || total + unitPrice(sku, quantity) * quantity > MOST_FEN) refuse('too_much')
    else {
      total += unitPrice(sku, quantity) * quantity
      valid.push({ sku, quantity })
    }
  }
  return { valid, invalid }
}

/** What a piece costs when so many are bought: the lowest tier price reached, never more than the list price. */
export function unitPrice({ priceFen, tiers }: Pick<SkuForSale, 'priceFen' | 'tiers'>, quantity: number): number {
  return Math.min(priceFen, ...tiers.filter((tier) => quantity >= tier.minQuantity).map((tier) => tier.priceFen))
}

/** One shop's quote from its goods, its freight and the outcome of the offers. Pure; the numbers are those of the outcome. */
export function assembleShop(
  shop: { id: string; name: string },
  goods: readonly Wanted[],
  priced: { freightFen: number; outcome: Outcome & { usedCouponIds: string[] } },
): ShopQuote {
  const { freightFen, outcome } = priced
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
    payableFen: sum(lines.map((line) => line.payableFen)) + freightFen - outcome.freightDiscountFen,
    applied: outcome.applied,
    declined: outcome.declined,
    hints: outcome.hints,
    couponIds: outcome.usedCouponIds,
    exact: outcome.exact,
  }
}

function quoteLine({ sku, quantity }: Wanted, result: Outcome['lines'][number] | undefined): QuoteLine {
  if (!result) throw new Error(`the outcome lacks a line for ${sku.skuId}`)
  const unitPriceFen = unitPrice(sku, quantity)
  return {
    skuId: sku.skuId,
    productId: sku.productId,
    title: sku.title,
    options: sku.options,
    picture: sku.picture,
    quantity,
    listPriceFen: sku.priceFen,
    marketPriceFen: sku.marketPriceFen,
    unitPriceFen,
    priceReason: unitPriceFen < sku.priceFen ? 'tier' : 'list',
    tiers: sku.tiers,
    discountFen: result.discountFen,
    payableFen: result.payableFen,
    promises: sku.promises,
  }
}

/** The whole over all shops. Pure. */
export function assembleQuote(shops: ShopQuote[], invalid: InvalidLine[]): Quote {
  return {
    shops,
    invalid,
    goodsFen: sum(shops.map((shop) => shop.goodsFen)),
    discountFen: sum(shops.map((shop) => shop.goodsDiscountFen + shop.freightDiscountFen)),
    freightFen: sum(shops.map((shop) => shop.freightFen)),
    payableFen: sum(shops.map((shop) => shop.payableFen)),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
