import { type Db, jsonb } from '../../../kernel/db.ts'
import type { InvoiceDb } from '../db.ts'

export async function writtenSettings(db: Db<InvoiceDb>, shopId: string): Promise<unknown> {
  return (await db.selectFrom('invoice.settings').select('value').where('shop_id', '=', shopId).executeTakeFirst())?.value
}

export async function putSettings(db: Db<InvoiceDb>, shopId: string, value: unknown, now: Date): Promise<void> {
  await db
    .insertInto('invoice.settings')
    .values({ shop_id: shopId, value: jsonb(value), updated_at: now })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ value: jsonb(value), updated_at: now }))
    .execute()
}
