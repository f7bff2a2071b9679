import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { SkuForSale } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import { brandName } from './brands.ts'
import { attributesOf, categoryIds, limitColumns, limitsOf, onSaleNow, picturesOf, promisesOf, specialsOf, tiersOf } from './rows.ts'

async function rowsOf(db: Db<CatalogDb>, skuIds: readonly string[], now: Date) {
  return db
    .selectFrom('catalog.sku as sku')
    .innerJoin('catalog.product as product', 'product.id', 'sku.product_id')
    .select([
      'sku.id',
      'sku.options',
      'sku.picture',
      'sku.price_fen',
      'sku.market_price_fen',
      'sku.tiers',
      'sku.specials',
      'sku.weight_grams',
      'sku.volume_ml',
      'sku.delivery',
      'sku.enabled',
    ])
    .select([
      'product.id as product_id',
      'product.shop_id',
      'product.title',
      'product.pictures',
      'product.freight_template_id',
      'product.promises',
      ...limitColumns,
    ])
    .select([categoryIds.as('category_ids'), onSaleNow(now).as('on_sale')])
    .where(isAmong('sku.id', skuIds))
    .execute()
}

/** What selling needs of these SKUs, those that are no longer offered too. */
export async function skusForSaleById(db: Db<CatalogDb>, skuIds: readonly string[], now: Date): Promise<SkuForSale[]> {
  const byId = new Map((await rowsOf(db, skuIds, now)).map((row) => [row.id, row]))
  return skuIds.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return {
      skuId: row.id,
      productId: row.product_id,
      shopId: row.shop_id,
      categoryIds: row.category_ids,
      title: row.title,
      options: row.options,
      picture: (row.picture as Picture | null) ?? (picturesOf(row.pictures)[0] as Picture), // as written; a CHECK: at least one
      priceFen: row.price_fen,
      marketPriceFen: row.market_price_fen,
      tiers: tiersOf(row.tiers),
      specials: specialsOf(row.specials),
      limits: limitsOf(row),
      weightGrams: row.weight_grams,
      volumeMl: row.volume_ml,
      delivery: row.delivery,
      freightTemplateId: row.freight_template_id,
      promises: promisesOf(row.promises),
      onSale: row.on_sale && row.enabled,
    }
  })
}

export async function skuCodes(db: Db<CatalogDb>, skuIds: readonly string[]): Promise<{ skuId: string; code: string; barcode: string }[]> {
  return db
    .selectFrom('catalog.sku')
    .select(['id as skuId', 'code', 'barcode'])
    .where('id', '=', sql<string>`any(${[...skuIds]}::uuid[])`)
    .execute()
}

/** What an order keeps of these SKUs. */
export async function snapshotsOf(db: Db<CatalogDb>, skuIds: readonly string[]) {
  const rows = await db
    .selectFrom('catalog.sku as sku')
    .innerJoin('catalog.product as product', 'product.id', 'sku.product_id')
    .select(['sku.id as skuId', 'sku.delivery', brandName.as('brand'), 'product.attributes'])
    .where(isAmong('sku.id', skuIds))
    .execute()
  return rows.map((row) => ({ ...row, attributes: attributesOf(row.attributes) }))
}
