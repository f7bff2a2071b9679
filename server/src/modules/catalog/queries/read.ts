import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/db.ts'
import type { AdminProduct, ProductCard, ProductDoc } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import { brandName, brandShown } from './brands.ts'
import { attributesOf, type Axes, cardColumns, cardOf, categoryIds, limitsOf, onSaleNow, picturesOf, promisesOf, skuOf } from './rows.ts'

export async function cardsById(db: Db<CatalogDb>, ids: readonly string[], now: Date): Promise<ProductCard[]> {
  const rows = await db
    .selectFrom('catalog.product as product')
    .select(cardColumns)
    .where(sql<boolean>`product.id = any(${ids}::uuid[])`)
    .where(onSaleNow(now))
    .execute()
  return rows.map(cardOf)
}

export type WholeProduct = z.output<typeof AdminProduct> & { onSale: boolean; brandShown: boolean }

/** A product with all SKUs that are offered, disabled ones too; of one shop when that is named. */
export async function wholeProduct(db: Db<CatalogDb>, id: string, of: { shopId?: string; now: Date }): Promise<WholeProduct | undefined> {
  let query = db
    .selectFrom('catalog.product as product')
    .selectAll('product')
    .select([categoryIds.as('category_ids'), onSaleNow(of.now).as('on_sale'), brandName.as('brand_name'), brandShown.as('brand_shown')])
    .where('product.id', '=', id)
  if (of.shopId !== undefined) query = query.where('product.shop_id', '=', of.shopId)
  const row = await query.executeTakeFirst()
  if (!row) return undefined
  const skus = await db
    .selectFrom('catalog.sku')
    .selectAll()
    .where('product_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
  return {
    ...cardOf(row),
    code: row.code,
    pictures: picturesOf(row.pictures),
    video: row.video as WholeProduct['video'], // as written
    model: row.model as WholeProduct['model'], // as written
    brand: row.brand_name,
    brandId: row.brand_id,
    brandShown: row.brand_shown,
    categoryIds: row.category_ids,
    axes: row.axes as Axes, // as written
    skus: skus.map(skuOf),
    attributes: attributesOf(row.attributes),
    promises: promisesOf(row.promises),
    limits: limitsOf(row),
    detailHtml: row.detail_html,
    state: row.state,
    freightTemplateId: row.freight_template_id,
    onSaleAt: row.on_sale_at?.toISOString() ?? null,
    offSaleAt: row.off_sale_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    onSale: row.on_sale,
  }
}

export async function productDocs(
  db: Db<CatalogDb>,
  pick: { productIds?: readonly string[] | undefined; shopId?: string | undefined; after?: string | null | undefined; limit: number },
  now: Date,
): Promise<z.output<typeof ProductDoc>[]> {
  let query = db
    .selectFrom('catalog.product as product')
    .select(cardColumns)
    .select([
      brandName.as('brand'),
      'product.attributes',
      'product.axes',
      'product.created_at',
      categoryIds.as('category_ids'),
      onSaleNow(now).as('on_sale'),
    ])
    .select(
      sql<string[]>`array(select s.code from catalog.sku s where s.product_id = product.id and s.enabled order by s.position)`.as(
        'sku_codes',
      ),
    )
    .orderBy('product.id')
    .limit(pick.limit)
  if (pick.productIds) query = query.where(sql<boolean>`product.id = any(${pick.productIds}::uuid[])`)
  if (pick.shopId) query = query.where('product.shop_id', '=', pick.shopId)
  if (pick.after) query = query.where('product.id', '>', pick.after)
  const rows = await query.execute()
  return rows.map((row) => ({
    ...cardOf(row),
    brand: row.brand,
    categoryIds: row.category_ids,
    attributes: attributesOf(row.attributes),
    skuCodes: row.sku_codes,
    options: (row.axes as Axes).flatMap((axis) => axis.options), // as written
    onSale: row.on_sale,
    createdAt: row.created_at.toISOString(),
  }))
}

/** Ids of what sells best, one of each shop in turn, so that no shop fills the page. */
export async function bestSelling(db: Db<CatalogDb>, pick: { shopId: string | undefined; limit: number }, now: Date): Promise<string[]> {
  const ofShop = pick.shopId === undefined ? sql`` : sql`and product.shop_id = ${pick.shopId}`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select product.id, product.sold, row_number() over (partition by product.shop_id order by product.in_stock desc, product.sold desc, product.id desc) as place
      from catalog.product product where ${onSaleNow(now)} ${ofShop}
    ) ranked order by place, sold desc, id desc limit ${pick.limit}`.execute(db)
  return rows.map((row) => row.id)
}

export async function newestIds(
  db: Db<CatalogDb>,
  pick: { shopId: string | undefined; before: string | undefined; limit: number },
  now: Date,
): Promise<string[]> {
  let query = db
    .selectFrom('catalog.product as product')
    .select('product.id')
    .where(onSaleNow(now))
    .orderBy('product.id', 'desc')
    .limit(pick.limit)
  if (pick.shopId !== undefined) query = query.where('product.shop_id', '=', pick.shopId)
  if (pick.before !== undefined) query = query.where('product.id', '<', pick.before)
  return (await query.execute()).map((row) => row.id)
}
