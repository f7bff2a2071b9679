import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

/** Takes units of a line for a request if they are in no other; false when they are. */
export async function claimUnits(tx: Db<AfterSalesDb>, line: { lineId: string; quantity: number; of: number }): Promise<boolean> {
  await tx
    .insertInto('after_sales.line')
    .values({ line_id: line.lineId, quantity: line.of })
    .onConflict((conflict) => conflict.column('line_id').doNothing())
    .execute()
  const result = await tx
    .updateTable('after_sales.line')
    .set((eb) => ({ open: eb('open', '+', line.quantity) }))
    .where('line_id', '=', line.lineId)
    .where(sql<boolean>`quantity - open - done >= ${line.quantity}`)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The request is over: its units are free again, but for those that went back through it. */
export async function releaseUnits(tx: Db<AfterSalesDb>, line: { lineId: string; quantity: number; done: number }): Promise<void> {
  await tx
    .updateTable('after_sales.line')
    .set((eb) => ({ open: eb('open', '-', line.quantity), done: eb('done', '+', line.done) }))
    .where('line_id', '=', line.lineId)
    .execute()
}

/** Takes the units of a request again that it had given up. */
export async function reclaimUnits(tx: Db<AfterSalesDb>, line: { lineId: string; quantity: number }): Promise<boolean> {
  return claimUnits(tx, { ...line, of: line.quantity })
}

/** Units of lines that open requests have, by whether they had left the shop. */
export async function openUnits(db: Db<AfterSalesDb>, orderId: string) {
  return db
    .selectFrom('after_sales.request_line as l')
    .innerJoin('after_sales.request as r', 'r.id', 'l.request_id')
    .select([
      'l.line_id as lineId',
      sql<number>`sum(l.unshipped)::bigint`.as('unshipped'),
      sql<number>`sum(l.quantity - l.unshipped)::bigint`.as('shipped'),
    ])
    .where('r.order_id', '=', orderId)
    .where('r.state', 'not in', ['done', 'withdrawn', 'closed', 'rejected'])
    .groupBy('l.line_id')
    .execute()
}

/** Replacements that were sent for a line: where else its pieces may have been sold from. */
export async function exchangesOf(db: Db<AfterSalesDb>, lineId: string) {
  const rows = await db
    .selectFrom('after_sales.request_line as l')
    .innerJoin('after_sales.request as r', 'r.id', 'l.request_id')
    .select(['r.id as requestId', 'l.exchange_sku_id as skuId'])
    .where('l.line_id', '=', lineId)
    .where('r.kind', '=', 'exchange')
    .where('r.resend_tracking', 'is not', null)
    .orderBy('r.created_at')
    .execute()
  return rows.flatMap((row) => (row.skuId ? [{ requestId: row.requestId, skuId: row.skuId }] : []))
}

/** Those of these orders of which a request is under way. */
export async function busyOrders(db: Db<AfterSalesDb>, orderIds: readonly string[]): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('after_sales.request')
    .select('order_id as orderId')
    .where('order_id', 'in', [...orderIds])
    .where('state', 'not in', ['done', 'rejected', 'withdrawn', 'closed'])
    .execute()
  return new Set(rows.map((row) => row.orderId))
}
