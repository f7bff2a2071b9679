import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Done, Id, Time } from '../../kernel/schema.ts'
import { InvoiceSettings } from './contract-admin.ts'
import { InvoiceKind, InvoiceTitleInput } from './contract-shop.ts'

export * from './contract-admin.ts'
export * from './contract-shop.ts'

export const invoiceCalls = {
  /** A shop's choices. For set-up. */
  configure: call(z.object({ shopId: Id, settings: InvoiceSettings }), Done),
  /** Titles and requests of past orders; those that are to be issued are sent off by themselves. For set-up. */
  seed: call(
    z.object({
      titles: z.array(z.object({ id: Id, shopperId: Id, title: InvoiceTitleInput, at: Time })).max(500),
      requests: z.array(z.object({ orderId: Id, titleId: Id, kind: InvoiceKind, email: z.string(), issue: z.boolean() })).max(500),
    }),
    Done,
  ),
}
