import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Invoices } from './context.ts'
import type { AdminInvoice, AdminInvoiceRow } from './contract-admin.ts'
import type { Invoice, InvoiceBuyer, InvoiceLine, InvoiceRow } from './contract-shop.ts'
import { storedFiles } from './queries/files.ts'
import { invoiceById, type InvoiceRecord } from './queries/invoices.ts'
import { stepsOf } from './queries/lists.ts'

type Row = z.input<typeof InvoiceRow>
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The JSON columns were written by `insertInvoice` and `moveRow` only. */
export const linesOf = (row: InvoiceRecord): InvoiceLine[] =>
  (row.lines as InvoiceLine[]).map((line) => ({ ...line, taxCode: line.taxCode ?? '', category: line.category ?? '' }))
export const buyerOf = (row: InvoiceRecord): InvoiceBuyer => row.title as InvoiceBuyer

export async function rowsOf(invoices: Invoices, records: readonly InvoiceRecord[]): Promise<Row[]> {
  const files = await storedFiles(
    invoices.db,
    records.map((row) => row.id),
  )
  const has = (id: string, what: 'blue' | 'red'): boolean => files.some((file) => file.invoiceId === id && file.what === what)
  return records.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    shopId: row.shop_id,
    shopName: row.shop_name,
    state: row.state,
    kind: row.kind,
    title: buyerOf(row),
    email: row.email,
    totalFen: row.total_fen,
    netFen: row.net_fen,
    taxFen: row.tax_fen,
    reason: row.reason,
    fapiaoNumber: row.fapiao_number,
    redFapiaoNumber: row.red_fapiao_number,
    file: has(row.id, 'blue'),
    redFile: has(row.id, 'red'),
    replacesId: row.replaces_id,
    createdAt: row.created_at.toISOString(),
    issuedAt: iso(row.issued_at),
    reversedAt: iso(row.reversed_at),
  }))
}

export async function viewOf(invoices: Invoices, row: InvoiceRecord): Promise<z.input<typeof Invoice>> {
  const [view] = await rowsOf(invoices, [row])
  if (!view) throw new AppError('not_found', 'invoice_not_found')
  return { ...view, lines: linesOf(row) }
}

/** The shopper's own. */
export async function own(invoices: Invoices, shopperId: string, id: string): Promise<InvoiceRecord> {
  const row = await invoiceById(invoices.db, id)
  if (row?.shopper_id !== shopperId) throw new AppError('not_found', 'invoice_not_found')
  return row
}

/** The shop's own. */
export async function ofShop(invoices: Invoices, shopId: string, id: string): Promise<InvoiceRecord> {
  const row = await invoiceById(invoices.db, id)
  if (row?.shop_id !== shopId) throw new AppError('not_found', 'invoice_not_found')
  return row
}

export async function adminRows(invoices: Invoices, records: readonly InvoiceRecord[]): Promise<z.input<typeof AdminInvoiceRow>[]> {
  const rows = await rowsOf(invoices, records)
  return records.flatMap((row, index) => {
    const view = rows[index]
    if (!view) return []
    const { shopper_id: shopperId, automatic, note, mismatch, reverse_wanted: reverseWanted, number, red_number: redNumber } = row
    return [{ ...view, shopperId, automatic, note, mismatch, reverseWanted, number, redNumber }]
  })
}

export async function adminView(invoices: Invoices, shopId: string, id: string): Promise<z.input<typeof AdminInvoice>> {
  const row = await ofShop(invoices, shopId, id)
  const [[view], steps] = await Promise.all([adminRows(invoices, [row]), stepsOf(invoices.db, id)])
  if (!view) throw new AppError('not_found', 'invoice_not_found')
  type Step = z.input<typeof AdminInvoice>['steps'][number]
  return {
    ...view,
    lines: linesOf(row),
    // Written by `tryMove` only.
    steps: steps.map((step) => ({
      from: step.from_state as Step['from'],
      to: step.to_state as Step['to'],
      at: step.at.toISOString(),
      actor: step.actor,
      actorName: step.actor_name,
      reason: step.reason,
    })),
  }
}
