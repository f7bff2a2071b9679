import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, IdParams, Ids, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { AttributeDef, Delivery, NO_LIMITS, PurchaseLimits, SpecialPrice } from './contract-offer.ts'

export * from './contract-bulk.ts'
export * from './contract-offer.ts'

/** What a merchant calls a thing: SPU code, SKU code. */
const Code = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\w./-]+$/)
const AxisName = z.string().trim().min(1).max(12)
const OptionName = z.string().trim().min(1).max(30)

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

export const ProductDetail = ProductCard.extend({
  pictures: z.array(Picture),
  brand: z.string().nullable(),
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

export const Category = z
  .object({
    id: Id,
    parentId: Id.nullable(),
    name: z.string(),
    picture: Picture.nullable(),
    sort: z.int(),
    products: z.int(),
    attributes: z.array(AttributeDef),
  })
  .meta({ id: 'Category' })

// --- storefront
export const listCategories = operation({
  id: 'listCategories',
  face: 'shop',
  method: 'GET',
  path: '/categories',
  summary: 'The whole category tree, flat',
  access: 'public',
  reply: z.object({ items: z.array(Category) }),
})
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

// --- console
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
  brand: z.string().trim().max(40).nullable().default(null),
  categoryIds: z.array(Id).min(1).max(5),
  pictures: z.array(Picture).min(1).max(12),
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
    sort: z.enum(['updated', 'sold', 'price', 'title']).default('updated'),
    direction: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: pageOf(AdminProductRow),
})
const productErrors = [
  'product_code_taken',
  'sku_code_taken',
  'category_not_found',
  'sku_options_wrong',
  'tier_prices_wrong',
  'special_prices_wrong',
  'limits_wrong',
  'delivery_fixed',
  'attribute_wrong',
  'attribute_missing',
  'market_price_too_low',
  'picture_unknown',
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

const CategoryInput = z.strictObject({
  name: z.string().trim().min(1).max(20),
  parentId: Id.nullable(),
  picture: Picture.nullable().default(null),
  sort: z.int().min(0).max(10_000).default(0),
  /** Absent: none for a new category, as they are for one that is changed. */
  attributes: z.array(AttributeDef).max(20).optional(),
})
export const listAdminCategories = operation({
  id: 'listAdminCategories',
  face: 'admin',
  method: 'GET',
  path: '/categories',
  access: 'staff',
  reply: z.object({ items: z.array(Category) }),
})
export const createCategory = operation({
  id: 'createCategory',
  face: 'admin',
  method: 'POST',
  path: '/categories',
  access: 'staff:catalog.write',
  platform: true,
  body: CategoryInput,
  reply: Category,
  errors: ['category_not_found', 'category_too_deep', 'category_name_taken', 'attribute_options_wrong', 'picture_unknown'],
})
export const updateCategory = operation({
  id: 'updateCategory',
  face: 'admin',
  method: 'PUT',
  path: '/categories/:id',
  summary: 'Rename, re-sort or move a subtree',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  body: CategoryInput,
  reply: Category,
  errors: [
    'category_not_found',
    'category_too_deep',
    'category_in_itself',
    'category_name_taken',
    'attribute_options_wrong',
    'picture_unknown',
  ],
})
export const deleteCategory = operation({
  id: 'deleteCategory',
  face: 'admin',
  method: 'DELETE',
  path: '/categories/:id',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  reply: Done,
  errors: ['category_not_found', 'category_in_use'],
})

export const ImportReport = z
  .object({
    /** False: nothing at all was changed. */
    applied: z.boolean(),
    products: z.int(),
    skus: z.int(),
    created: z.int(),
    updated: z.int(),
    problems: z.array(
      z.object({ sheet: z.string(), row: z.int(), column: z.string(), value: z.string(), code: z.string(), message: z.string() }),
    ),
  })
  .meta({ id: 'ImportReport' })
export const importProducts = operation({
  id: 'importProducts',
  face: 'admin',
  method: 'POST',
  path: '/products/import',
  summary: 'Spreadsheet (xlsx) in: all rows or none, with a row-by-row report',
  access: 'staff:catalog.write',
  upload: { maxFiles: 1, maxBytes: 20 * 1024 * 1024 },
  /** `dryRun`: check only. */
  body: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') }),
  changes: ({ dryRun }) => dryRun !== 'true',
  reply: ImportReport,
  errors: ['file_missing', 'file_too_large', 'spreadsheet_unreadable'],
})
export const exportProducts = operation({
  id: 'exportProducts',
  face: 'admin',
  method: 'GET',
  path: '/products.xlsx',
  access: 'staff:catalog.read',
  raw: true,
  reply: z.string(),
})
export const downloadImportTemplate = operation({
  id: 'downloadImportTemplate',
  face: 'admin',
  method: 'GET',
  path: '/products/import-template.xlsx',
  access: 'staff:catalog.read',
  raw: true,
  reply: z.string(),
})

// --- between modules
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
  cards: call(z.object({ productIds: z.array(Id).max(500) }), z.object({ items: z.array(ProductCard) })),
  /** Documents for the search index: these products, or all after a cursor. */
  docs: call(
    z.object({ productIds: z.array(Id).max(500).optional(), after: Id.nullable().optional(), limit: z.int().max(1000).default(500) }),
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
  /** Creates categories by path (生鲜/水果/苹果) where missing. For set-up. */
  putCategories: call(
    z.object({ items: z.array(z.object({ path: z.array(z.string()).min(1).max(3), picture: Picture.nullable(), sort: z.int() })) }),
    z.object({ items: z.array(z.object({ path: z.array(z.string()), id: Id })) }),
  ),
}
