import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { InvoiceDb } from '../db.ts'

/** Invoices that hold for an order now, in pages. */
export async function holdingAfter(db: Db<InvoiceDb>, after: string | null, limit: number) {
  let query = db.selectFrom('invoice.invoice').select(['id', 'order_id', 'shop_id', 'state', 'total_fen', 'reverse_wanted'])
  if (after) query = query.where('id', '>', after)
  return query.where('state', 'in', ['issuing', 'issued']).orderBy('id').limit(limit).execute()
}

export async function sumsOff(db: Db<InvoiceDb>): Promise<Violation[]> {
  const rows = await db
    .selectFrom('invoice.invoice')
    .select(['id', 'total_fen', 'net_fen', 'tax_fen', 'lines'])
    .where(
      sql<boolean>`(select sum((line->>'totalFen')::bigint) is distinct from total_fen or sum((line->>'netFen')::bigint) is distinct from net_fen
        or sum((line->>'taxFen')::bigint) is distinct from tax_fen
        or bool_or((line->>'netFen')::bigint + (line->>'taxFen')::bigint <> (line->>'totalFen')::bigint)
        from jsonb_array_elements(lines) line)`,
    )
    .execute()
  return rows.map((row) => ({
    id: row.id,
    text: `its lines ${JSON.stringify(row.lines)} do not sum to ${row.total_fen} = ${row.net_fen} + ${row.tax_fen}`,
  }))
}

/** Invoices that a refund made too much, and that are neither on the way to be reversed nor were sent off anew since. */
export async function uncorrected(db: Db<InvoiceDb>): Promise<Violation[]> {
  const rows = await db
    .selectFrom('invoice.correction as correction')
    .innerJoin('invoice.invoice as invoice', 'invoice.id', 'correction.invoice_id')
    .select(['correction.refund_key', 'invoice.id', 'invoice.state'])
    .where('invoice.state', 'in', ['issuing', 'issued'])
    .where('invoice.reverse_wanted', '=', false)
    .where(
      sql<boolean>`not exists (select 1 from invoice.step where step.invoice_id = invoice.id and step.to_state = 'issuing'
        and step.at > correction.at)`,
    )
    .execute()
  return rows.map((row) => ({ id: row.id, text: `refund ${row.refund_key} asks for a red-letter, it is ${row.state}` }))
}

/** That what is reversed has one red number and one successor at most is a matter of CHECKs and UNIQUEs. */
export async function logsOff(db: Db<InvoiceDb>): Promise<Violation[]> {
  const rows = await db
    .selectFrom('invoice.invoice as invoice')
    .select(['invoice.id', 'invoice.state'])
    .where(
      sql<boolean>`invoice.state is distinct from
        (select step.to_state from invoice.step where step.invoice_id = invoice.id order by step.at desc, step.id desc limit 1)`,
    )
    .execute()
  return rows.map((row) => ({ id: row.id, text: `it is ${row.state}, its log ends elsewhere` }))
}

export async function stepsTaken(db: Db<InvoiceDb>) {
  return db.selectFrom('invoice.step').select(['id', 'from_state', 'to_state']).where('from_state', 'is not', null).execute()
}

export async function forgotten(db: Db<InvoiceDb>, before: Date): Promise<Violation[]> {
  const rows = await db.selectFrom('invoice.invoice').select(['id', 'state', 'due_at', 'note']).where('due_at', '<', before).execute()
  const files = await db.selectFrom('invoice.file').select(['invoice_id', 'what', 'due_at', 'note']).where('due_at', '<', before).execute()
  return [
    ...rows.map((row) => ({ id: row.id, text: `${row.state}, due at ${row.due_at?.toISOString()}: ${row.note}` })),
    ...files.map((file) => ({ id: file.invoice_id, text: `its ${file.what} file was due at ${file.due_at?.toISOString()}: ${file.note}` })),
  ]
}
