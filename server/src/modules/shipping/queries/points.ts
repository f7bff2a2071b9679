import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { PointInput } from '../contract.ts'
import type { ShippingDb } from '../db.ts'

export type PointRow = Awaited<ReturnType<typeof pointsOf>>[number]

export async function pointsOf(db: Db<ShippingDb>, shopId: string) {
  return db
    .selectFrom('shipping.point')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

const columns = ({ fees, slots, hours, closedDays, ...plain }: PointInput) => ({
  ...plain,
  fees: jsonb<unknown>(fees),
  slots: jsonb<unknown>(slots),
  hours: jsonb<unknown>(hours),
  closed_days: jsonb<unknown>(closedDays),
})

/** A point that a play keeps; the same id again changes it, and it is there again when it was removed. */
export async function putKeptPoint(
  db: Db<ShippingDb>,
  point: { id: string; shopId: string; keptFor: string; input: PointInput },
): Promise<void> {
  const values = { ...columns(point.input), kept_for: point.keptFor, removed_at: null }
  await db
    .insertInto('shipping.point')
    .values({ id: point.id, shop_id: point.shopId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values).where('shipping.point.kept_for', '=', point.keptFor))
    .execute()
}

/** Those that a shop itself has; what a play keeps is the play's. */
export const ownPointsOf = async (db: Db<ShippingDb>, shopId: string): Promise<PointRow[]> =>
  (await pointsOf(db, shopId)).filter((point) => point.kept_for === null)

export async function insertPoint(db: Db<ShippingDb>, point: { id: string; shopId: string; input: PointInput }): Promise<void> {
  await db
    .insertInto('shipping.point')
    .values({ id: point.id, shop_id: point.shopId, ...columns(point.input) })
    .execute()
}

export async function updatePoint(db: Db<ShippingDb>, point: { id: string; shopId: string; input: PointInput }): Promise<boolean> {
  const result = await db
    .updateTable('shipping.point')
    .set(columns(point.input))
    .where('id', '=', point.id)
    .where('shop_id', '=', point.shopId)
    .where('removed_at', 'is', null)
    .where('kept_for', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function removePoint(db: Db<ShippingDb>, point: { id: string; shopId: string; now: Date }): Promise<boolean> {
  const result = await db
    .updateTable('shipping.point')
    .set({ removed_at: point.now })
    .where('id', '=', point.id)
    .where('shop_id', '=', point.shopId)
    .where('removed_at', 'is', null)
    .where('kept_for', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function keepDaysOf(db: Db<ShippingDb>, shopId: string): Promise<number> {
  const row = await db.selectFrom('shipping.pickup_rule').select('keep_days').where('shop_id', '=', shopId).executeTakeFirst()
  return row?.keep_days ?? 0
}

export async function setKeepDays(db: Db<ShippingDb>, shopId: string, keepDays: number): Promise<void> {
  await db
    .insertInto('shipping.pickup_rule')
    .values({ shop_id: shopId, keep_days: keepDays })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ keep_days: keepDays }))
    .execute()
}

export async function takenSlots(db: Db<ShippingDb>, pointIds: readonly string[], fromDay: string) {
  return db
    .selectFrom('shipping.slot')
    .select(['point_id', sql<string>`day::text`.as('day'), 'span', 'taken'])
    .where('point_id', '=', sql<string>`any(${[...pointIds]}::uuid[])`)
    .where(sql<boolean>`day >= ${fromDay}::date`)
    .execute()
}

export interface Slot {
  pointId: string
  day: string
  span: string
}

/** One more order in this stretch of time. False: it is full. */
export async function takeSlot(tx: Db<ShippingDb>, { pointId, day, span }: Slot, capacity: number): Promise<boolean> {
  await sql`insert into shipping.slot (point_id, day, span, capacity) values (${pointId}, ${day}::date, ${span}, ${capacity}) on conflict do nothing`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    update shipping.slot set taken = taken + 1, capacity = greatest(taken + 1, ${capacity})
    where point_id = ${pointId} and day = ${day}::date and span = ${span} and taken < ${capacity}`.execute(tx)
  return numAffectedRows === 1n
}

export async function freeSlot(tx: Db<ShippingDb>, { pointId, day, span }: Slot): Promise<void> {
  await sql`update shipping.slot set taken = taken - 1 where point_id = ${pointId} and day = ${day}::date and span = ${span}`.execute(tx)
}

/** Stretches of time that count other than the orders in them. */
export async function slotsOff(db: Db<ShippingDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select s.point_id::text as id, format('%s %s: %s taken, %s orders', s.day, s.span, s.taken, count(d.order_id)) as text
    from shipping.slot s
    left join shipping.delivery d on d.point_id = s.point_id and d.day = s.day and d.span = s.span and d.state <> 'released'
    group by s.point_id, s.day, s.span, s.taken having s.taken <> count(d.order_id)`.execute(db)
  return rows
}
