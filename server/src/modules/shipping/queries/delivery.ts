import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'
import type { Slot } from './points.ts'

export type DeliveryState = ShippingDb['shipping.delivery']['state']
export type DeliveryRow = NonNullable<Awaited<ReturnType<typeof deliveryOf>>>

export interface NewDelivery extends Slot {
  orderId: string
  orderNumber: string
  shopId: string
  shopperId: string
  kind: 'pickup' | 'local'
  contact: unknown
  code: string
  to: { lng: number; lat: number } | null
  meters: number | null
  feeFen: number
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
      lng: one.to?.lng ?? null,
      lat: one.to?.lat ?? null,
      meters: one.meters,
      fee_fen: one.feeFen,
      state: 'held',
      expires_at: one.expiresAt,
      at: one.now,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deliveries with their points. */
export const withPoint = (db: Db<ShippingDb>) =>
  db
    .selectFrom('shipping.delivery as d')
    .innerJoin('shipping.point as p', 'p.id', 'd.point_id')
    .selectAll('d')
    .select([
      sql<string>`d.day::text`.as('day'),
      'p.name as point_name',
      'p.address as point_address',
      'p.phone as point_phone',
      'p.lng as point_lng',
      'p.lat as point_lat',
      'p.hours as point_hours',
      'p.slots as point_slots',
    ])

export async function deliveryOf(db: Db<ShippingDb>, orderId: string) {
  return withPoint(db).where('d.order_id', '=', orderId).executeTakeFirst()
}

export async function deliveriesOf(db: Db<ShippingDb>, orderIds: readonly string[]): Promise<DeliveryRow[]> {
  return withPoint(db)
    .where('d.order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .execute()
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

export interface DeliveryMove {
  orderId: string
  from: readonly DeliveryState[]
  to: DeliveryState
  courier?: { id: string; name: string } | null
  /** Only while this person has it. */
  heldBy?: string
  photo?: unknown
  doneAt?: Date
  /** Only when its time was up then. */
  lapsedAt?: Date
  /** Nobody took it at the door. */
  failed?: true
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
      ...(move.failed ? { attempts: sql<number>`attempts + 1` } : {}),
    })
    .where('order_id', '=', move.orderId)
    .where('state', 'in', [...move.from])
  if (move.heldBy) query = query.where('courier_id', '=', move.heldBy)
  if (move.lapsedAt) query = query.where('expires_at', '<', move.lapsedAt)
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

/** The proof may come after the fact was told. */
export async function addPhoto(db: Db<ShippingDb>, orderId: string, photo: unknown): Promise<void> {
  await db
    .updateTable('shipping.delivery')
    .set({ photo: jsonb<unknown>(photo) })
    .where('order_id', '=', orderId)
    .where(sql<boolean>`photo is null or photo = 'null'::jsonb`)
    .execute()
}
