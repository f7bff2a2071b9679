import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type InvoiceRow = Item<'listAdminInvoices'>

export const invoiceStates: Record<InvoiceRow['state'], { tone: Tone; label: Key }> = {
  requested: { tone: 'warn', label: 'invoice.state.requested' },
  issuing: { tone: 'info', label: 'invoice.state.issuing' },
  issued: { tone: 'good', label: 'invoice.state.issued' },
  failed: { tone: 'bad', label: 'invoice.state.failed' },
  rejected: { tone: 'quiet', label: 'invoice.state.rejected' },
  withdrawn: { tone: 'quiet', label: 'invoice.state.withdrawn' },
  reversing: { tone: 'info', label: 'invoice.state.reversing' },
  reverse_failed: { tone: 'bad', label: 'invoice.state.reverse_failed' },
  reversed: { tone: 'quiet', label: 'invoice.state.reversed' },
}
export const invoiceKinds: Record<InvoiceRow['kind'], Key> = { general: 'invoice.kind.general', special: 'invoice.kind.special' }

/** What a write on an invoice makes old. */
export const invoiceReads = ['listAdminInvoices', 'countAdminInvoices', 'getAdminInvoice'] as const
