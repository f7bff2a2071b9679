import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InvoiceDb } from '../db.ts'

const columns = ['id', 'type', 'name', 'tax_number as taxNumber', 'address', 'phone', 'bank', 'account', 'is_default as isDefault'] as const

export interface TitleValues {
  type: 'person' | 'company'
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
  isDefault: boolean
}

export async function titlesOf(db: Db<InvoiceDb>, shopperId: string) {
  return db
    .selectFrom('invoice.title')
    .select(columns)
    .where('shopper_id', '=', shopperId)
    .orderBy('is_default', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function titleOf(db: Db<InvoiceDb>, shopperId: string, id: string) {
  return db.selectFrom('invoice.title').select(columns).where('shopper_id', '=', shopperId).where('id', '=', id).executeTakeFirst()
}

/** Until the end of the transaction nobody else changes this shopper's titles. */
export async function lockTitles(tx: Db<InvoiceDb>, shopperId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invoice.title ${shopperId}`}, 0))`.execute(tx)
}

export async function clearDefault(tx: Db<InvoiceDb>, shopperId: string): Promise<void> {
  await tx
    .updateTable('invoice.title')
    .set({ is_default: false })
    .where('shopper_id', '=', shopperId)
    .where('is_default', '=', true)
    .execute()
}

const values = (row: TitleValues) => ({
  type: row.type,
  name: row.name,
  tax_number: row.taxNumber,
  address: row.address,
  phone: row.phone,
  bank: row.bank,
  account: row.account,
  is_default: row.isDefault,
})

export async function insertTitle(tx: Db<InvoiceDb>, key: { id: string; shopperId: string; at: Date }, row: TitleValues): Promise<void> {
  await tx
    .insertInto('invoice.title')
    .values({ id: key.id, shopper_id: key.shopperId, created_at: key.at, ...values(row) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function setTitle(tx: Db<InvoiceDb>, key: { id: string; shopperId: string }, row: TitleValues): Promise<boolean> {
  const result = await tx
    .updateTable('invoice.title')
    .set(values(row))
    .where('id', '=', key.id)
    .where('shopper_id', '=', key.shopperId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function removeTitle(db: Db<InvoiceDb>, key: { id: string; shopperId: string }): Promise<boolean> {
  const result = await db.deleteFrom('invoice.title').where('id', '=', key.id).where('shopper_id', '=', key.shopperId).executeTakeFirst()
  return result.numDeletedRows === 1n
}
