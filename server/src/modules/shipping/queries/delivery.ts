import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export type DeliveryState = ShippingDb['shipping.delivery']['state']
export type DeliveryRow = NonNullable<Awaited<ReturnType<typeof deliveryOf>>>
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

interface PointInput {
  name: string
  address: string
  phone: string
  lng: number
  lat: number
  pickup: boolean
  local: boolean
  fees: unknown
  slots: unknown
}
const columns = ({ fees, slots, ...plain }: PointInput) => ({ ...plain, fees: jsonb<unknown>(fees), slots: jsonb<unknown>(slots) })

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
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function takenSlots(db: Db<ShippingDb>, pointIds: readonly string[], fromDay: string) {
  return db
    .selectFrom('shipping.slot')
    .select(['point_id', sql<string>`day::text`.as('day'), 'span', 'taken'])
    .where('point_id', '=', sql<string>`any(${[...pointIds]}::uuid[])`)
    .where(sql<boolean>`day >= ${fromDay}::date`)
    .execute()
}

interface Slot {
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

export interface NewDelivery extends Slot {
  orderId: string
  orderNumber: string
  shopId: string
  shopperId: string
  kind: 'pickup' | 'local'
  contact: unknown
  code: string
  expiresAt: Date
  now: Date
}

export async function insertDelivery(tx: Db<ShippingDb>, one: NewDelivery): Promise<boolean> {
  const row = await tx
    .insertInto('shipping.delivery')
    .values({
      order_id: one.orderId,
      order_number: one.orderNumber,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      kind: one.kind,
      point_id: one.pointId,
      day: one.day,
      span: one.span,
      contact: jsonb<unknown>(one.contact),
      code: one.code,
      state: 'held',
      expires_at: one.expiresAt,
      at: one.now,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deliveryOf(db: Db<ShippingDb>, orderId: string) {
  return db
    .selectFrom('shipping.delivery as d')
    .innerJoin('shipping.point as p', 'p.id', 'd.point_id')
    .selectAll('d')
    .select([sql<string>`d.day::text`.as('day'), 'p.name as point_name', 'p.address as point_address', 'p.slots as point_slots'])
    .where('d.order_id', '=', orderId)
    .executeTakeFirst()
}

export async function deliveryByCode(db: Db<ShippingDb>, shopId: string, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('shipping.delivery')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.order_id
}

export async function deliveryPage(
  db: Db<ShippingDb>,
  shopId: string,
  page: { kind?: 'pickup' | 'local' | undefined; state?: DeliveryState | undefined; limit: number; offset: number },
) {
  let query = db.selectFrom('shipping.delivery as d').innerJoin('shipping.point as p', 'p.id', 'd.point_id').where('d.shop_id', '=', shopId)
  if (page.kind) query = query.where('d.kind', '=', page.kind)
  query = page.state ? query.where('d.state', '=', page.state) : query.where('d.state', 'in', ['kept', 'ready', 'taken', 'done'])
  const rows = await query
    .selectAll('d')
    .select([sql<string>`d.day::text`.as('day'), 'p.name as point_name', 'p.address as point_address', 'p.slots as point_slots'])
    .orderBy('d.day')
    .orderBy('d.span')
    .orderBy('d.order_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export interface DeliveryMove {
  orderId: string
  from: readonly DeliveryState[]
  to: DeliveryState
  courier?: { id: string; name: string } | null
  /** Only while this person has it. */
  heldBy?: string
  photo?: unknown
  doneAt?: Date
}

/** By compare-and-set. False: it does not stand there. */
export async function moveDelivery(tx: Db<ShippingDb>, move: DeliveryMove): Promise<boolean> {
  let query = tx
    .updateTable('shipping.delivery')
    .set({
      state: move.to,
      ...(move.courier === undefined ? {} : { courier_id: move.courier?.id ?? null, courier_name: move.courier?.name ?? '' }),
      ...(move.photo === undefined ? {} : { photo: jsonb<unknown>(move.photo) }),
      ...(move.doneAt ? { done_at: move.doneAt } : {}),
    })
    .where('order_id', '=', move.orderId)
    .where('state', 'in', [...move.from])
  if (move.heldBy) query = query.where('courier_id', '=', move.heldBy)
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

export async function prolongHeld(db: Db<ShippingDb>, orderId: string, until: Date): Promise<void> {
  await db
    .updateTable('shipping.delivery')
    .set({ expires_at: sql<Date>`greatest(expires_at, ${until}::timestamptz)` })
    .where('order_id', '=', orderId)
    .where('state', '=', 'held')
    .execute()
}

export async function lapsed(db: Db<ShippingDb>, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('shipping.delivery')
    .select('order_id')
    .where('state', '=', 'held')
    .where('expires_at', '<', now)
    .limit(100)
    .execute()
  return rows.map((row) => row.order_id)
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

/** The proof may come after the fact was told. */
export async function addPhoto(db: Db<ShippingDb>, orderId: string, photo: unknown): Promise<void> {
  await db
    .updateTable('shipping.delivery')
    .set({ photo: jsonb<unknown>(photo) })
    .where('order_id', '=', orderId)
    .where(sql<boolean>`photo is null or photo = 'null'::jsonb`)
    .execute()
}
