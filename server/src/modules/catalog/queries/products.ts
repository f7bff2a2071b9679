import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ProductInput } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import type { Axes, State } from './rows.ts'

export interface ProductRow extends Omit<ProductInput, 'skus' | 'categoryIds'> {
  id: string
  shopId: string
  priceFen: number
  marketPriceFen: number | null
  priceVaries: boolean
}

function columnsOf(product: ProductRow) {
  return {
    code: product.code,
    title: product.title,
    subtitle: product.subtitle,
    brand_id: product.brandId,
    pictures: jsonb(product.pictures),
    video: product.video && jsonb(product.video),
    model: product.model && jsonb(product.model),
    axes: jsonb(product.axes),
    attributes: jsonb(product.attributes),
    promises: product.promises,
    tags: product.tags,
    detail_html: product.detailHtml,
    freight_template_id: product.freightTemplateId,
    min_quantity: product.limits.minimum,
    quantity_step: product.limits.step,
    max_per_order: product.limits.perOrder,
    max_per_person: product.limits.perPerson,
    person_period: product.limits.period,
    state: product.state,
    on_sale_at: product.onSaleAt === null ? null : new Date(product.onSaleAt),
    off_sale_at: product.offSaleAt === null ? null : new Date(product.offSaleAt),
    price_fen: product.priceFen,
    market_price_fen: product.marketPriceFen,
    price_varies: product.priceVaries,
  }
}

/** False: the shop has a product of this code. */
export async function insertProduct(db: Db<CatalogDb>, product: ProductRow, now: Date): Promise<boolean> {
  const result = await db
    .insertInto('catalog.product')
    .values({ ...columnsOf(product), id: product.id, shop_id: product.shopId, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['shop_id', 'code']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/**
 * Takes a product to be rewritten, if it is still of that version (of any when none is named), and locks it for this transaction.
 * Gives the axes that its SKUs were made of.
 */
export async function claimProduct(
  db: Db<CatalogDb>,
  claim: { shopId: string; id: string; version: number | undefined },
  now: Date,
): Promise<{ axes: Axes } | undefined> {
  let query = db
    .updateTable('catalog.product')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('id', '=', claim.id)
    .where('shop_id', '=', claim.shopId)
  if (claim.version !== undefined) query = query.where('version', '=', claim.version)
  const row = await query.returning('axes').executeTakeFirst()
  return row && { axes: row.axes as Axes } // written by us, from an input of that schema
}

/** Rewrites a claimed product. Throws the database's own error when another product of the shop has its code. */
export async function rewriteProduct(db: Db<CatalogDb>, product: ProductRow): Promise<void> {
  await db
    .updateTable('catalog.product')
    .set(columnsOf(product))
    .where('id', '=', product.id)
    .where('shop_id', '=', product.shopId)
    .execute()
}

export async function setAssets(
  db: Db<CatalogDb>,
  { productId, video, model }: { productId: string } & Pick<ProductInput, 'video' | 'model'>,
): Promise<{ shopId: string } | undefined> {
  return db
    .updateTable('catalog.product')
    .set((eb) => ({ video: video && jsonb(video), model: model && jsonb(model), version: eb('version', '+', 1) }))
    .where('id', '=', productId)
    .returning('shop_id as shopId')
    .executeTakeFirst()
}

export async function versionOf(db: Db<CatalogDb>, shopId: string, id: string): Promise<number | undefined> {
  const row = await db.selectFrom('catalog.product').select('version').where('id', '=', id).where('shop_id', '=', shopId).executeTakeFirst()
  return row?.version
}

export async function productIdsByCode(db: Db<CatalogDb>, shopId: string, codes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('catalog.product')
    .select(['id', 'code'])
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`code = any(${codes}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Moves products of the shop to a state; those that are in it already are not named. What staff decide by hand ends the schedule it contradicts. */
export async function moveProducts(
  db: Db<CatalogDb>,
  move: { shopId: string; ids: readonly string[]; state: State },
  now: Date,
): Promise<string[]> {
  const rows = await db
    .updateTable('catalog.product')
    .set((eb) => ({
      state: move.state,
      version: eb('version', '+', 1),
      updated_at: now,
      on_sale_at: move.state === 'on_sale' || move.state === 'archived' ? null : eb.ref('on_sale_at'),
      off_sale_at: move.state === 'on_sale' ? sql<Date | null>`case when off_sale_at > ${now} then off_sale_at end` : null,
    }))
    .where('shop_id', '=', move.shopId)
    .where(sql<boolean>`id = any(${move.ids}::uuid[])`)
    .where((eb) => eb.or([eb('state', '<>', move.state), eb('on_sale_at', 'is not', null)]))
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export interface Told {
  productId: string
  shopId: string
}

/** Puts on sale what is due, some at a time; rows that another process has in hand are left to it. */
export async function startSales(db: Db<CatalogDb>, now: Date): Promise<Told[]> {
  const { rows } = await sql<Told>`
    update catalog.product p set state = 'on_sale', on_sale_at = null, version = version + 1, updated_at = ${now}
    from (select id from catalog.product where on_sale_at <= ${now} and state <> 'archived' order by on_sale_at limit 100 for update skip locked) due
    where p.id = due.id returning p.id as "productId", p.shop_id as "shopId"`.execute(db)
  return rows
}

/** Takes off sale what is due, in the same way. */
export async function endSales(db: Db<CatalogDb>, now: Date): Promise<Told[]> {
  const { rows } = await sql<Told>`
    update catalog.product p set state = 'off_sale', off_sale_at = null, version = version + 1, updated_at = ${now}
    from (select id from catalog.product where off_sale_at <= ${now} and state = 'on_sale' order by off_sale_at limit 100 for update skip locked) due
    where p.id = due.id returning p.id as "productId", p.shop_id as "shopId"`.execute(db)
  return rows
}

/**
 * Adds pieces that were sold, once a key. Others are told later, once for many: a product that sells fast would else be indexed anew for
 * each order. Products are locked in one order for everybody, so that two orders never deadlock.
 */
export async function countSales(db: Db<CatalogDb>, key: string, pieces: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    with fresh as (
      insert into catalog.sales_seen (key) values (${key}) on conflict (key) do nothing returning key
    ), due as (
      select p.id, w.pieces from fresh, unnest(${[...pieces.keys()]}::uuid[], ${[...pieces.values()]}::int[]) as w(id, pieces)
      join catalog.product p on p.id = w.id order by p.id for update of p
    )
    update catalog.product p set sold = greatest(0, p.sold + due.pieces), sold_untold = true from due where p.id = due.id`.execute(db)
}

export async function takeUntold(db: Db<CatalogDb>): Promise<Told[]> {
  const { rows } = await sql<Told>`
    update catalog.product p set sold_untold = false
    from (select id from catalog.product where sold_untold order by id limit 200 for update skip locked) due
    where p.id = due.id returning p.id as "productId", p.shop_id as "shopId"`.execute(db)
  return rows
}

export async function rateProduct(
  db: Db<CatalogDb>,
  productId: string,
  rating: { rating10: number; reviews: number },
): Promise<Told | undefined> {
  const row = await db
    .updateTable('catalog.product')
    .set(rating)
    .where('id', '=', productId)
    .where((eb) => eb.or([eb('rating10', '<>', rating.rating10), eb('reviews', '<>', rating.reviews)]))
    .returning(['id', 'shop_id'])
    .executeTakeFirst()
  return row && { productId: row.id, shopId: row.shop_id }
}

export async function stockProduct(db: Db<CatalogDb>, productId: string, inStock: boolean): Promise<Told | undefined> {
  const row = await db
    .updateTable('catalog.product')
    .set({ in_stock: inStock })
    .where('id', '=', productId)
    .where('in_stock', '<>', inStock)
    .returning(['id', 'shop_id'])
    .executeTakeFirst()
  return row && { productId: row.id, shopId: row.shop_id }
}
