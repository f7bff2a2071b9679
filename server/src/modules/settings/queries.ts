import { sql } from 'kysely'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { SettingsDb } from './db.ts'

export async function valuesOf(db: Db<SettingsDb>, shopIds: readonly string[]): Promise<{ shopId: string; value: unknown }[]> {
  return db
    .selectFrom('settings.shop')
    .select(['shop_id as shopId', 'value'])
    .where('shop_id', '=', sql<string>`any(${[...shopIds]}::uuid[])`)
    .execute()
}

export async function putValue(db: Db<SettingsDb>, shopId: string, value: unknown): Promise<void> {
  await db
    .insertInto('settings.shop')
    .values({ shop_id: shopId, value: jsonb(value) })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ value: jsonb(value), updated_at: sql<Date>`now()` }))
    .execute()
}
