import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'
import { type DeliveryRow, type DeliveryState, withPoint } from './delivery.ts'

type What = ShippingDb['shipping.delivery_step']['what']
export type View = 'waiting' | 'taken' | 'mine' | 'done'
const statesOf: Record<View, readonly DeliveryState[]> = { waiting: ['kept', 'ready'], taken: ['taken'], mine: ['taken'], done: ['done'] }

export async function addStep(
  tx: Db<ShippingDb>,
  step: { id: string; orderId: string; what: What; at: Date; byName: string; note: string },
): Promise<void> {
  const { id, orderId, what, at, byName, note } = step
  await tx.insertInto('shipping.delivery_step').values({ id, order_id: orderId, what, at, by_name: byName, note }).execute()
}

export async function stepsOf(db: Db<ShippingDb>, orderId: string) {
  return db
    .selectFrom('shipping.delivery_step')
    .select(['what', 'at', 'by_name', 'note'])
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Why each could not be handed over the last time. */
export async function lastNotes(db: Db<ShippingDb>, orderIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; note: string }>`
    select distinct on (order_id) order_id::text as id, note from shipping.delivery_step
    where what = 'failed' and order_id = any(${[...orderIds]}::uuid[]) order by order_id, at desc, id desc`.execute(db)
  return new Map(rows.map((row) => [row.id, row.note]))
}

export interface Board {
  kind?: 'pickup' | 'local' | undefined
  pointId?: string | undefined
  search?: string | undefined
  view: View
  staffId: string
}

function onBoard(db: Db<ShippingDb>, shopId: string, { kind, pointId, search = '' }: Board) {
  let query = withPoint(db).where('d.shop_id', '=', shopId)
  if (kind) query = query.where('d.kind', '=', kind)
  if (pointId) query = query.where('d.point_id', '=', pointId)
  const text = search.trim()
  if (text !== '')
    query = query.where(
      sql<boolean>`(strpos(d.order_number, ${text}) > 0 or strpos(d.contact->>'name', ${text}) > 0 or right(d.contact->>'phone', 4) = ${text})`,
    )
  return query
}

export async function boardPage(
  db: Db<ShippingDb>,
  shopId: string,
  board: Board & { limit: number; offset: number },
): Promise<{ rows: DeliveryRow[]; total: number; counts: Record<View, number> }> {
  let query = onBoard(db, shopId, board).where('d.state', 'in', [...statesOf[board.view]])
  if (board.view === 'mine') query = query.where('d.courier_id', '=', board.staffId)
  const sorted = board.view === 'done' ? query.orderBy('d.done_at', 'desc') : query.orderBy('d.day').orderBy('d.span')
  const rows = await sorted.orderBy('d.order_id').limit(board.limit).offset(board.offset).execute()
  const { waiting, taken, mine, done } = await onBoard(db, shopId, board)
    .clearSelect()
    .select([
      sql<number>`count(*) filter (where d.state in ('kept', 'ready'))`.as('waiting'),
      sql<number>`count(*) filter (where d.state = 'taken')`.as('taken'),
      sql<number>`count(*) filter (where d.state = 'taken' and d.courier_id = ${board.staffId})`.as('mine'),
      sql<number>`count(*) filter (where d.state = 'done')`.as('done'),
    ])
    .executeTakeFirstOrThrow()
  const counts = { waiting, taken, mine, done }
  return { rows, total: counts[board.view], counts }
}

/** What nobody fetched in its time and was not said so. */
export async function toRemind(db: Db<ShippingDb>, now: Date): Promise<DeliveryRow[]> {
  return withPoint(db)
    .where('d.kind', '=', 'pickup')
    .where('d.state', 'in', ['kept', 'ready'])
    .where('d.overdue_at', 'is', null)
    .where('d.reminded_at', 'is', null)
    .where(sql<boolean>`(d.day + split_part(d.span, '-', 2)::time) at time zone 'Asia/Shanghai' < ${now}::timestamptz`)
    .limit(100)
    .execute()
}

/** True: nobody said so before. */
export async function setReminded(tx: Db<ShippingDb>, orderId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('shipping.delivery')
    .set({ reminded_at: now })
    .where('order_id', '=', orderId)
    .where('reminded_at', 'is', null)
    .where('state', 'in', ['kept', 'ready'])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What nobody fetched for as long as its shop keeps it. */
export async function toGiveUp(db: Db<ShippingDb>, today: string): Promise<DeliveryRow[]> {
  return withPoint(db)
    .innerJoin('shipping.pickup_rule as r', 'r.shop_id', 'd.shop_id')
    .where('d.kind', '=', 'pickup')
    .where('d.state', 'in', ['kept', 'ready'])
    .where('d.overdue_at', 'is', null)
    .where('r.keep_days', '>', 0)
    .where(sql<boolean>`d.day + r.keep_days < ${today}::date`)
    .limit(100)
    .execute()
}

/** True: it was not given up before. */
export async function setOverdue(tx: Db<ShippingDb>, orderId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('shipping.delivery')
    .set({ overdue_at: now })
    .where('order_id', '=', orderId)
    .where('overdue_at', 'is', null)
    .where('state', 'in', ['kept', 'ready'])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
