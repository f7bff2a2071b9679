import { AppError } from '../../kernel/errors.ts'
import type { BulkChange, ProductInput } from './contract.ts'

/** A product with one change made to it. Pure. Throws `price_below_zero`. */
export function changed(product: ProductInput, change: BulkChange): ProductInput {
  switch (change.kind) {
    case 'price':
      return { ...product, skus: product.skus.map((sku) => priced(sku, change)) }
    case 'state':
      return { ...product, state: change.state, onSaleAt: null, offSaleAt: null }
    case 'category':
      return {
        ...product,
        categoryIds: change.add ? [...new Set([...product.categoryIds, ...change.categoryIds])].slice(0, 5) : change.categoryIds,
      }
    case 'brand':
      return { ...product, brandId: change.brandId }
    case 'freight':
      return { ...product, freightTemplateId: change.freightTemplateId }
    case 'limits':
      return { ...product, limits: change.limits }
  }
}

type Sku = ProductInput['skus'][number]
type PriceChange = Extract<BulkChange, { kind: 'price' }>

/** Tiers and special prices go along, so that they stay below the price. The market price stays what it was. */
function priced(sku: Sku, change: PriceChange): Sku {
  const to = <T extends { priceFen: number }>(one: T): T => ({ ...one, priceFen: moved(one.priceFen, change) })
  return { ...to(sku), tiers: sku.tiers.map(to), specials: sku.specials.map(to) }
}

/** Percentages are rounded half up to the fen, once for each price. */
function moved(fen: number, { by, amount }: PriceChange): number {
  const next = by === 'fen' ? fen + amount : Math.floor((fen * (10_000 + amount) + 5000) / 10_000)
  if (next < 0) throw new AppError('invalid', 'price_below_zero')
  return next
}
