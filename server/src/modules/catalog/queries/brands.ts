import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { BrandInput } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import { onSaleNow } from './rows.ts'

/** The name of a product's brand; hidden ones keep theirs. */
export const brandName = sql<string | null>`(select b.name from catalog.brand b where b.id = product.brand_id)`

/** Whether a product's brand has a page. */
export const brandShown = sql<boolean>`exists (select 1 from catalog.brand b where b.id = product.brand_id and b.visible)`

function columnsOf({ nameEn, logo, ...brand }: BrandInput) {
  return { ...brand, name_en: nameEn, logo: logo && jsonb(logo) }
}

/** False: there is a brand of this name. */
export async function insertBrand(db: Db<CatalogDb>, id: string, brand: BrandInput, now: Date): Promise<boolean> {
  const result = await db
    .insertInto('catalog.brand')
    .values({ id, ...columnsOf(brand), created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False: there is no such brand. Throws the database's own error when another one has its name. */
export async function rewriteBrand(db: Db<CatalogDb>, id: string, brand: BrandInput, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('catalog.brand')
    .set({ ...columnsOf(brand), updated_at: now })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Locks these brands against products that are about to name one, and gives those that exist. */
export async function lockBrands(db: Db<CatalogDb>, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.brand')
    .select('id')
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** Whether it is there, and stays there until this transaction ends. */
export async function holdBrand(db: Db<CatalogDb>, id: string): Promise<boolean> {
  const row = await db.selectFrom('catalog.brand').select('id').where('id', '=', id).forKeyShare().executeTakeFirst()
  return row !== undefined
}

export async function brandExists(db: Db<CatalogDb>, id: string): Promise<boolean> {
  return (await db.selectFrom('catalog.brand').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** An editor of one of these products is told that it has changed. */
export async function moveToBrand(db: Db<CatalogDb>, move: { fromId: string; toId: string }, now: Date): Promise<void> {
  await db
    .updateTable('catalog.product')
    .set((eb) => ({ brand_id: move.toId, version: eb('version', '+', 1), updated_at: now }))
    .where('brand_id', '=', move.fromId)
    .execute()
}

export async function isBrandUsed(db: Db<CatalogDb>, id: string): Promise<boolean> {
  return (await db.selectFrom('catalog.product').select('id').where('brand_id', '=', id).limit(1).executeTakeFirst()) !== undefined
}

export async function deleteBrandRow(db: Db<CatalogDb>, id: string): Promise<void> {
  await db.deleteFrom('catalog.brand').where('id', '=', id).execute()
}

/** Products of a brand, some at a time. */
export async function productsOfBrand(
  db: Db<CatalogDb>,
  pick: { brandId: string; after: string | null; limit: number },
): Promise<{ productId: string; shopId: string }[]> {
  let query = db
    .selectFrom('catalog.product')
    .select(['id as productId', 'shop_id as shopId'])
    .where('brand_id', '=', pick.brandId)
    .orderBy('id')
    .limit(pick.limit)
  if (pick.after !== null) query = query.where('id', '>', pick.after)
  return query.execute()
}

const counts = (now: Date) =>
  [
    sql<number>`(select count(*) from catalog.product product where product.brand_id = brand.id and ${onSaleNow(now)})::int`.as('products'),
    sql<number>`(select count(*) from catalog.product product where product.brand_id = brand.id)::int`.as('used'),
  ] as const

const rowsFrom = (db: Db<CatalogDb>) => db.selectFrom('catalog.brand as brand')

export async function brandRow(db: Db<CatalogDb>, pick: { id: string } | { name: string }, now: Date) {
  const query = rowsFrom(db).selectAll('brand').select(counts(now))
  const row = await (
    'id' in pick ? query.where('brand.id', '=', pick.id) : query.where(sql<boolean>`lower(brand.name) = lower(${pick.name})`)
  ).executeTakeFirst()
  return row && { ...row, logo: row.logo as Picture | null } // as written
}
export type BrandRow = NonNullable<Awaited<ReturnType<typeof brandRow>>>

export async function brandPage(
  db: Db<CatalogDb>,
  query: { page: number; pageSize: number; search?: string | undefined },
  now: Date,
): Promise<{ rows: BrandRow[]; total: number }> {
  let found = rowsFrom(db)
  if (query.search) {
    const like = `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`
    found = found.where(sql<boolean>`(brand.name ilike ${like} or brand.name_en ilike ${like})`)
  }
  const [rows, count] = await Promise.all([
    found
      .selectAll('brand')
      .select(counts(now))
      .orderBy('brand.sort')
      .orderBy('brand.name')
      .orderBy('brand.id')
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows: rows.map((row) => ({ ...row, logo: row.logo as Picture | null })), total: count.total } // as written
}

/** Ids by name in small letters, of those that are there. */
export async function brandIdsByName(db: Db<CatalogDb>, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; wanted: string }>`
    select b.id, wanted from unnest(${[...names]}::text[]) as wanted join catalog.brand b on lower(b.name) = lower(wanted)`.execute(db)
  return new Map(rows.map((row) => [row.wanted.toLowerCase(), row.id]))
}
