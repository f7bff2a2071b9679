import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Fen, Id } from '../../../kernel/schema.ts'
import { PurchaseLimits } from './offer.ts'

/** One change that many products are to have. */
export const BulkChange = z
  .discriminatedUnion('kind', [
    /** `bps`: basis points more or less (−500 is 5 % off); `fen`: so much more or less a piece. */
    z.strictObject({ kind: z.literal('price'), by: z.enum(['bps', 'fen']), amount: z.int().min(-9_999_999).max(9_999_999) }),
    z.strictObject({ kind: z.literal('state'), state: z.enum(['draft', 'on_sale', 'off_sale']) }),
    z.strictObject({ kind: z.literal('category'), categoryIds: z.array(Id).min(1).max(5), add: z.boolean() }),
    z.strictObject({ kind: z.literal('brand'), brandId: Id.nullable() }),
    z.strictObject({ kind: z.literal('freight'), freightTemplateId: Id.nullable() }),
    z.strictObject({ kind: z.literal('limits'), limits: PurchaseLimits }),
  ])
  .meta({ id: 'BulkChange' })
export type BulkChange = z.output<typeof BulkChange>

export const bulkEditProducts = operation({
  id: 'bulkEditProducts',
  face: 'admin',
  method: 'POST',
  path: '/products/bulk',
  summary: 'One change for many products, each by itself, with a result for each; a dry run shows what would come of it',
  access: 'staff:catalog.write',
  body: z.strictObject({ ids: z.array(Id).min(1).max(200), change: BulkChange, dryRun: z.boolean() }),
  reply: z.object({
    items: z.array(
      z.object({
        productId: Id,
        title: z.string(),
        /** Lowest price before and after. */
        beforeFen: Fen,
        afterFen: Fen,
        /** Why it cannot be changed; null when it can, or was. */
        code: z.string().nullable(),
        message: z.string(),
      }),
    ),
    changed: z.int(),
  }),
  errors: ['brand_not_found'],
})
