import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Invoices, Mover } from './context.ts'
import type { InvoiceState } from './contract-shop.ts'
import type { InvoiceDb } from './db.ts'
import { insertStep, type InvoiceRecord, type InvoiceSet, moveRow } from './queries/invoices.ts'
import { canMove, ended } from './transitions.ts'

export interface Move {
  id: string
  from: InvoiceState
  to: InvoiceState
  by: Mover
  reason?: string
  set: InvoiceSet
  refundsSeen?: number
}

/** Moves an invoice along the table, with its log row, in the caller's transaction. Nothing when it is not there any more. */
export async function tryMove(invoices: Invoices, tx: Db<InvoiceDb>, step: Move): Promise<InvoiceRecord | undefined> {
  if (!canMove(step.from, step.to)) throw moved(step.from, step.to)
  const at = invoices.now()
  const set = ended.includes(step.to) ? { ...step.set, endedAt: at } : step.set
  const row = await moveRow(tx, { ...step, set })
  if (!row) return undefined
  const { from, to, by, reason = '' } = step
  await insertStep(tx, { id: invoices.newId(), invoiceId: step.id, from, to, at, by, reason })
  return row
}

/** Throws `invoice_moved`. */
export async function move(invoices: Invoices, tx: Db<InvoiceDb>, step: Move): Promise<InvoiceRecord> {
  const row = await tryMove(invoices, tx, step)
  if (!row) throw moved(step.from, step.to)
  return row
}

export const moved = (from: string, to: string): AppError => new AppError('conflict', 'invoice_moved', { from, to })

/** The intention to reverse, with its number, before the provider is asked. */
export async function startReversal(
  invoices: Invoices,
  tx: Db<InvoiceDb>,
  { id, by, reason, reissue }: { id: string; by: Mover; reason: string; reissue: boolean },
): Promise<InvoiceRecord> {
  const now = invoices.now()
  const set = { redNumber: `H${shortNumber(now)}`, reason, reissue, reverseWanted: false, dueAt: now }
  return move(invoices, tx, { id, from: 'issued', to: 'reversing', by, reason, set })
}
