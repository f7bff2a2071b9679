import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { begin } from './begin.ts'
import { type Invoices, type Mover, shopperMover } from './context.ts'
import { move, moved, startReversal } from './move.ts'
import { waitUntil } from './queries/invoices.ts'
import { adminView, ofShop, own, viewOf } from './view.ts'

interface Staff {
  shopId: string
  name: string
}
const by = ({ name }: Staff): Mover => ({ actor: 'staff', name })

/** Sends it off; twice is once, since it is under way then. */
export async function issue(invoices: Invoices, staff: Staff, id: string) {
  const row = await ofShop(invoices, staff.shopId, id)
  if (row.state === 'requested' || row.state === 'failed') await begin(invoices, id, by(staff))
  else if (row.state !== 'issuing' && row.state !== 'issued') throw moved(row.state, 'issuing')
  return adminView(invoices, staff.shopId, id)
}

export async function reject(invoices: Invoices, staff: Staff, { id, reason }: { id: string; reason: string }) {
  const row = await ofShop(invoices, staff.shopId, id)
  if (row.state !== 'rejected') {
    const step = { id, from: row.state, to: 'rejected', by: by(staff), reason, set: { reason, dueAt: null } } as const
    await inTx(invoices.db, (tx) => move(invoices, tx, step))
  }
  return adminView(invoices, staff.shopId, id)
}

/** Asks the provider again, now. The numbers stay what they are. */
export async function retry(invoices: Invoices, staff: Staff, id: string) {
  const row = await ofShop(invoices, staff.shopId, id)
  const now = invoices.now()
  if (row.state === 'issuing' || row.state === 'reversing') await waitUntil(invoices.db, row, { dueAt: now, note: row.note, fresh: true })
  else if (row.state === 'failed') await begin(invoices, id, by(staff))
  else if (row.state === 'reverse_failed') {
    // It was refused, so there is nothing to ask about: it is sent anew.
    const step = { id, from: 'reverse_failed', to: 'reversing', by: by(staff), set: { dueAt: now, redSentAt: null } } as const
    await inTx(invoices.db, (tx) => move(invoices, tx, step))
  } else throw moved(row.state, 'issuing')
  return adminView(invoices, staff.shopId, id)
}

/** A wrong title: reversed as a whole, and the shopper may ask anew. */
export async function reverse(invoices: Invoices, staff: Staff, { id, reason }: { id: string; reason: string }) {
  const row = await ofShop(invoices, staff.shopId, id)
  if (row.state !== 'reversing') {
    if (row.state !== 'issued') throw moved(row.state, 'reversing')
    await inTx(invoices.db, (tx) => startReversal(invoices, tx, { id, by: by(staff), reason, reissue: false }))
  }
  return adminView(invoices, staff.shopId, id)
}

/** The shopper no longer wants it; only before it is sent off. */
export async function withdraw(invoices: Invoices, shopperId: string, id: string) {
  const row = await own(invoices, shopperId, id)
  if (row.state === 'withdrawn') return viewOf(invoices, row)
  const step = { id, from: row.state, to: 'withdrawn', by: shopperMover, set: { dueAt: null } } as const
  return viewOf(invoices, await inTx(invoices.db, (tx) => move(invoices, tx, step)))
}

/** An address of the file for whoever has it, for a day. */
export async function link(invoices: Invoices, of: { shopperId: string; id: string; what: 'blue' | 'red' }) {
  const row = await own(invoices, of.shopperId, of.id)
  const view = await viewOf(invoices, row)
  if (!(of.what === 'blue' ? view.file : view.redFile)) throw new AppError('conflict', 'invoice_file_not_there')
  const expiresAt = new Date(Math.floor(invoices.now().getTime() / 1000) * 1000 + 86_400_000)
  const token = invoices.safe.linkOf({ invoiceId: row.id, what: of.what, expiresAt })
  return { url: `${invoices.publicUrl}/api/shop/invoice-links/${token}`, expiresAt: expiresAt.toISOString() }
}
