import { sql } from 'kysely'
import type { z } from 'zod'
import type { Picture } from '../../media/contract.ts'
import type {
  AdminSku,
  Attribute,
  Axis,
  Delivery,
  PriceTier,
  ProductCard,
  ProductState,
  Promise_,
  PurchaseLimits,
  SpecialPrice,
} from '../contract.ts'

export type Axes = z.output<typeof Axis>[]
export type State = z.output<typeof ProductState>

/** On sale at this moment: the state says so, and the schedule does not contradict it. */
export const onSaleNow = (now: Date) =>
  sql<boolean>`(product.state = 'on_sale' and (product.on_sale_at is null or product.on_sale_at <= ${now}) and (product.off_sale_at is null or product.off_sale_at > ${now}))`

export const categoryIds = sql<
  string[]
>`array(select pc.category_id from catalog.product_category pc where pc.product_id = product.id order by pc.position)`

export const cardColumns = [
  'product.id',
  'product.shop_id',
  'product.title',
  'product.subtitle',
  'product.pictures',
  'product.price_fen',
  'product.market_price_fen',
  'product.price_varies',
  'product.sold',
  'product.rating10',
  'product.reviews',
  'product.in_stock',
  'product.tags',
] as const

export interface CardRow {
  id: string
  shop_id: string
  title: string
  subtitle: string
  pictures: unknown
  price_fen: number
  market_price_fen: number | null
  price_varies: boolean
  sold: number
  rating10: number
  reviews: number
  in_stock: boolean
  tags: string[]
}

/** jsonb columns hold what we wrote, from an input of that schema; a CHECK sees to the first picture. */
export const picturesOf = (value: unknown): Picture[] => value as Picture[]
export const attributesOf = (value: unknown): z.output<typeof Attribute>[] => value as z.output<typeof Attribute>[]

export function cardOf(row: CardRow): ProductCard {
  return {
    id: row.id,
    shopId: row.shop_id,
    title: row.title,
    subtitle: row.subtitle,
    picture: picturesOf(row.pictures)[0] as Picture, // a CHECK on the column: at least one
    priceFen: row.price_fen,
    marketPriceFen: row.market_price_fen,
    priceVaries: row.price_varies,
    sold: row.sold,
    rating10: row.rating10,
    reviews: row.reviews,
    inStock: row.in_stock,
    tags: row.tags,
  }
}

export interface SkuRow {
  id: string
  code: string
  barcode: string
  options: string[]
  price_fen: number
  market_price_fen: number | null
  cost_fen: number | null
  tiers: unknown
  specials: unknown
  weight_grams: number
  volume_ml: number
  picture: unknown
  delivery: Delivery
  enabled: boolean
}

export function skuOf(row: SkuRow): z.output<typeof AdminSku> {
  return {
    id: row.id,
    code: row.code,
    barcode: row.barcode,
    options: row.options,
    priceFen: row.price_fen,
    marketPriceFen: row.market_price_fen,
    costFen: row.cost_fen,
    tiers: tiersOf(row.tiers),
    specials: specialsOf(row.specials),
    weightGrams: row.weight_grams,
    volumeMl: row.volume_ml,
    delivery: row.delivery,
    picture: row.picture as Picture | null, // as written
    enabled: row.enabled,
  }
}

export const tiersOf = (value: unknown): z.output<typeof PriceTier>[] => value as z.output<typeof PriceTier>[]
export const specialsOf = (value: unknown): SpecialPrice[] => value as SpecialPrice[]

export const limitColumns = [
  'product.min_quantity',
  'product.quantity_step',
  'product.max_per_order',
  'product.max_per_person',
  'product.person_period',
] as const

export const limitsOf = (row: {
  min_quantity: number
  quantity_step: number
  max_per_order: number | null
  max_per_person: number | null
  person_period: PurchaseLimits['period']
}): PurchaseLimits => ({
  minimum: row.min_quantity,
  step: row.quantity_step,
  perOrder: row.max_per_order,
  perPerson: row.max_per_person,
  period: row.person_period,
})

export const promisesOf = (value: string[]): z.output<typeof Promise_>[] => value as z.output<typeof Promise_>[]
