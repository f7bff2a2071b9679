import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

const Code = z.string().trim().min(1).max(40)
export const SyncOutcome = z.enum(['applied', 'repeated', 'old', 'conflict'])
export const syncStock = operation({
  id: 'syncStock',
  face: 'admin',
  method: 'POST',
  path: '/stock/sync',
  summary: 'What another system says is on hand; for each SKU and location its sequence counts up by one, and twice is once',
  access: 'staff:inventory.write',
  body: z.strictObject({
    /** Which system it is: each counts for itself. */
    source: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(/^[\w.-]+$/),
    lines: z
      .array(
        z.strictObject({
          sequence: z.int().min(1),
          /** The merchant's code of the SKU. */
          sku: Code,
          /** The code of the location; the default one when absent. */
          location: z.string().trim().max(30).default(''),
          onHand: z.int().min(0).max(10_000_000),
        }),
      )
      .min(1)
      .max(200),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        sequence: z.int(),
        sku: z.string(),
        location: z.string(),
        outcome: SyncOutcome,
        /** The last sequence that was dealt with. */
        last: z.int(),
      }),
    ),
  }),
})

export const ConflictKind = z.enum(['gap', 'unknown_sku', 'unknown_location', 'location_closed', 'below_held'])
export const ConflictState = z.enum(['open', 'applied', 'dismissed', 'superseded'])
export const SyncConflict = z
  .object({
    id: Id,
    source: z.string(),
    sku: z.string(),
    location: z.string(),
    sequence: z.int(),
    onHand: z.int(),
    kind: ConflictKind,
    state: ConflictState,
    at: Time,
    endedAt: Time.nullable(),
    endedBy: z.string(),
  })
  .meta({ id: 'SyncConflict' })
export const listSyncConflicts = operation({
  id: 'listSyncConflicts',
  face: 'admin',
  method: 'GET',
  path: '/stock/conflicts',
  access: 'staff:inventory.read',
  query: PageQuery.extend({ state: ConflictState.optional() }),
  reply: pageOf(SyncConflict),
})
export const resolveSyncConflict = operation({
  id: 'resolveSyncConflict',
  face: 'admin',
  method: 'POST',
  path: '/stock/conflicts/:id/resolve',
  summary: 'Apply the update after all, or leave stock as it is; what follows it goes on',
  access: 'staff:inventory.write',
  params: IdParams,
  body: z.strictObject({ action: z.enum(['apply', 'dismiss']) }),
  reply: SyncConflict,
  errors: ['conflict_not_found', 'conflict_ended', 'conflict_stays'],
})
