import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/db.ts'
import type { AdminProductRow, listAdminProducts } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import { cardColumns, cardOf } from './rows.ts'

type Query = z.output<typeof listAdminProducts.query>

const sortColumns = { updated: 'product.updated_at', sold: 'product.sold', price: 'product.price_fen', title: 'product.title' } as const

/** One page of a shop's products for the console. */
export async function productPage(
  db: Db<CatalogDb>,
  shopId: string,
  query: Query,
): Promise<{ items: z.output<typeof AdminProductRow>[]; total: number }> {
  const found = filtered(db, shopId, query)
  const [rows, count] = await Promise.all([
    found
      .select(cardColumns)
      .select(['product.code', 'product.state', 'product.updated_at'])
      .select(
        sql<number>`(select count(*) from catalog.sku s where s.product_id = product.id and s.removed_at is null)::int`.as('sku_count'),
      )
      .select(
        sql<
          string[]
        >`array(select pc.category_id from catalog.product_category pc where pc.product_id = product.id order by pc.position)`.as(
          'category_ids',
        ),
      )
      .orderBy(sortColumns[query.sort], query.direction)
      .orderBy('product.id', query.direction)
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  const items = rows.map((row) => ({
    ...cardOf(row),
    code: row.code,
    state: row.state,
    skuCount: row.sku_count,
    categoryIds: row.category_ids,
    updatedAt: row.updated_at.toISOString(),
  }))
  return { items, total: count.total }
}

function filtered(db: Db<CatalogDb>, shopId: string, query: Query) {
  let found = db.selectFrom('catalog.product as product').where('product.shop_id', '=', shopId)
  // Archived products are out of the way until they are asked for.
  found = query.state ? found.where('product.state', '=', query.state) : found.where('product.state', '<>', 'archived')
  if (query.search) {
    const like = `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`
    found = found.where(
      sql<boolean>`(product.title ilike ${like} or product.code ilike ${like} or exists (select 1 from catalog.sku s where s.product_id = product.id and s.removed_at is null and (s.code ilike ${like} or s.barcode = ${query.search})))`,
    )
  }
  if (query.brandId) found = found.where('product.brand_id', '=', query.brandId)
  if (query.categoryId) {
    found = found.where(
      sql<boolean>`exists (
        with recursive below as (
          select id from catalog.category where id = ${query.categoryId}
          union all select c.id from catalog.category c join below on c.parent_id = below.id
        )
        select 1 from catalog.product_category pc join below on below.id = pc.category_id where pc.product_id = product.id)`,
    )
  }
  return found
}
