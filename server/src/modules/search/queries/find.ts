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
  /** Of these kinds of offers one must be on. */
  offerKinds: readonly string[]
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

const unnarrowed: Narrowing = {
  brand: undefined,
  attributes: [],
  minFen: undefined,
  maxFen: undefined,
  inStock: false,
  onOffer: false,
  offerKinds: [],
}

function conditions(filters: Filters): RawBuilder<unknown> {
  const { brand, attributes, minFen, maxFen, inStock, onOffer, offerKinds } = filters.narrow ?? unnarrowed
  return and([
    ...within(filters),
    ...(brand === undefined ? [] : [sql`brand = ${brand}`]),
    ...attributes.map((group) => sql`attributes && ${group}::text[]`),
    ...(minFen === undefined ? [] : [sql`price_fen >= ${minFen}`]),
    ...(maxFen === undefined ? [] : [sql`price_fen <= ${maxFen}`]),
    ...(inStock ? [sql`in_stock`] : []),
    ...(onOffer || offerKinds.length > 0 ? [sql`on_offer`] : []),
    ...(offerKinds.length > 0 ? [sql`offer_kinds && ${offerKinds}::text[]`] : []),
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
  // Where the text has no letters with capitals, titles need not be levelled: for thousands of hits that is half of the work.
  const title = text === text.toUpperCase() ? sql`title` : sql`lower(title)`
  const named = [...text].length > 1 ? sql`case when strpos(${title}, ${text}) > 0 then 0.1 else 0 end` : sql`0`
  return { value: sql<number>`(${fit} * (0.5 + popularity) + ${named})::float8`, descending: true }
}

const sortColumns = { sales: sql`sold`, price_asc: sql`price_fen`, price_desc: sql`price_fen`, rating: sql`rating10`, new: sql`created_at` }

export interface Found {
  hits: Hit[]
  /** How many there are in all, where that was asked. */
  count: number | undefined
}

/** One page, and the row after it if there is one; `counted`: with how many there are in all. */
export async function findHits(db: Db<SearchDb>, wanted: Wanted, counted: boolean): Promise<Found> {
  // By words every hit has to be looked at anyway; elsewhere an index gives the page, and counting is a question of its own.
  if (wanted.sort === 'relevance' && wanted.query !== '') return rankedHits(db, wanted, counted)
  const [hits, count] = await Promise.all([orderedHits(db, wanted), counted ? countHits(db, wanted) : undefined])
  return { hits, count }
}

/** How far down a list goes on. */
function afterCursor({ after }: Wanted, descending: boolean): RawBuilder<unknown> {
  return after ? sql`where (value, id) ${descending ? sql`<` : sql`>`} (${after.value}::float8, ${after.id}::uuid)` : sql``
}

const withoutThese = ({ without }: Wanted): RawBuilder<unknown> =>
  without.length > 0 ? sql` and product_id <> all(${without}::uuid[])` : sql``

async function orderedHits(db: Db<SearchDb>, wanted: Wanted): Promise<Hit[]> {
  const { value, descending } = sortedBy(wanted)
  // The bare column lets an index give the order.
  const by = wanted.sort === 'relevance' ? sql`popularity` : sortColumns[wanted.sort]
  const direction = descending ? sql`desc` : sql`asc`
  const { rows } = await sql<Hit>`
    select id, value from (
      select product_id as id, ${value} as value, popularity, sold, price_fen, rating10, created_at
      from search.document where ${conditions(wanted)}${withoutThese(wanted)}
    ) hits ${afterCursor(wanted, descending)} order by ${by} ${direction}, id ${direction} limit ${wanted.limit}`.execute(db)
  return rows
}

/** Page and count of one look at the hits. What is shown elsewhere is left out of the page, but counts. */
async function rankedHits(db: Db<SearchDb>, wanted: Wanted, counted: boolean): Promise<Found> {
  const { value } = sortedBy(wanted)
  const shown = wanted.without.length > 0 ? sql`where id <> all(${wanted.without}::uuid[])` : sql``
  if (!counted) return { hits: await bestHits(db, wanted, value), count: undefined }
  const { rows } = await sql<{ id: string | null; value: number; count: number }>`
    with hits as materialized (select product_id as id, ${value} as value from search.document where ${conditions(wanted)}),
      page as (select id, value from hits ${shown} order by value desc, id desc limit ${wanted.limit})
    select page.id, page.value, total.count from (select count(*) as count from hits) total left join page on true
    order by page.value desc, page.id desc`.execute(db)
  return { hits: rows.flatMap(({ id, value: by }) => (id === null ? [] : [{ id, value: by }])), count: rows[0]?.count ?? 0 }
}

async function bestHits(db: Db<SearchDb>, wanted: Wanted, value: RawBuilder<number>): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    select id, value from (select product_id as id, ${value} as value from search.document where ${conditions(wanted)}${withoutThese(wanted)}) hits
    ${afterCursor(wanted, true)} order by value desc, id desc limit ${wanted.limit}`.execute(db)
  return rows
}

async function countHits(db: Db<SearchDb>, filters: Filters): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from search.document where ${conditions(filters)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function anyHit(db: Db<SearchDb>, query: string): Promise<boolean> {
  const { rows } = await sql`select 1 from search.document where on_sale and terms @@ ${query}::tsquery limit 1`.execute(db)
  return rows.length > 0
}

export interface FacetCount {
  kind: 'category' | 'brand' | 'attribute' | 'price' | 'onOffer' | 'offerKind'
  value: string
  count: number
}

/** Lower bounds of the price ranges, in fen. */
export const priceSteps = [0, 5000, 10_000, 20_000, 50_000, 100_000, 300_000] as const

/**
 * What the hits are made of, before anything narrows them. Goods that are alike in all of it are put together first: taking the lists
 * apart is what costs.
 */
export async function countFacets(db: Db<SearchDb>, place: Within): Promise<FacetCount[]> {
  const { rows } = await sql<FacetCount>`
    with hits as materialized (
      select category_ids, brand, attributes, width_bucket(price_fen, ${[...priceSteps]}::bigint[]) as step, on_offer, offer_kinds, count(*) as n
      from search.document where ${and(within(place))} group by 1, 2, 3, 4, 5, 6
    )
    (select 'category' as kind, id::text as value, sum(n)::bigint as count from (select unnest(category_ids) as id, n from hits) one
      group by id order by sum(n) desc limit 30)
    union all (select 'brand', brand, sum(n)::bigint from hits where brand is not null group by brand order by sum(n) desc, brand limit 30)
    union all (select 'attribute', value, sum(n)::bigint from (select unnest(attributes) as value, n from hits) one
      group by value order by sum(n) desc, value limit 120)
    union all (select 'price', step::text, sum(n)::bigint from hits group by step)
    union all (select 'onOffer', 'true', sum(n)::bigint from hits where on_offer having count(*) > 0)
    union all (select 'offerKind', value, sum(n)::bigint from (select unnest(offer_kinds) as value, n from hits where on_offer) one
      group by value order by sum(n) desc, value)`.execute(db)
  return rows
}
