import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { SearchDb } from '../db.ts'

export interface DocumentRow {
  productId: string
  shopId: string
  title: string
  brand: string | null
  categoryIds: string[]
  attributes: string[]
  words: string[]
  /** A tsvector literal. */
  terms: string
  priceFen: number
  sold: number
  rating10: number
  reviews: number
  inStock: boolean
  onSale: boolean
  popularity: number
  createdAt: string
}

const searched = ['title', 'brand', 'category_ids', 'attributes', 'price_fen', 'terms', 'on_sale']
const columnsOf = (table: string) => sql.join(searched.map((column) => sql.ref(`${table}.${column}`)))

/**
 * Writes documents, new or known. True: what they are found by has changed, and not only how well they sell; only then does the time of
 * their last change move.
 */
export async function putDocuments(db: Db<SearchDb>, documents: readonly DocumentRow[]): Promise<boolean> {
  if (documents.length === 0) return false
  const rows = await db
    .insertInto('search.document')
    .values(
      documents.map((one) => ({
        product_id: one.productId,
        shop_id: one.shopId,
        title: one.title,
        brand: one.brand,
        category_ids: one.categoryIds,
        attributes: one.attributes,
        words: one.words,
        terms: sql<string>`${one.terms}::tsvector`,
        price_fen: one.priceFen,
        sold: one.sold,
        rating10: one.rating10,
        reviews: one.reviews,
        in_stock: one.inStock,
        on_sale: one.onSale,
        popularity: one.popularity,
        created_at: new Date(one.createdAt),
        updated_at: sql<Date>`clock_timestamp()`,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('product_id').doUpdateSet((eb) => ({
        title: eb.ref('excluded.title'),
        brand: eb.ref('excluded.brand'),
        category_ids: eb.ref('excluded.category_ids'),
        attributes: eb.ref('excluded.attributes'),
        words: eb.ref('excluded.words'),
        terms: eb.ref('excluded.terms'),
        price_fen: eb.ref('excluded.price_fen'),
        sold: eb.ref('excluded.sold'),
        rating10: eb.ref('excluded.rating10'),
        reviews: eb.ref('excluded.reviews'),
        in_stock: eb.ref('excluded.in_stock'),
        on_sale: eb.ref('excluded.on_sale'),
        popularity: eb.ref('excluded.popularity'),
        updated_at: sql<Date>`case when (${columnsOf('search.document')}) is distinct from (${columnsOf('excluded')})
          then excluded.updated_at else ${eb.ref('search.document.updated_at')} end`,
      })),
    )
    .returning(sql<boolean>`updated_at > statement_timestamp()`.as('changed'))
    .execute()
  return rows.some((row) => row.changed)
}

/** Moves whenever what any document is found by changes. */
export async function lastChange(db: Db<SearchDb>): Promise<string> {
  const { rows } = await sql<{ at: Date | null }>`select max(updated_at) as at from search.document`.execute(db)
  return rows[0]?.at?.toISOString() ?? ''
}

/** Every word of the titles on sale, with the number of products that have it. */
export async function wordCounts(db: Db<SearchDb>): Promise<{ word: string; products: number }[]> {
  const { rows } = await sql<{ word: string; products: number }>`
    select word, count(distinct product_id) as products from search.document, unnest(words) as word where on_sale group by word`.execute(db)
  return rows
}

export async function brandCounts(db: Db<SearchDb>): Promise<{ brand: string; products: number }[]> {
  const { rows } = await sql<{ brand: string; products: number }>`
    select brand, count(*) as products from search.document where on_sale and brand is not null group by brand`.execute(db)
  return rows
}

/** The most popular titles with their words. */
export async function popularTitles(db: Db<SearchDb>, limit: number): Promise<{ title: string; words: string[]; popularity: number }[]> {
  return db
    .selectFrom('search.document')
    .select(['title', 'words', 'popularity'])
    .where('on_sale', '=', true)
    .orderBy('popularity', 'desc')
    .orderBy('product_id', 'desc')
    .limit(limit)
    .execute()
}
