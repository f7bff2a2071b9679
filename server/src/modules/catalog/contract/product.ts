import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Ids } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'
import { Delivery, PurchaseLimits, SpecialPrice } from './offer.ts'

/** What a merchant calls a thing: SPU code, SKU code. */
export const Code = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\w./-]+$/)
const AxisName = z.string().trim().min(1).max(12)
export const OptionName = z.string().trim().min(1).max(30)

export const ProductState = z.enum(['draft', 'on_sale', 'off_sale', 'archived'])

/** One choosable property of a product: 颜色, 尺码 … */
export const Axis = z.strictObject({ name: AxisName, options: z.array(OptionName).min(1).max(40) }).meta({ id: 'Axis' })
/** From this many pieces of one SKU on, a piece costs this. */
export const PriceTier = z.strictObject({ minQuantity: z.int().min(2).max(9999), priceFen: Fen }).meta({ id: 'PriceTier' })
export const Attribute = z
  .strictObject({ name: z.string().trim().min(1).max(20), value: z.string().trim().min(1).max(100) })
  .meta({ id: 'Attribute' })
export const Promise_ = z.enum([
  'seven_day_return',
  'freight_insurance',
  'fake_one_pay_ten',
  'price_protection',
  'fast_shipping',
  'freshness',
  'official_warranty',
])

export const Sku = z
  .object({
    id: Id,
    code: z.string(),
    barcode: z.string(),
    /** One option name per axis, in the order of the axes. */
    options: z.array(z.string()),
    priceFen: Fen,
    marketPriceFen: Fen.nullable(),
    tiers: z.array(PriceTier),
    specials: z.array(SpecialPrice),
    weightGrams: z.int(),
    delivery: Delivery,
    picture: Picture.nullable(),
  })
  .meta({ id: 'Sku' })

export const ProductCard = z
  .object({
    id: Id,
    shopId: Id,
    title: z.string(),
    subtitle: z.string(),
    picture: Picture,
    /** Lowest price of its SKUs. */
    priceFen: Fen,
    marketPriceFen: Fen.nullable(),
    /** Several SKUs have several prices: show 起. */
    priceVaries: z.boolean(),
    sold: z.int(),
    /** Average stars times 10 (48 = 4.8); 0 when nobody has reviewed. */
    rating10: z.int(),
    reviews: z.int(),
    inStock: z.boolean(),
    tags: z.array(z.string()),
  })
  .meta({ id: 'ProductCard' })
export type ProductCard = z.output<typeof ProductCard>

/** A video of the product; its poster stands there until somebody plays it (the first picture where it has none). */
export const ProductVideo = z
  .strictObject({
    url: z
      .string()
      .max(200)
      .regex(/^\/media\/videos\/[\w/-]+\.mp4$/),
    width: z.int().min(1).max(10_000),
    height: z.int().min(1).max(10_000),
    seconds: z.int().min(0).max(3600),
    poster: Picture.nullable(),
  })
  .meta({ id: 'ProductVideo' })
/** A binary glTF that can be turned round. */
export const ProductModel = z
  .strictObject({
    url: z
      .string()
      .max(200)
      .regex(/^\/media\/models\/[\w/-]+\.glb$/),
  })
  .meta({ id: 'ProductModel' })

export const ProductDetail = ProductCard.extend({
  pictures: z.array(Picture),
  video: ProductVideo.nullable(),
  model: ProductModel.nullable(),
  brand: z.string().nullable(),
  /** Where its brand's page is; null when it has none. */
  brandId: Id.nullable(),
  categoryIds: z.array(Id),
  axes: z.array(Axis),
  skus: z.array(Sku),
  attributes: z.array(Attribute),
  promises: z.array(Promise_),
  limits: PurchaseLimits,
  /** Sanitised HTML. */
  detailHtml: z.string(),
  state: ProductState,
}).meta({ id: 'ProductDetail' })
export type ProductDetail = z.output<typeof ProductDetail>

export const getProduct = operation({
  id: 'getProduct',
  face: 'shop',
  method: 'GET',
  path: '/products/:id',
  access: 'public',
  params: IdParams,
  reply: ProductDetail,
  errors: ['product_not_found'],
})
export const listProductCards = operation({
  id: 'listProductCards',
  face: 'shop',
  method: 'GET',
  path: '/product-cards',
  summary: 'Cards of these products, in this order; unknown or off-sale ones are left out',
  access: 'public',
  query: z.strictObject({ ids: Ids }),
  reply: z.object({ items: z.array(ProductCard) }),
})
export const listRecommended = operation({
  id: 'listRecommended',
  face: 'shop',
  method: 'GET',
  path: '/recommended',
  summary: 'Endless list: what sells well, mixed over shops',
  access: 'public',
  query: CursorQuery.extend({ shopId: Id.optional(), order: z.enum(['best', 'new']).default('best') }),
  reply: cursorOf(ProductCard),
})
