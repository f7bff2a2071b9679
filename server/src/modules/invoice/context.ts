import type { InvoiceIssuer } from '../../gateways/invoice-issuer.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Files } from '../../kernel/files.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { InvoiceDb } from './db.ts'
import type { InvoiceSeller } from './contract-admin.ts'
import type { Safe } from './safe.ts'

export interface Invoices {
  db: Db<InvoiceDb>
  now: () => Date
  newId: () => string
  /** Nothing while no provider is connected. */
  issuer: () => InvoiceIssuer | undefined
  publicUrl: string
  files: Files
  safe: Safe
  order: Interface<typeof orderCalls>
  catalog: Interface<typeof catalogCalls>
  payment: Interface<typeof paymentCalls>
}

/** The shop and what it sells, as it was when the invoice was sent off. */
export type FrozenSeller = InvoiceSeller & { taxCode: string; category: string; drawer: string }

/** Who moves an invoice. */
export interface Mover {
  actor: 'shopper' | 'staff' | 'system'
  name: string
}
export const system: Mover = { actor: 'system', name: '' }
export const shopperMover: Mover = { actor: 'shopper', name: '' }
