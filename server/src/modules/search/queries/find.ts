import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { SearchDb } from '../db.ts'

export type Sort = 'relevance' | 'sales' | 'price_asc' | 'price_desc' | 'rating' | 'new'

/** What is looked for: the words and the place, which the facets are counted over. */
export interface Within {
  /** A tsquery literal; empty matches everything. */
  query: string
  shopId: string | undefined
  categoryIds: readonly string[] | undefined
}
/** What narrows it further. */
export interface Narrowing {
  brand: string | undefined
  /** `name:value`; of each group one must be there. */
  attributes: readonly (readonly string[])[]
  minFen: number | undefined
  maxFen: number | undefined
  inStock: boolean
  onOffer: boolean
}
export interface Filters extends Within {
  narrow: Narrowing | undefined
}

export interface Wanted extends Filters {
  sort: Sort
  /** Title comparisons for relevance. */
  text: string
  after: { value: number; id: string } | undefined
  /** These are shown elsewhere. */
  without: readonly string[]
  limit: number
}

export interface Hit {
  id: string
  /** What it was sorted by. */
  value: number
}

const and = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(parts, sql` and `)

function within({ query, shopId, categoryIds }: Within): RawBuilder<unknown>[] {
  return [
    sql`on_sale`,
    ...(query === '' ? [] : [sql`terms @@ ${query}::tsquery`]),
    ...(shopId === undefined ? [] : [sql`shop_id = ${shopId}::uuid`]),
    ...(categoryIds === undefined ? [] : [sql`category_ids && ${categoryIds}::uuid[]`]),
  ]
}

const unnarrowed: Narrowing = { brand: undefined, attributes: [], minFen: undefined, maxFen: undefined, inStock: false, onOffer: false }

function conditions(filters: Filters): RawBuilder<unknown> {
  const { brand, attributes, minFen, maxFen, inStock, onOffer } = filters.narrow ?? unnarrowed
  return and([
    ...within(filters),
    ...(brand === undefined ? [] : [sql`brand = ${brand}`]),
    ...attributes.map((group) => sql`attributes && ${group}::text[]`),
    ...(minFen === undefined ? [] : [sql`price_fen >= ${minFen}`]),
    ...(maxFen === undefined ? [] : [sql`price_fen <= ${maxFen}`]),
    ...(inStock ? [sql`in_stock`] : []),
    ...(onOffer ? [sql`on_offer`] : []),
  ])
}

/** What each order sorts by; ties are broken by id in the same direction, so that a page never repeats or skips. */
function sortedBy({ sort, query, text }: Wanted): { value: RawBuilder<number>; descending: boolean } {
  if (sort === 'price_asc' || sort === 'price_desc') return { value: sql<number>`price_fen`, descending: sort === 'price_desc' }
  if (sort === 'sales') return { value: sql<number>`sold`, descending: true }
  if (sort === 'rating') return { value: sql<number>`rating10`, descending: true }
  if (sort === 'new') return { value: sql<number>`(extract(epoch from created_at) * 1000)::bigint`, descending: true }
  if (query === '') return { value: sql<number>`popularity::float8`, descending: true }
  const fit = sql`ts_rank('{0.05, 0.2, 0.5, 1}', terms, ${query}::tsquery, 1)`
  return {
    value: sql<number>`(${fit} * (0.5 + popularity) + case when length(${text}::text) > 1 and strpos(lower(title), ${text}) > 0 then 0.1 else 0 end)::float8`,
    descending: true,
  }
}

const sortColumns = { sales: sql`sold`, price_asc: sql`price_fen`, price_desc: sql`price_fen`, rating: sql`rating10`, new: sql`created_at` }

/** One page, and the row after it if there is one. */
export async function findHits(db: Db<SearchDb>, wanted: Wanted): Promise<Hit[]> {
  const { value, descending } = sortedBy(wanted)
  // The bare column, where there is one, lets an index give the order.
  const by = wanted.sort === 'relevance' ? (wanted.query === '' ? sql`popularity` : sql`value`) : sortColumns[wanted.sort]
  const direction = descending ? sql`desc` : sql`asc`
  const beyond = descending ? sql`<` : sql`>`
  const after = wanted.after ? sql`where (value, id) ${beyond} (${wanted.after.value}::float8, ${wanted.after.id}::uuid)` : sql``
  const without = wanted.without.length > 0 ? sql` and product_id <> all(${wanted.without}::uuid[])` : sql``
  const { rows } = await sql<Hit>`
    select id, value from (
      select product_id as id, ${value} as value, popularity, sold, price_fen, rating10, created_at
      from search.document where ${conditions(wanted)}${without}
    ) hits ${after} order by ${by} ${direction}, id ${direction} limit ${wanted.limit}`.execute(db)
  return rows
}

export async function countHits(db: Db<SearchDb>, filters: Filters): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from search.document where ${conditions(filters)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function anyHit(db: Db<SearchDb>, query: string): Promise<boolean> {
  const { rows } = await sql`select 1 from search.document where on_sale and terms @@ ${query}::tsquery limit 1`.execute(db)
  return rows.length > 0
}

export interface FacetCount {
  kind: 'category' | 'brand' | 'attribute' | 'price' | 'onOffer'
  value: string
  count: number
}

/** Lower bounds of the price ranges, in fen. */
export const priceSteps = [0, 5000, 10_000, 20_000, 50_000, 100_000, 300_000] as const

/** What the hits are made of, before anything narrows them. */
export async function countFacets(db: Db<SearchDb>, place: Within): Promise<FacetCount[]> {
  const { rows } = await sql<FacetCount>`
    with hits as materialized (select category_ids, brand, attributes, price_fen, on_offer from search.document where ${and(within(place))})
    (select 'category' as kind, id::text as value, count(*) as count from hits, unnest(category_ids) as id group by id order by count(*) desc limit 30)
    union all (select 'brand', brand, count(*) from hits where brand is not null group by brand order by count(*) desc, brand limit 30)
    union all (select 'attribute', value, count(*) from hits, unnest(attributes) as value group by value order by count(*) desc, value limit 120)
    union all (select 'price', width_bucket(price_fen, ${[...priceSteps]}::bigint[])::text, count(*) from hits group by 2)
    union all (select 'onOffer', 'true', count(*) from hits where on_offer having count(*) > 0)`.execute(db)
  return rows
}
