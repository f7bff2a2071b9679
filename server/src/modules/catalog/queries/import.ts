import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ProductInput } from '../contract.ts'
import type { CatalogDb } from '../db.ts'

/** What a spreadsheet says nothing of and leaves as it is. */
export type KeptOfImport = Pick<ProductInput, 'freightTemplateId' | 'video' | 'model'>

/** By product code. */
export async function keptByCode(db: Db<CatalogDb>, shopId: string, codes: readonly string[]): Promise<Map<string, KeptOfImport>> {
  const rows = await db
    .selectFrom('catalog.product')
    .select(['code', 'freight_template_id', 'video', 'model'])
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`code = any(${[...codes]}::text[])`)
    .execute()
  return new Map(
    rows.map(({ code, freight_template_id: freightTemplateId, video, model }) => [
      code,
      { freightTemplateId, video: video as ProductInput['video'], model: model as ProductInput['model'] }, // as written
    ]),
  )
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
