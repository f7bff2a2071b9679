import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OfferScope } from '../contract.ts'
import type { SearchDb } from '../db.ts'

const atOnce = 500

export async function offersDigest(db: Db<SearchDb>): Promise<string> {
  const row = await db.selectFrom('search.offers_kept').select('digest').executeTakeFirstOrThrow()
  return row.digest
}

/** Until the transaction ends no other telling of offers does. */
export async function shareOffers(db: Db<SearchDb>): Promise<void> {
  await db.selectFrom('search.offers_kept').select('one').forShare().execute()
}

/** False: these are kept already. */
export async function takeDigest(db: Db<SearchDb>, digest: string): Promise<boolean> {
  const row = await db
    .updateTable('search.offers_kept')
    .set({ digest })
    .where('digest', '<>', digest)
    .returning('digest')
    .executeTakeFirst()
  return row !== undefined
}

/** One that an earlier release kept says no kind. */
export type KeptOffer = Omit<OfferScope, 'kind'> & { kind: string }

export async function keptOffers(db: Db<SearchDb>): Promise<KeptOffer[]> {
  const rows = await db.selectFrom('search.offer').selectAll().execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    shopId: row.shop_id,
    categoryIds: row.category_ids,
    productIds: row.product_ids,
    excludeCategoryIds: row.exclude_category_ids,
    excludeProductIds: row.exclude_product_ids,
  }))
}

export async function replaceOffers(db: Db<SearchDb>, gone: readonly string[], come: readonly OfferScope[]): Promise<void> {
  if (gone.length > 0) await sql`delete from search.offer where id = any(${gone}::uuid[])`.execute(db)
  for (let from = 0; from < come.length; from += atOnce) {
    const rows = come.slice(from, from + atOnce).map((one) => ({
      id: one.id,
      kind: one.kind,
      shop_id: one.shopId,
      category_ids: one.categoryIds,
      product_ids: one.productIds,
      exclude_category_ids: one.excludeCategoryIds,
      exclude_product_ids: one.excludeProductIds,
    }))
    await db.insertInto('search.offer').values(rows).execute()
  }
}

const kindsOn = sql`(
  select coalesce(array_agg(distinct o.kind order by o.kind), '{}') from search.offer o where (o.shop_id is null or o.shop_id = d.shop_id)
    and ((o.category_ids = '{}' and o.product_ids = '{}') or d.category_ids && o.category_ids or d.product_id = any(o.product_ids))
    and not (d.category_ids && o.exclude_category_ids) and d.product_id <> all(o.exclude_product_ids))`

async function mark(db: Db<SearchDb>, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    update search.document document set offer_kinds = found.kinds, on_offer = found.kinds <> '{}'
    from (select d.product_id, d.offer_kinds, d.on_offer, ${kindsOn} as kinds from search.document d where ${which}) found
    where document.product_id = found.product_id
      and (found.offer_kinds <> found.kinds or found.on_offer <> (found.kinds <> '{}'))`.execute(db)
}

/** Says of these products anew what offers are on for them. */
export const markProducts = (db: Db<SearchDb>, ids: readonly string[]): Promise<void> => mark(db, sql`d.product_id = any(${ids}::uuid[])`)

/** The same of all products of these shops; null among them stands for every shop. */
export const markShops = (db: Db<SearchDb>, ids: readonly (string | null)[]): Promise<void> =>
  mark(db, ids.includes(null) ? sql`true` : sql`d.shop_id = any(${ids}::uuid[])`)
