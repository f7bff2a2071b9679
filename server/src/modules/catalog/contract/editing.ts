import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Fen, Id, IdParams, PageQuery, pageOf, Time } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'
import { Delivery, NO_LIMITS, PurchaseLimits, SpecialPrice } from './offer.ts'
import {
  Attribute,
  Axis,
  Code,
  OptionName,
  PriceTier,
  ProductCard,
  ProductDetail,
  ProductModel,
  ProductState,
  ProductVideo,
  Promise_,
  Sku,
} from './product.ts'

export const AdminSku = Sku.extend({ costFen: Fen.nullable(), volumeMl: z.int(), enabled: z.boolean() }).meta({ id: 'AdminSku' })
export const AdminProduct = ProductDetail.omit({ skus: true })
  .extend({
    code: z.string(),
    skus: z.array(AdminSku),
    freightTemplateId: Id.nullable(),
    onSaleAt: Time.nullable(),
    offSaleAt: Time.nullable(),
    createdAt: Time,
    updatedAt: Time,
    /** Counts up with each change; an edit must name the version it started from. */
    version: z.int(),
  })
  .meta({ id: 'AdminProduct' })

export const SkuInput = z.strictObject({
  code: Code,
  barcode: z.string().trim().max(20).default(''),
  options: z.array(OptionName).max(4),
  priceFen: Fen,
  marketPriceFen: Fen.nullable().default(null),
  costFen: Fen.nullable().default(null),
  tiers: z.array(PriceTier).max(5).default([]),
  specials: z.array(SpecialPrice).max(12).default([]),
  weightGrams: z.int().min(0).max(1_000_000).default(0),
  volumeMl: z.int().min(0).max(10_000_000).default(0),
  picture: Picture.nullable().default(null),
  delivery: Delivery.default('parcel'),
  enabled: z.boolean().default(true),
})
export const ProductInput = z.strictObject({
  code: Code,
  title: z.string().trim().min(2).max(80),
  subtitle: z.string().trim().max(120).default(''),
  brandId: Id.nullable().default(null),
  categoryIds: z.array(Id).min(1).max(5),
  pictures: z.array(Picture).min(1).max(12),
  video: ProductVideo.nullable().default(null),
  model: ProductModel.nullable().default(null),
  axes: z.array(Axis).max(4).default([]),
  skus: z.array(SkuInput).min(1).max(200),
  attributes: z.array(Attribute).max(40).default([]),
  promises: z.array(Promise_).max(7).default([]),
  tags: z.array(z.string().trim().min(1).max(8)).max(5).default([]),
  detailHtml: z.string().max(60_000).default(''),
  freightTemplateId: Id.nullable().default(null),
  limits: PurchaseLimits.default(NO_LIMITS),
  state: z.enum(['draft', 'on_sale', 'off_sale']).default('draft'),
  onSaleAt: Time.nullable().default(null),
  offSaleAt: Time.nullable().default(null),
})
export type ProductInput = z.output<typeof ProductInput>

export const AdminProductRow = ProductCard.extend({
  code: z.string(),
  state: ProductState,
  skuCount: z.int(),
  categoryIds: z.array(Id),
  updatedAt: Time,
}).meta({ id: 'AdminProductRow' })
export const listAdminProducts = operation({
  id: 'listAdminProducts',
  face: 'admin',
  method: 'GET',
  path: '/products',
  access: 'staff:catalog.read',
  query: PageQuery.extend({
    search: z.string().max(80).optional(),
    state: ProductState.optional(),
    categoryId: Id.optional(),
    brandId: Id.optional(),
    sort: z.enum(['updated', 'sold', 'price', 'title']).default('updated'),
    direction: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: pageOf(AdminProductRow),
})
const productErrors = [
  'product_code_taken',
  'sku_code_taken',
  'category_not_found',
  'brand_not_found',
  'sku_options_wrong',
  'tier_prices_wrong',
  'special_prices_wrong',
  'limits_wrong',
  'delivery_fixed',
  'attribute_wrong',
  'attribute_missing',
  'market_price_too_low',
  'picture_unknown',
  'asset_unknown',
  'schedule_wrong',
]
export const getAdminProduct = operation({
  id: 'getAdminProduct',
  face: 'admin',
  method: 'GET',
  path: '/products/:id',
  access: 'staff:catalog.read',
  params: IdParams,
  reply: AdminProduct,
  errors: ['product_not_found'],
})
export const createProduct = operation({
  id: 'createProduct',
  face: 'admin',
  method: 'POST',
  path: '/products',
  access: 'staff:catalog.write',
  body: ProductInput,
  reply: AdminProduct,
  errors: productErrors,
})
export const updateProduct = operation({
  id: 'updateProduct',
  face: 'admin',
  method: 'PUT',
  path: '/products/:id',
  summary: 'Replace a product; SKUs whose options still exist keep their id',
  access: 'staff:catalog.write',
  params: IdParams,
  body: ProductInput.extend({ version: z.int() }),
  reply: AdminProduct,
  errors: ['product_not_found', 'version_changed', ...productErrors],
})
export const setProductStates = operation({
  id: 'setProductStates',
  face: 'admin',
  method: 'POST',
  path: '/products/states',
  access: 'staff:catalog.write',
  body: z.strictObject({ ids: z.array(Id).min(1).max(200), state: ProductState }),
  reply: z.object({ changed: z.int() }),
})
