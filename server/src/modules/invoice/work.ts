import type { InvoiceIssuer, IssuedDocument } from '../../gateways/invoice-issuer.ts'
import type { Outcome } from '../../gateways/outcome.ts'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { begin } from './begin.ts'
import { type Invoices, system } from './context.ts'
import { tryMove } from './move.ts'
import { claimDue, type InvoiceRecord, markSent, waitUntil } from './queries/invoices.ts'
import { applicationOf, redOf } from './sheet.ts'
import { takeIssued, takeReversed } from './take.ts'

const LEASE = { minutes: 1 }

/** Works on what is due. Gives how many it looked at. */
export async function work(invoices: Invoices): Promise<number> {
  const now = invoices.now()
  const due = await claimDue(invoices.db, { now, leaseUntil: later(now, LEASE), limit: 20 })
  await Promise.all(due.map((row) => workOn(invoices, row)))
  return due.length
}

async function workOn(invoices: Invoices, row: InvoiceRecord): Promise<void> {
  if (row.state === 'requested') return beginByItself(invoices, row)
  const issuer = invoices.issuer()
  if (!issuer) return again(invoices, row, '未接入开票服务')
  if (row.state === 'issuing') return issue(invoices, issuer, row)
  return reverse(invoices, issuer, row)
}

async function beginByItself(invoices: Invoices, row: InvoiceRecord): Promise<void> {
  try {
    await begin(invoices, row.id, system)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // It moved, or nothing is left: both are settled. What the shop has to fill in first is waited for.
    if (error.code === 'invoice_settings_incomplete') await again(invoices, row, '开票设置不完整')
  }
}

async function issue(invoices: Invoices, issuer: InvoiceIssuer, row: InvoiceRecord): Promise<void> {
  const known = row.sent_at ? await issuer.query(row.number, 'blue') : undefined
  if (known && !isAbsent(known)) return takeBlue(invoices, row, known)
  if (!(await markSent(invoices.db, { id: row.id, what: 'blue', at: invoices.now() }))) return
  return takeBlue(invoices, row, await issuer.apply(applicationOf(invoices, row)))
}

/** The provider has never heard of it: what was sent did not arrive, and is sent again under the same number. */
const isAbsent = (answer: Outcome<IssuedDocument>): boolean => answer.result === 'ok' && answer.value.state === 'absent'

async function takeBlue(invoices: Invoices, row: InvoiceRecord, answer: Outcome<IssuedDocument>): Promise<void> {
  if (answer.result === 'unknown') return again(invoices, row, answer.reason)
  if (answer.result === 'refused' && answer.retry === 'later') return again(invoices, row, `${answer.code} ${answer.message}`)
  if (answer.result === 'refused') return fail(invoices, row, `${answer.code} ${answer.message}`)
  if (answer.value.state === 'issued') return takeIssued(invoices, row, answer.value)
  if (answer.value.state === 'failed') return fail(invoices, row, answer.value.reason)
  return again(invoices, row, '')
}

async function fail(invoices: Invoices, row: InvoiceRecord, note: string): Promise<void> {
  const to = row.state === 'issuing' ? 'failed' : 'reverse_failed'
  await inTx(invoices.db, (tx) =>
    tryMove(invoices, tx, { id: row.id, from: row.state, to, by: system, reason: note.slice(0, 200), set: { note, dueAt: null } }),
  )
}

async function reverse(invoices: Invoices, issuer: InvoiceIssuer, row: InvoiceRecord): Promise<void> {
  const number = row.red_number ?? ''
  const known = row.red_sent_at ? await issuer.query(number, 'red') : undefined
  if (known && !isAbsent(known)) return takeRed(invoices, row, known)
  if (!(await markSent(invoices.db, { id: row.id, what: 'red', at: invoices.now() }))) return
  return takeRed(invoices, row, await issuer.reverse(redOf(invoices, row)))
}

async function takeRed(invoices: Invoices, row: InvoiceRecord, answer: Outcome<IssuedDocument>): Promise<void> {
  if (answer.result === 'unknown') return again(invoices, row, answer.reason)
  if (answer.result === 'refused' && answer.retry === 'later') return again(invoices, row, `${answer.code} ${answer.message}`)
  if (answer.result === 'refused') return fail(invoices, row, `${answer.code} ${answer.message}`)
  if (answer.value.state === 'issued') return takeReversed(invoices, row, answer.value)
  if (answer.value.state === 'failed') return fail(invoices, row, answer.value.reason)
  return again(invoices, row, '')
}

/** Asked again after a while that doubles up to half an hour. */
async function again(invoices: Invoices, row: InvoiceRecord, note: string): Promise<void> {
  const seconds = Math.min(1800, 5 * 2 ** Math.min(row.tries, 9))
  await waitUntil(invoices.db, row, { dueAt: later(invoices.now(), { seconds }), note })
}
