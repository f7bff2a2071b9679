import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CatalogDb } from '../db.ts'

/** Freight templates of products that have one, by product code. */
export async function freightTemplatesByCode(db: Db<CatalogDb>, shopId: string, codes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('catalog.product')
    .select(['code', 'freight_template_id'])
    .where('shop_id', '=', shopId)
    .where('freight_template_id', 'is not', null)
    .where(sql<boolean>`code = any(${[...codes]}::text[])`)
    .execute()
  return new Map(rows.flatMap((row) => (row.freight_template_id === null ? [] : [[row.code, row.freight_template_id] as const])))
}

/** Ids of a shop's products that are not archived, in the order of their codes. */
export async function exportableIds(db: Db<CatalogDb>, shopId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.product')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('state', '<>', 'archived')
    .orderBy('code')
    .execute()
  return rows.map((row) => row.id)
}
