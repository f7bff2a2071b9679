import type { InvoiceApplication, InvoiceParty, RedApplication } from '../../gateways/invoice-issuer.ts'
import type { FrozenSeller, Invoices } from './context.ts'
import type { InvoiceRecord } from './queries/invoices.ts'
import { buyerOf, linesOf } from './view.ts'

/** Where the provider tells that something happened. */
const notifyUrl = (invoices: Invoices): string => `${invoices.publicUrl}/api/hooks/invoices/notify`

/** The application, from what was fixed when it was sent off: the same on each retry, to the letter. */
export function applicationOf(invoices: Invoices, row: InvoiceRecord): InvoiceApplication {
  // Written by `begin`, before it can be sent.
  const { taxCode, category, drawer, ...seller } = row.seller as FrozenSeller
  const items = linesOf(row).map((line) => ({
    name: line.name.slice(0, 90),
    spec: line.spec.slice(0, 40),
    quantity: line.quantity,
    totalFen: line.totalFen,
    netFen: line.netFen,
    taxFen: line.taxFen,
    rateBps: line.rateBps,
    taxCode: line.taxCode || taxCode,
    category: line.category || category,
  }))
  const sellerParty: InvoiceParty = { type: 'company', ...seller }
  return {
    number: row.number,
    kind: row.kind,
    seller: sellerParty,
    buyer: buyerOf(row),
    items,
    totalFen: row.total_fen,
    taxFen: row.tax_fen,
    remark: `订单号 ${row.order_number}`,
    email: row.email,
    drawer,
    notifyUrl: notifyUrl(invoices),
  }
}

export const redOf = (invoices: Invoices, row: InvoiceRecord): RedApplication => ({
  number: row.red_number ?? '',
  original: row.number,
  invoiceNumber: row.fapiao_number ?? '',
  totalFen: row.total_fen,
  reason: row.reason || '销货退回',
  notifyUrl: notifyUrl(invoices),
})
