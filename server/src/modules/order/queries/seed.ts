import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

/** Rows made by `seed.ts`, written in a few statements. Orders that are there already are left alone. */
export interface SeedRows {
  checkouts: readonly object[]
  orders: readonly object[]
  lines: readonly object[]
  steps: readonly object[]
  refunds: readonly object[]
  refundLines: readonly object[]
}

export async function insertPast(db: Db<OrderDb>, rows: SeedRows): Promise<void> {
  await insertRows(db, 'checkout', rows.checkouts)
  await insertRows(db, 'order', rows.orders)
  await insertRows(db, 'line', rows.lines)
  await insertRows(db, 'step', rows.steps)
  await insertRows(db, 'refund', rows.refunds)
  await insertRows(db, 'refund_line', rows.refundLines)
}

/** Only the columns that are given are named: the others have their defaults, which a whole record of JSON would make null. */
async function insertRows(db: Db<OrderDb>, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const into = sql.id('order', table)
  const columns = sql.join([...new Set(rows.flatMap((row) => Object.keys(row)))].map((column) => sql.id(column)))
  await sql`insert into ${into} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(db)
}
