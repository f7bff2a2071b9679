import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InvoiceDb } from '../db.ts'

export async function insertFile(
  tx: Db<InvoiceDb>,
  file: { invoiceId: string; what: 'blue' | 'red'; key: string; dueAt: Date },
): Promise<void> {
  await tx
    .insertInto('invoice.file')
    .values({ invoice_id: file.invoiceId, what: file.what, key: file.key, due_at: file.dueAt })
    .onConflict((conflict) => conflict.columns(['invoice_id', 'what']).doNothing())
    .execute()
}

export async function claimFiles(db: Db<InvoiceDb>, due: { now: Date; leaseUntil: Date; limit: number }) {
  return db
    .updateTable('invoice.file as file')
    .from('invoice.invoice as invoice')
    .whereRef('invoice.id', '=', 'file.invoice_id')
    .set({ due_at: due.leaseUntil, tries: sql<number>`file.tries + 1` })
    .where('file.key', 'in', (eb) =>
      eb
        .selectFrom('invoice.file')
        .select('key')
        .where('due_at', '<=', due.now)
        .orderBy('due_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['file.invoice_id', 'file.what', 'file.key', 'file.tries', 'invoice.number', 'invoice.red_number'])
    .execute()
}

export async function setStored(db: Db<InvoiceDb>, key: string, stored: { bytes: number; at: Date }): Promise<void> {
  await db
    .updateTable('invoice.file')
    .set({ bytes: stored.bytes, stored_at: stored.at, due_at: null, note: '' })
    .where('key', '=', key)
    .where('stored_at', 'is', null)
    .execute()
}

export async function waitForFile(db: Db<InvoiceDb>, key: string, wait: { dueAt: Date; note: string }): Promise<void> {
  await db
    .updateTable('invoice.file')
    .set({ due_at: wait.dueAt, note: wait.note.slice(0, 200) })
    .where('key', '=', key)
    .where('stored_at', 'is', null)
    .execute()
}

export async function storedFiles(db: Db<InvoiceDb>, invoiceIds: readonly string[]) {
  return db
    .selectFrom('invoice.file')
    .select(['invoice_id as invoiceId', 'what', 'key'])
    .where('invoice_id', '=', sql<string>`any(${[...invoiceIds]}::uuid[])`)
    .where('stored_at', 'is not', null)
    .execute()
}
