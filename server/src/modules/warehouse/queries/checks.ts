import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { WarehouseDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Tasks that stand elsewhere than where their log ends. */
export async function logsOff(db: Db<WarehouseDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select t.id::text, format('pick task of %s is %s, its log ends at %s', t.order_number, t.state, s.to_state) as text
    from warehouse.task t
    join lateral (select to_state from warehouse.step s where s.task_id = t.id order by at desc, id desc limit 1) s on true
    where s.to_state <> t.state`.execute(db)
  return rows
}

/** Tasks that were packed with pieces missing. */
export async function packedShort(db: Db<WarehouseDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select t.id::text, format('pick task of %s is packed, %s of %s %s were picked', t.order_number, l.picked, l.quantity, l.code) as text
    from warehouse.task t join warehouse.task_line l on l.task_id = t.id
    where t.state = 'packed' and l.picked <> l.quantity`.execute(db)
  return rows
}

/** The tasks of orders after a cursor, for the comparison with what the orders say. */
export async function openTasks(db: Db<WarehouseDb>, after: string, limit: number) {
  return db
    .selectFrom('warehouse.task')
    .select(['id', 'order_id as orderId', 'order_number as number', 'state'])
    .where('state', 'in', ['open', 'picking', 'packed'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}
