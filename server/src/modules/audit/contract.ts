import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

export const AuditEntry = z
  .object({
    id: Id,
    at: Time,
    staffId: Id,
    staffName: z.string(),
    role: z.string(),
    /** The operation, as in the API document. */
    operation: z.string(),
    /** Ids in the path. */
    target: z.record(z.string(), z.string()),
    /** What was sent, with secrets masked. */
    input: z.unknown(),
    ip: z.string(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEntry' })

export const listAudit = operation({
  id: 'listAudit',
  face: 'admin',
  method: 'GET',
  path: '/audit',
  access: 'staff:audit.read',
  query: PageQuery.extend({ staffId: Id.optional(), operation: z.string().max(60).optional(), from: Time.optional(), to: Time.optional() }),
  reply: pageOf(AuditEntry),
})
