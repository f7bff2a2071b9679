import { type Db, inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { tree } from './categories.ts'
import { problemsOf } from './check.ts'
import type { Catalog } from './context.ts'
import { type ProductInput, productChanged, skusCreated } from './contract.ts'
import type { CatalogDb } from './db.ts'
import { forget } from './hot.ts'
import { type KnownSku, type Placed, placeSkus } from './matrix.ts'
import { holdBrand } from './queries/brands.ts'
import { claimProduct, insertProduct, type ProductRow, productIdsByCode, rewriteProduct, versionOf } from './queries/products.ts'
import { knownSkus, offerSkus, putInCategories, takenSkuCodes } from './queries/skus.ts'
import { sanitise } from './sanitise.ts'
import { withAssets } from './shown.ts'
import { definitionsOf, typedAttributes } from './typed.ts'

export interface WriteInput {
  shopId: string
  /** Names the product to rewrite; without it one is created. */
  id?: string
  /** The version the edit started from; without it any is overwritten. */
  version?: number
  product: ProductInput
}

export interface Written {
  productId: string
  code: string
  created: boolean
  skus: { id: string; code: string }[]
}

/**
 * Creates or rewrites one product with its SKUs and categories. Throws `version_changed`, `product_not_found` and whatever is wrong with
 * the product itself.
 */
export async function writeProduct(catalog: Catalog, input: WriteInput): Promise<string> {
  const asked = typedBy(await definitions(catalog), prepared(input.product, catalog.now()))
  await refuseUnknownPictures(catalog, [asked])
  const [product = asked] = await withAssets(catalog, [asked])
  const written = await named(() => inTx(catalog.db, (db) => write(catalog, db, { ...input, product })))
  forget(catalog, [written.productId])
  return written.productId
}

export interface WriteAll {
  shopId: string
  products: readonly ProductInput[]
  /** To be done first in the same transaction, such as creating the brands that the products name. */
  before?: (db: Db<CatalogDb>) => Promise<void>
  /** More to be done in the same transaction, such as telling how many pieces were counted. */
  after?: (db: Db<CatalogDb>, written: readonly Written[]) => Promise<void>
}

/**
 * Creates or rewrites many products of a shop in one transaction, recognised by their codes: all or none. Throws what `writeProduct`
 * throws, with the `index` of the product in the detail.
 */
export async function writeProducts(catalog: Catalog, { shopId, products, before, after }: WriteAll): Promise<Written[]> {
  const nodes = await definitions(catalog)
  const checked = products.map((product, index) => at(index, () => typedBy(nodes, prepared(product, catalog.now()))))
  await refuseUnknownPictures(catalog, checked)
  const ready = await withAssets(catalog, checked)
  const written = await named(() =>
    inTx(catalog.db, async (db) => {
      await before?.(db)
      const known = await productIdsByCode(
        db,
        shopId,
        ready.map((product) => product.code),
      )
      const done: Written[] = []
      for (const [index, product] of ready.entries()) {
        const id = known.get(product.code)
        done.push(await atAsync(index, () => write(catalog, db, { shopId, product, ...(id ? { id } : {}) })))
      }
      await after?.(db, done)
      return done
    }),
  )
  forget(
    catalog,
    written.map((one) => one.productId),
  )
  return written
}

type Definitions = Parameters<typeof definitionsOf>[1]

async function definitions(catalog: Catalog): Promise<Definitions> {
  return new Map((await tree(catalog)).items.map((node) => [node.id, node]))
}

/** Its attributes as the categories define them. */
const typedBy = (nodes: Definitions, product: ProductInput): ProductInput => ({
  ...product,
  attributes: typedAttributes(product.attributes, definitionsOf(product.categoryIds, nodes)),
})

/** Throws the first fault of a product; gives it as it will be kept. */
function prepared(product: ProductInput, now: Date): ProductInput {
  const problem = problemsOf(product)[0]
  if (problem)
    throw new AppError(problem.code === 'sku_code_taken' ? 'conflict' : 'invalid', problem.code, {
      path: problem.path,
      value: problem.value,
    })
  const past = (time: string | null): boolean => time !== null && Date.parse(time) <= now.getTime()
  // A sale that ended before it is written would end at once without anybody having asked for that.
  if (product.state === 'on_sale' && past(product.offSaleAt))
    throw new AppError('invalid', 'schedule_wrong', { path: 'offSaleAt', value: product.offSaleAt })
  return {
    ...product,
    detailHtml: sanitise(product.detailHtml),
    categoryIds: [...new Set(product.categoryIds)],
    onSaleAt: past(product.onSaleAt) ? null : product.onSaleAt,
    offSaleAt: past(product.offSaleAt) ? null : product.offSaleAt,
  }
}

async function write(catalog: Catalog, db: Db<CatalogDb>, { shopId, id, version, product }: WriteInput): Promise<Written> {
  const now = catalog.now()
  const row: ProductRow = { ...product, ...pricesOf(product), shopId, id: id ?? catalog.newId() }
  const codes = product.skus.map((sku) => sku.code)
  const taken = (await takenSkuCodes(db, codes, { shopId, exceptProductId: row.id }))[0]
  if (taken !== undefined) throw new AppError('conflict', 'sku_code_taken', { value: taken, path: `skus.${codes.indexOf(taken)}.code` })
  if (product.brandId !== null && !(await holdBrand(db, product.brandId)))
    throw new AppError('invalid', 'brand_not_found', { path: 'brandId' })
  let axes: ProductInput['axes'] = []
  if (id === undefined) {
    if (!(await insertProduct(db, row, now))) throw new AppError('conflict', 'product_code_taken', { value: row.code, path: 'code' })
  } else {
    const claimed = await claimProduct(db, { shopId, id, version }, now)
    if (!claimed) throw await missed(db, shopId, id)
    axes = claimed.axes
    await rewriteProduct(db, row)
  }
  const before = { axes, skus: id === undefined ? [] : await knownSkus(db, id) }
  const skus = placeSkus(before, product, catalog.newId)
  refuseOtherDelivery(before.skus, skus)
  await offerSkus(db, row, { skus, now })
  if (!(await putInCategories(db, row.id, product.categoryIds)))
    throw new AppError('invalid', 'category_not_found', { path: 'categoryIds' })
  const fresh = skus.filter((sku) => sku.isNew).map((sku) => sku.id)
  if (fresh.length > 0) await emit(db, skusCreated, { productId: row.id, shopId, skuIds: fresh })
  await emit(db, productChanged, { productId: row.id, shopId })
  return {
    productId: row.id,
    code: row.code,
    created: id === undefined,
    skus: skus.map(({ id: skuId, sku }) => ({ id: skuId, code: sku.code })),
  }
}

/** Stock of card keys is the pool's, stock of parcels lies on a shelf: one never becomes the other. */
function refuseOtherDelivery(before: readonly KnownSku[], skus: readonly Placed[]): void {
  const known = new Map(before.map((sku) => [sku.id, sku.delivery]))
  const index = skus.findIndex(({ id, sku }) => (known.get(id) ?? sku.delivery) !== sku.delivery)
  const changed = skus[index]
  if (changed) throw new AppError('conflict', 'delivery_fixed', { value: changed.sku.code, path: `skus.${index}.delivery` })
}

/** What a list shows: the cheapest SKU that can be bought. */
function pricesOf({ skus }: ProductInput): Pick<ProductRow, 'priceFen' | 'marketPriceFen' | 'priceVaries'> {
  const enabled = skus.filter((sku) => sku.enabled)
  const offered = enabled.length > 0 ? enabled : skus
  const cheapest = offered.reduce((best, sku) => (sku.priceFen < best.priceFen ? sku : best))
  return {
    priceFen: cheapest.priceFen,
    marketPriceFen: cheapest.marketPriceFen,
    priceVaries: offered.some((sku) => sku.priceFen !== cheapest.priceFen),
  }
}

async function missed(db: Db<CatalogDb>, shopId: string, id: string): Promise<AppError> {
  const version = await versionOf(db, shopId, id)
  return version === undefined
    ? new AppError('not_found', 'product_not_found', { id })
    : new AppError('conflict', 'version_changed', { version })
}

const picturesAtOnce = 500

async function refuseUnknownPictures(catalog: Catalog, products: readonly ProductInput[]): Promise<void> {
  const urls = [
    ...new Set(
      products
        .flatMap((product) =>
          [...product.pictures, product.video?.poster ?? [], ...product.skus.flatMap((sku) => sku.picture ?? [])].flat(),
        )
        .map((picture) => picture.url),
    ),
  ]
  for (let from = 0; from < urls.length; from += picturesAtOnce) {
    const asked = urls.slice(from, from + picturesAtOnce)
    const known = new Set((await catalog.media.known({ urls: asked })).known)
    const unknown = asked.find((url) => !known.has(url))
    if (unknown !== undefined) throw new AppError('invalid', 'picture_unknown', { value: unknown })
  }
}

/** Two writers who pass the checks at the same moment are told apart by the constraints. */
async function named<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (isDuplicate(error, 'product_shop_id_code_key')) throw new AppError('conflict', 'product_code_taken', { path: 'code' })
    if (isDuplicate(error, 'sku_code')) throw new AppError('conflict', 'sku_code_taken', { path: 'skus' })
    throw error
  }
}

function withIndex(error: unknown, index: number): unknown {
  return error instanceof AppError ? new AppError(error.kind, error.code, { ...error.detail, index }) : error
}

function at<T>(index: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw withIndex(error, index)
  }
}

async function atAsync<T>(index: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw withIndex(error, index)
  }
}
