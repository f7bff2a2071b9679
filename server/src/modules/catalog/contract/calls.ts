import { z } from 'zod'
import { call, event } from '../../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'
import { BrandInput } from './brand.ts'
import { Category } from './category.ts'
import { Delivery, PurchaseLimits, SpecialPrice } from './offer.ts'
import { Attribute, PriceTier, ProductCard, ProductModel, ProductVideo, Promise_ } from './product.ts'
import { ImportReport } from './spreadsheet.ts'

export const productChanged = event('catalog.product_changed', z.object({ productId: Id, shopId: Id }), ({ productId }) => productId)
/** New SKUs exist; inventory opens a level for each (zero pieces). */
export const skusCreated = event(
  'catalog.skus_created',
  z.object({ productId: Id, shopId: Id, skuIds: z.array(Id) }),
  ({ productId }) => productId,
)
/** A spreadsheet said how many pieces there are; inventory sets on-hand to that, once per import and SKU. */
export const stockCounted = event(
  'catalog.stock_counted',
  z.object({
    importId: Id,
    shopId: Id,
    productId: Id,
    actor: z.string(),
    lines: z.array(z.object({ skuId: Id, quantity: z.int().min(0) })),
  }),
  ({ productId }) => productId,
)

/** What selling needs to know of a SKU. */
export const SkuForSale = z.object({
  skuId: Id,
  productId: Id,
  shopId: Id,
  categoryIds: z.array(Id),
  title: z.string(),
  options: z.array(z.string()),
  picture: Picture,
  priceFen: Fen,
  marketPriceFen: Fen.nullable(),
  tiers: z.array(PriceTier),
  specials: z.array(SpecialPrice),
  limits: PurchaseLimits,
  weightGrams: z.int(),
  volumeMl: z.int(),
  delivery: Delivery,
  freightTemplateId: Id.nullable(),
  promises: z.array(Promise_),
  /** On sale now: the product is on sale and in its schedule and the SKU is enabled. */
  onSale: z.boolean(),
})
export type SkuForSale = z.output<typeof SkuForSale>

export const ProductDoc = ProductCard.extend({
  brand: z.string().nullable(),
  categoryIds: z.array(Id),
  attributes: z.array(Attribute),
  skuCodes: z.array(z.string()),
  /** Every option of every axis: 红色, XL … */
  options: z.array(z.string()),
  onSale: z.boolean(),
  createdAt: Time,
})

export const catalogCalls = {
  skusForSale: call(z.object({ skuIds: z.array(Id).max(500) }), z.object({ items: z.array(SkuForSale) })),
  /** What is printed on the goods, also of SKUs that are sold no more. */
  skuCodes: call(
    z.object({ skuIds: z.array(Id).max(500) }),
    z.object({ items: z.array(z.object({ skuId: Id, code: z.string(), barcode: z.string() })) }),
  ),
  /** SKUs of a shop by the codes that its other systems know them by; codes of nobody are left out. */
  skusByCode: call(
    z.object({ shopId: Id, codes: z.array(z.string().max(40)).max(500) }),
    z.object({ items: z.array(z.object({ code: z.string(), skuId: Id })) }),
  ),
  /** What an order keeps of these SKUs beside what it costs: brand, attributes and delivery as they are now. */
  snapshots: call(
    z.object({ skuIds: z.array(Id).max(500) }),
    z.object({ items: z.array(z.object({ skuId: Id, brand: z.string().nullable(), attributes: z.array(Attribute), delivery: Delivery })) }),
  ),
  /** The same for everything that a product shoppers may see offers; empty for any other product. */
  skusOfProduct: call(z.object({ productId: Id }), z.object({ items: z.array(SkuForSale) })),
  /** The same for many products at once. */
  skusOfProducts: call(z.object({ productIds: z.array(Id).max(100) }), z.object({ items: z.array(SkuForSale) })),
  cards: call(z.object({ productIds: z.array(Id).max(500) }), z.object({ items: z.array(ProductCard) })),
  /** Documents for the search index: these products, or all (of a shop) after a cursor. */
  docs: call(
    z.object({
      productIds: z.array(Id).max(500).optional(),
      shopId: Id.optional(),
      after: Id.nullable().optional(),
      limit: z.int().max(1000).default(500),
    }),
    z.object({ items: z.array(ProductDoc) }),
  ),
  categoryTree: call(z.strictObject({}), z.object({ items: z.array(Category) })),
  /** Adds to the sales count; keyed by order, twice is once. */
  addSales: call(z.object({ key: z.string().max(100), lines: z.array(z.object({ productId: Id, quantity: z.int() })) }), Done),
  setRating: call(z.object({ productId: Id, rating10: z.int().min(0).max(50), reviews: z.int().min(0) }), Done),
  setInStock: call(z.object({ productId: Id, inStock: z.boolean() }), Done),
  /** The merchant's spreadsheet, as bytes in base64; the same use case as `importProducts`. For set-up. */
  importSpreadsheet: call(
    z.object({ shopId: Id, fileBase64: z.string(), actor: z.string(), dryRun: z.boolean().default(false) }),
    ImportReport,
  ),
  /** Gives a product its video and model, of the media library. For set-up. */
  showAssets: call(z.object({ productId: Id, video: ProductVideo.nullable(), model: ProductModel.nullable() }), Done),
  /** Creates brands, or rewrites those of these names. For set-up. */
  putBrands: call(z.object({ items: z.array(BrandInput).max(1000) }), z.object({ items: z.array(z.object({ id: Id, name: z.string() })) })),
  /** Creates categories by path (生鲜/水果/苹果) where missing. For set-up. */
  putCategories: call(
    z.object({ items: z.array(z.object({ path: z.array(z.string()).min(1).max(3), picture: Picture.nullable(), sort: z.int() })) }),
    z.object({ items: z.array(z.object({ path: z.array(z.string()), id: Id })) }),
  ),
}
