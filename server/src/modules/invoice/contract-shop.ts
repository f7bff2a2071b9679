import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, IdParams, Ids, RequestKey, Time } from '../../kernel/schema.ts'

export const InvoiceState = z.enum([
  'requested',
  'issuing',
  'issued',
  'failed',
  'rejected',
  'withdrawn',
  'reversing',
  'reverse_failed',
  'reversed',
])
export type InvoiceState = z.output<typeof InvoiceState>
/** `general`: 电子发票（普通发票）; `special`: 电子发票（增值税专用发票）, for companies. */
export const InvoiceKind = z.enum(['general', 'special'])

/** `taxNumber`: that of a company, with its check sign; a person has none. */
export const InvoiceTitleInput = z
  .strictObject({
    type: z.enum(['person', 'company']),
    name: z.string().trim().min(1).max(100),
    taxNumber: z.string().trim().max(30).default(''),
    address: z.string().trim().max(100).default(''),
    phone: z
      .string()
      .trim()
      .max(20)
      .regex(/^[\d\- ]*$/)
      .default(''),
    bank: z.string().trim().max(60).default(''),
    account: z
      .string()
      .trim()
      .max(40)
      .regex(/^[\d\- ]*$/)
      .default(''),
    isDefault: z.boolean().default(false),
  })
  .meta({ id: 'InvoiceTitleInput' })
export type InvoiceTitleInput = z.output<typeof InvoiceTitleInput>
export const InvoiceTitle = z.object({ ...InvoiceTitleInput.shape, id: Id }).meta({ id: 'InvoiceTitle' })
/** As it was when the invoice was asked for. */
export const InvoiceBuyer = z
  .object({
    type: z.enum(['person', 'company']),
    name: z.string(),
    taxNumber: z.string(),
    address: z.string(),
    phone: z.string(),
    bank: z.string(),
    account: z.string(),
  })
  .meta({ id: 'InvoiceBuyer' })
export type InvoiceBuyer = z.output<typeof InvoiceBuyer>

export const InvoiceLine = z
  .object({
    /** Null: freight. */
    lineId: Id.nullable(),
    name: z.string(),
    spec: z.string(),
    quantity: z.int(),
    totalFen: Fen,
    netFen: Fen,
    taxFen: Fen,
    rateBps: z.int(),
    /** How the tax office knows it; empty: as the shop's other goods. */
    taxCode: z.string().default(''),
    category: z.string().default(''),
  })
  .meta({ id: 'InvoiceLine' })
export type InvoiceLine = z.output<typeof InvoiceLine>

export const Invoice = z
  .object({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    shopId: Id,
    shopName: z.string(),
    state: InvoiceState,
    kind: InvoiceKind,
    title: InvoiceBuyer,
    email: z.string(),
    lines: z.array(InvoiceLine),
    totalFen: Fen,
    netFen: Fen,
    taxFen: Fen,
    /** Why it was rejected or reversed. */
    reason: z.string(),
    fapiaoNumber: z.string().nullable(),
    redFapiaoNumber: z.string().nullable(),
    /** The files that can be downloaded. */
    file: z.boolean(),
    redFile: z.boolean(),
    /** After a refund it stands in for that one. */
    replacesId: Id.nullable(),
    createdAt: Time,
    issuedAt: Time.nullable(),
    reversedAt: Time.nullable(),
  })
  .meta({ id: 'Invoice' })
export const InvoiceRow = Invoice.omit({ lines: true }).meta({ id: 'InvoiceRow' })

const one = { face: 'shop', access: 'shopper', params: IdParams } as const
const titleErrors = ['tax_number_invalid', 'title_not_found', 'title_limit']
export const FileQuery = z.strictObject({ what: z.enum(['blue', 'red']).default('blue') })

export const listInvoiceTitles = operation({
  id: 'listInvoiceTitles',
  face: 'shop',
  method: 'GET',
  path: '/invoice-titles',
  access: 'shopper',
  reply: z.object({ items: z.array(InvoiceTitle) }),
})
export const createInvoiceTitle = operation({
  id: 'createInvoiceTitle',
  face: 'shop',
  method: 'POST',
  path: '/invoice-titles',
  summary: 'Keeps a title for invoices; the same title twice is one',
  access: 'shopper',
  body: InvoiceTitleInput,
  reply: InvoiceTitle,
  errors: titleErrors,
})
export const updateInvoiceTitle = operation({
  ...one,
  id: 'updateInvoiceTitle',
  method: 'PUT',
  path: '/invoice-titles/:id',
  body: InvoiceTitleInput,
  reply: InvoiceTitle,
  errors: titleErrors,
})
export const deleteInvoiceTitle = operation({
  ...one,
  id: 'deleteInvoiceTitle',
  method: 'DELETE',
  path: '/invoice-titles/:id',
  reply: Done,
  errors: ['title_not_found'],
})

/**
 * `open`: can be asked for now; `not_yet`: after receipt; `off`: the shop issues none here; `nothing`: no money was paid, or all went back;
 * `asked`: there is one already.
 */
export const InvoiceOffer = z
  .object({
    state: z.enum(['open', 'not_yet', 'off', 'nothing', 'asked']),
    orderNumber: z.string(),
    shopName: z.string(),
    /** What can be invoiced as things stand. */
    amountFen: Fen,
    kinds: z.array(InvoiceKind),
    /** For whom it was asked for at the checkout; it follows by itself once it can be issued. */
    wished: z.string().nullable(),
    /** Of this order, the newest first. */
    invoices: z.array(InvoiceRow),
  })
  .meta({ id: 'InvoiceOffer' })
export const getInvoiceOffer = operation({
  ...one,
  id: 'getInvoiceOffer',
  method: 'GET',
  path: '/orders/:id/invoice-offer',
  summary: 'Whether an invoice can be asked for, of how much, and those there are',
  reply: InvoiceOffer,
  errors: ['order_not_found'],
})
export const askInvoice = operation({
  ...one,
  id: 'askInvoice',
  method: 'POST',
  path: '/orders/:id/invoices',
  summary: 'Asks for an invoice; an order has one at a time, and asking for the same again gives it',
  body: z.strictObject({
    requestId: RequestKey,
    titleId: Id,
    kind: InvoiceKind.default('general'),
    email: z.union([z.literal(''), z.email().max(100)]).default(''),
  }),
  reply: Invoice,
  errors: [
    'order_not_found',
    'title_not_found',
    'invoice_off',
    'invoice_not_yet',
    'invoice_nothing',
    'invoice_exists',
    'invoice_kind_refused',
    'key_reused',
  ],
})
export const listInvoiceShops = operation({
  id: 'listInvoiceShops',
  face: 'shop',
  method: 'GET',
  path: '/invoice-shops',
  summary: 'Which of these shops issue invoices, of which kinds, and when: for the checkout',
  access: 'shopper',
  query: z.strictObject({ shopIds: Ids }),
  reply: z.object({
    items: z.array(z.object({ shopId: Id, enabled: z.boolean(), after: z.enum(['payment', 'receipt']), kinds: z.array(InvoiceKind) })),
  }),
})
export const wishInvoice = operation({
  id: 'wishInvoice',
  face: 'shop',
  method: 'POST',
  path: '/invoice-wishes',
  summary: 'Asks for an invoice of each order of a checkout that is about to be placed: `placeOrder` names it',
  access: 'shopper',
  body: z.strictObject({
    requestId: RequestKey,
    titleId: Id,
    kind: InvoiceKind.default('general'),
    email: z.union([z.literal(''), z.email().max(100)]).default(''),
  }),
  reply: z.object({ id: Id }),
  errors: ['title_not_found', 'invoice_kind_refused', 'key_reused'],
})
export const listInvoices = operation({
  id: 'listInvoices',
  face: 'shop',
  method: 'GET',
  path: '/invoices',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(InvoiceRow),
})
export const getInvoice = operation({
  ...one,
  id: 'getInvoice',
  method: 'GET',
  path: '/invoices/:id',
  reply: Invoice,
  errors: ['invoice_not_found'],
})
export const withdrawInvoice = operation({
  ...one,
  id: 'withdrawInvoice',
  method: 'POST',
  path: '/invoices/:id/withdraw',
  summary: 'Before it is issued',
  reply: Invoice,
  errors: ['invoice_not_found', 'invoice_moved'],
})
export const downloadInvoice = operation({
  ...one,
  id: 'downloadInvoice',
  method: 'GET',
  path: '/invoices/:id/file',
  summary: 'The PDF',
  query: FileQuery,
  raw: true,
  reply: z.string(),
  errors: ['invoice_not_found', 'invoice_file_not_there'],
})
export const createInvoiceLink = operation({
  ...one,
  id: 'createInvoiceLink',
  method: 'POST',
  path: '/invoices/:id/link',
  summary: 'An address of the PDF for whoever has it, for a day',
  query: FileQuery,
  reply: z.object({ url: z.string(), expiresAt: Time }),
  errors: ['invoice_not_found', 'invoice_file_not_there'],
})
export const openInvoiceLink = operation({
  id: 'openInvoiceLink',
  face: 'shop',
  method: 'GET',
  path: '/invoice-links/:token',
  access: 'public',
  params: z.strictObject({ token: z.string().max(200) }),
  raw: true,
  reply: z.string(),
  errors: ['invoice_not_found'],
  limit: { times: 60, seconds: 60 },
})
