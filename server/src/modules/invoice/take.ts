import { randomBytes } from 'node:crypto'
import type { IssuedDocument } from '../../gateways/invoice-issuer.ts'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { amountsNow } from './begin.ts'
import { type Invoices, system } from './context.ts'
import { startReversal, tryMove } from './move.ts'
import { insertFile } from './queries/files.ts'
import { insertInvoice, insertStep, type InvoiceRecord, lockInvoice, waitUntil } from './queries/invoices.ts'
import { buyerOf } from './view.ts'

/** What the provider tells is compared with what was asked; what differs is kept for a person, never taken. */
function differences(told: IssuedDocument, asked: { number: string; totalFen: number; taxFen: number }): string {
  return [
    told.number === asked.number ? '' : `number ${told.number}`,
    told.totalFen === asked.totalFen ? '' : `amount ${told.totalFen}`,
    told.taxFen === asked.taxFen ? '' : `tax ${told.taxFen}`,
    /^\d{20}$/.test(told.invoiceNumber) ? '' : `invoice number ${told.invoiceNumber || 'missing'}`,
    told.issuedAt ? '' : 'time missing',
  ]
    .filter(Boolean)
    .join('; ')
}

async function keptForPerson(invoices: Invoices, row: InvoiceRecord, told: IssuedDocument): Promise<boolean> {
  const number = row.state === 'reversing' ? (row.red_number ?? '') : row.number
  const mismatch = differences(told, { number, totalFen: row.total_fen, taxFen: row.tax_fen })
  if (mismatch) await waitUntil(invoices.db, row, { dueAt: later(invoices.now(), { hours: 1 }), note: '', mismatch })
  return mismatch !== ''
}

/** Where the file will lie: nobody guesses it, and what lies there is sealed. */
const fileKey = (): string => `sealed/invoices/${randomBytes(16).toString('hex')}`

/** It is issued. If a refund came meanwhile, it is to be reversed at once. */
export async function takeIssued(invoices: Invoices, row: InvoiceRecord, told: IssuedDocument): Promise<void> {
  if (await keptForPerson(invoices, row, told)) return
  const now = invoices.now()
  await inTx(invoices.db, async (tx) => {
    const current = await lockInvoice(tx, row.id)
    if (current?.state !== 'issuing') return
    const set = { fapiaoNumber: told.invoiceNumber, issuedAt: told.issuedAt ?? now, dueAt: null }
    const issued = await tryMove(invoices, tx, { id: row.id, from: 'issuing', to: 'issued', by: system, set })
    if (!issued) return
    await insertFile(tx, { invoiceId: row.id, what: 'blue', key: fileKey(), dueAt: now })
    if (current.reverse_wanted)
      await startReversal(invoices, tx, { id: row.id, by: system, reason: current.reason || '订单退款', reissue: true })
  })
}

/** The red one is there; what is left of the order is invoiced anew, once: the UNIQUE on `replaces_id` says so. */
export async function takeReversed(invoices: Invoices, row: InvoiceRecord, told: IssuedDocument): Promise<void> {
  if (await keptForPerson(invoices, row, told)) return
  const { amounts } = await amountsNow(invoices, { orderId: row.order_id, shopId: row.shop_id })
  const now = invoices.now()
  await inTx(invoices.db, async (tx) => {
    const set = { redFapiaoNumber: told.invoiceNumber, reversedAt: told.issuedAt ?? now, dueAt: null, reason: row.reason }
    const reversed = await tryMove(invoices, tx, { id: row.id, from: 'reversing', to: 'reversed', by: system, set })
    if (!reversed) return
    await insertFile(tx, { invoiceId: row.id, what: 'red', key: fileKey(), dueAt: now })
    if (!reversed.reissue || !amounts || amounts.totalFen === 0) return
    const id = invoices.newId()
    const { shopper_id: shopperId, shop_id: shopId, shop_name: shopName, order_id: orderId, order_number: orderNumber } = row
    const who = { shopperId, shopId, shopName, orderId, orderNumber, kind: row.kind, title: buyerOf(row), email: row.email }
    // Staff agreed to this invoice before: its successor needs no second look.
    const fresh = { ...who, id, requestId: null, amounts, number: `F${shortNumber(now)}`, automatic: true, replacesId: row.id, at: now }
    if (!(await insertInvoice(tx, fresh))) throw new Error(`invoice ${row.id} could not be followed by another`)
    await insertStep(tx, { id: invoices.newId(), invoiceId: id, from: null, to: 'requested', at: now, by: system, reason: '退款后重开' })
  })
}
