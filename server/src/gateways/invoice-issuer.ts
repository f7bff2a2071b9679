import type { Outcome } from './outcome.ts'
import type { HttpAnswer } from './payment-channel.ts'

/** `general`: 电子发票（普通发票）; `special`: 电子发票（增值税专用发票）, for companies only. */
export type InvoiceKind = 'general' | 'special'

export interface InvoiceParty {
  type: 'person' | 'company'
  name: string
  /** Empty for a person. */
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
}

export interface InvoiceItem {
  name: string
  spec: string
  quantity: number
  /** Tax included; net + tax = total. */
  totalFen: number
  netFen: number
  taxFen: number
  /** 1300 = 13 %. */
  rateBps: number
  /** 19 digits, as the tax office numbers goods. */
  taxCode: string
  /** Short name of that code, printed before the goods. */
  category: string
}

export interface InvoiceApplication {
  /** Decided before the call, and the same on each retry: one number is one invoice. */
  number: string
  kind: InvoiceKind
  seller: InvoiceParty
  buyer: InvoiceParty
  items: readonly InvoiceItem[]
  totalFen: number
  taxFen: number
  remark: string
  /** The provider mails it there; empty: it does not. */
  email: string
  drawer: string
  notifyUrl: string
}

/** A red invoice over the whole of an issued one. */
export interface RedApplication {
  number: string
  /** The application whose invoice is reversed, and the number that invoice got. */
  original: string
  invoiceNumber: string
  totalFen: number
  reason: string
  notifyUrl: string
}

/** What the provider says of an application. `absent`: it has never heard of that number, so nothing was issued for it. */
export interface IssuedDocument {
  number: string
  state: 'absent' | 'pending' | 'issued' | 'failed'
  /** 20 digits, once it is issued. */
  invoiceNumber: string
  issuedAt: Date | null
  totalFen: number
  taxFen: number
  pdfUrl: string
  /** SHA-256 of the PDF, in hexadecimal. */
  pdfHash: string
  reason: string
}

/** Something happened to an application; what it is, one asks for. */
export type ParsedInvoiceNotify = { ok: true; number: string } | { ok: false; reason: string }

/** Issues electronic invoices through a provider. Applying is answered at once, the invoice comes later. */
export interface InvoiceIssuer {
  name: string
  apply: (input: InvoiceApplication) => Promise<Outcome<IssuedDocument>>
  reverse: (input: RedApplication) => Promise<Outcome<IssuedDocument>>
  /** By the number of an application or of a red one. */
  query: (number: string, what: 'blue' | 'red') => Promise<Outcome<IssuedDocument>>
  /** The bytes of a file, only if they are those the provider has signed for. */
  download: (file: { url: string; hash: string }) => Promise<Outcome<Buffer>>
  /** Verifies a message: its signature and its age. */
  parseNotify: (message: { headers: Record<string, string | undefined>; rawBody: Buffer }) => ParsedInvoiceNotify
  acknowledge: (taken: boolean) => HttpAnswer
}
