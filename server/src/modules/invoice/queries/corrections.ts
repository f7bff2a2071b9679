import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Amounts } from '../amounts.ts'
import type { InvoiceDb } from '../db.ts'
import { live } from '../transitions.ts'
import type { InvoiceRecord } from './invoices.ts'

/** From now on amounts that were read before are not sent off. */
export async function countRefund(db: Db<InvoiceDb>, orderId: string): Promise<void> {
  await db
    .updateTable('invoice.invoice')
    .set((eb) => ({ refunds_seen: eb('refunds_seen', '+', 1) }))
    .where('order_id', '=', orderId)
    .where('state', 'in', [...live])
    .execute()
}

export async function lockLive(tx: Db<InvoiceDb>, orderId: string): Promise<InvoiceRecord | undefined> {
  return tx
    .selectFrom('invoice.invoice')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'in', [...live])
    .forUpdate()
    .executeTakeFirst()
}

/** Once for each refund; what was noted first stands. */
export async function insertCorrection(
  tx: Db<InvoiceDb>,
  one: { refundKey: string; orderId: string; invoiceId: string | null; amountFen: number; at: Date },
): Promise<void> {
  await tx
    .insertInto('invoice.correction')
    .values({ refund_key: one.refundKey, order_id: one.orderId, invoice_id: one.invoiceId, amount_fen: one.amountFen, at: one.at })
    .onConflict((conflict) => conflict.column('refund_key').doNothing())
    .execute()
}

export async function wantReversal(tx: Db<InvoiceDb>, id: string, reason: string): Promise<void> {
  await tx
    .updateTable('invoice.invoice')
    .set({ reverse_wanted: true, reason })
    .where('id', '=', id)
    .where('state', '=', 'issuing')
    .where('reverse_wanted', '=', false)
    .execute()
}

/** What will be invoiced, as things stand; nothing was sent off yet. */
export async function setEstimate(tx: Db<InvoiceDb>, id: string, { lines, totalFen, netFen, taxFen }: Amounts): Promise<void> {
  await tx
    .updateTable('invoice.invoice')
    .set({ lines: jsonb(lines), total_fen: totalFen, net_fen: netFen, tax_fen: taxFen })
    .where('id', '=', id)
    .where('state', 'in', ['requested', 'failed'])
    .execute()
}
