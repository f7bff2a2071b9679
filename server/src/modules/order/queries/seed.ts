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
  await sql`insert into "order".checkout select * from jsonb_populate_recordset(null::"order".checkout, ${JSON.stringify(rows.checkouts)}::jsonb) on conflict do nothing`.execute(
    db,
  )
  await sql`insert into "order"."order" select * from jsonb_populate_recordset(null::"order"."order", ${JSON.stringify(rows.orders)}::jsonb) on conflict do nothing`.execute(
    db,
  )
  await sql`insert into "order".line select * from jsonb_populate_recordset(null::"order".line, ${JSON.stringify(rows.lines)}::jsonb) on conflict do nothing`.execute(
    db,
  )
  await sql`insert into "order".step select * from jsonb_populate_recordset(null::"order".step, ${JSON.stringify(rows.steps)}::jsonb) on conflict do nothing`.execute(
    db,
  )
  await sql`insert into "order".refund select * from jsonb_populate_recordset(null::"order".refund, ${JSON.stringify(rows.refunds)}::jsonb) on conflict do nothing`.execute(
    db,
  )
  await sql`insert into "order".refund_line select * from jsonb_populate_recordset(null::"order".refund_line, ${JSON.stringify(rows.refundLines)}::jsonb) on conflict do nothing`.execute(
    db,
  )
}
