import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { FileQuery, Invoice, InvoiceRow, InvoiceState } from './contract-shop.ts'

const text = (most: number) => z.string().trim().max(most).default('')
export const InvoiceSeller = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    taxNumber: z.string().trim().min(15).max(20),
    address: text(100),
    phone: text(30),
    bank: text(60),
    account: text(40),
  })
  .meta({ id: 'InvoiceSeller' })
export type InvoiceSeller = z.output<typeof InvoiceSeller>

const Rate = z.literal([0, 100, 300, 600, 900, 1300])
const TaxCode = z
  .string()
  .regex(/^(\d{19})?$/)
  .default('')
export const InvoiceException = z
  .strictObject({
    target: z.enum(['product', 'category']),
    targetId: Id,
    rateBps: Rate,
    taxCode: TaxCode,
    category: text(20),
  })
  .meta({ id: 'InvoiceException' })

export const InvoiceSettings = z
  .strictObject({
    enabled: z.boolean().default(false),
    /** When an invoice can be asked for. */
    after: z.enum(['payment', 'receipt']).default('receipt'),
    /** Issued without a look by staff. */
    automatic: z.boolean().default(false),
    /** Special invoices (增值税专用发票) are issued too. */
    special: z.boolean().default(false),
    /** The shop as it stands on its invoices; none are issued without. */
    seller: InvoiceSeller.nullable().default(null),
    /** In basis points: 1300 is 13 %. */
    rateBps: Rate.default(1300),
    /** 19 digits by which the tax office knows the goods, and their short name. */
    taxCode: TaxCode,
    category: text(20),
    drawer: text(20),
    /** What is taxed otherwise: a product, or a category with all below it. Empty code or name: the shop's. */
    exceptions: z.array(InvoiceException).max(200).default([]),
  })
  .meta({ id: 'InvoiceSettings' })
export type InvoiceSettings = z.output<typeof InvoiceSettings>

export const InvoiceTab = z.enum(['all', 'requested', 'issuing', 'issued', 'trouble', 'reversing', 'reversed', 'ended'])
export const AdminInvoiceRow = InvoiceRow.extend({
  shopperId: Id,
  automatic: z.boolean(),
  /** What the provider said last. */
  note: z.string(),
  mismatch: z.string(),
  /** A refund came meanwhile: it is reversed as soon as it is issued. */
  reverseWanted: z.boolean(),
  number: z.string(),
  redNumber: z.string().nullable(),
}).meta({ id: 'AdminInvoiceRow' })
export const InvoiceStep = z
  .object({
    from: InvoiceState.nullable(),
    to: InvoiceState,
    at: Time,
    actor: z.enum(['shopper', 'staff', 'system']),
    actorName: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'InvoiceStep' })
export const AdminInvoice = AdminInvoiceRow.extend({ lines: Invoice.shape.lines, steps: z.array(InvoiceStep) }).meta({ id: 'AdminInvoice' })

const one = { face: 'admin', params: IdParams } as const
const write = 'staff:invoice.write' as const
const read = 'staff:invoice.read' as const
const Reason = z.strictObject({ reason: z.string().trim().min(2).max(80) })

export const listAdminInvoices = operation({
  id: 'listAdminInvoices',
  face: 'admin',
  method: 'GET',
  path: '/invoices',
  summary: 'By state; search by number of order or invoice, or title',
  access: read,
  query: PageQuery.extend({ tab: InvoiceTab.default('all'), search: z.string().trim().max(60).optional(), orderId: Id.optional() }),
  reply: pageOf(AdminInvoiceRow),
})
export const countAdminInvoices = operation({
  id: 'countAdminInvoices',
  face: 'admin',
  method: 'GET',
  path: '/invoice-counts',
  access: read,
  reply: z.object({ requested: z.int(), issuing: z.int(), trouble: z.int(), reversing: z.int() }),
})
export const getAdminInvoice = operation({
  ...one,
  id: 'getAdminInvoice',
  method: 'GET',
  path: '/invoices/:id',
  access: read,
  reply: AdminInvoice,
  errors: ['invoice_not_found'],
})
export const downloadAdminInvoice = operation({
  ...one,
  id: 'downloadAdminInvoice',
  method: 'GET',
  path: '/invoices/:id/file',
  access: read,
  query: FileQuery,
  raw: true,
  reply: z.string(),
  errors: ['invoice_not_found', 'invoice_file_not_there'],
})
export const issueInvoice = operation({
  ...one,
  id: 'issueInvoice',
  method: 'POST',
  path: '/invoices/:id/issue',
  summary: 'Fixes the amounts and sends it off; one that failed is tried again with the same number',
  access: write,
  reply: AdminInvoice,
  errors: ['invoice_not_found', 'invoice_moved', 'invoice_nothing', 'invoice_settings_incomplete'],
})
export const rejectInvoice = operation({
  ...one,
  id: 'rejectInvoice',
  method: 'POST',
  path: '/invoices/:id/reject',
  access: write,
  body: Reason,
  reply: AdminInvoice,
  errors: ['invoice_not_found', 'invoice_moved'],
})
export const retryInvoice = operation({
  ...one,
  id: 'retryInvoice',
  method: 'POST',
  path: '/invoices/:id/retry',
  summary: 'Asks the provider again, now: about what is under way, or for a red invoice that it refused',
  access: write,
  reply: AdminInvoice,
  errors: ['invoice_not_found', 'invoice_moved'],
})
export const reverseInvoice = operation({
  ...one,
  id: 'reverseInvoice',
  method: 'POST',
  path: '/invoices/:id/reverse',
  summary: 'A red invoice over the whole of it, for a wrong title; the shopper may ask anew',
  access: write,
  body: Reason,
  reply: AdminInvoice,
  errors: ['invoice_not_found', 'invoice_moved'],
})
export const getInvoiceSettings = operation({
  id: 'getInvoiceSettings',
  face: 'admin',
  method: 'GET',
  path: '/invoice-settings',
  access: read,
  reply: InvoiceSettings,
})
export const updateInvoiceSettings = operation({
  id: 'updateInvoiceSettings',
  face: 'admin',
  method: 'PUT',
  path: '/invoice-settings',
  access: write,
  body: InvoiceSettings,
  reply: InvoiceSettings,
  errors: ['tax_number_invalid', 'invoice_settings_incomplete'],
})
