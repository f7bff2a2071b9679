import { sql } from 'kysely'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { AuditDb } from './db.ts'

export interface NewEntry {
  id: string
  shopId: string
  at: Date
  staffId: string
  staffName: string
  role: string
  operation: string
  target: Record<string, string>
  input: unknown
  ip: string
  requestId: string
}

/** Keeps one write. The same request and operation again changes nothing. */
export async function insertEntry(db: Db<AuditDb>, entry: NewEntry): Promise<void> {
  await db
    .insertInto('audit.entry')
    .values({
      id: entry.id,
      shop_id: entry.shopId,
      at: entry.at,
      staff_id: entry.staffId,
      staff_name: entry.staffName,
      role: entry.role,
      operation: entry.operation,
      target: jsonb(entry.target),
      input: jsonb(entry.input ?? null),
      ip: entry.ip,
      request_id: entry.requestId,
    })
    .onConflict((conflict) => conflict.columns(['request_id', 'operation']).doNothing())
    .execute()
}

export interface EntryFilter {
  shopId: string
  staffId?: string | undefined
  operation?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export async function entryPage(db: Db<AuditDb>, filter: EntryFilter, page: { limit: number; offset: number }) {
  let query = db.selectFrom('audit.entry').where('shop_id', '=', filter.shopId)
  if (filter.staffId) query = query.where('staff_id', '=', filter.staffId)
  if (filter.operation) query = query.where('operation', '=', filter.operation)
  if (filter.from) query = query.where('at', '>=', new Date(filter.from))
  if (filter.to) query = query.where('at', '<', new Date(filter.to))
  const items = await query
    .select([
      'id',
      'at',
      'staff_id as staffId',
      'staff_name as staffName',
      'role',
      'operation',
      'target',
      'input',
      'ip',
      'request_id as requestId',
    ])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
