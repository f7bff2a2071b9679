import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export type PickupRow = NonNullable<Awaited<ReturnType<typeof pickupByKey>>>
export type PickupState = PickupRow['state']

export interface NewPickup {
  id: string
  code: string
  key: string
  bodyHash: string
  shopId: string
  carrier: { code: string; name: string; kdniao: string }
  wish: unknown
  orders: readonly { id: string; number: string }[]
  from: Date
  to: Date
  staffName: string
  now: Date
}
export async function insertPickup(db: Db<ShippingDb>, one: NewPickup): Promise<void> {
  await db
    .insertInto('shipping.courier_pickup')
    .values({
      id: one.id,
      code: one.code,
      key: one.key,
      body_hash: one.bodyHash,
      shop_id: one.shopId,
      carrier_code: one.carrier.code,
      carrier_name: one.carrier.name,
      aggregator_code: one.carrier.kdniao || one.carrier.code,
      state: 'wanted',
      wish: jsonb<unknown>(one.wish),
      orders: jsonb<unknown>(one.orders),
      from_at: one.from,
      to_at: one.to,
      staff_name: one.staffName,
      try_at: one.now,
      at: one.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function pickupByKey(db: Db<ShippingDb>, key: string) {
  return db.selectFrom('shipping.courier_pickup').selectAll().where('key', '=', key).executeTakeFirst()
}

export async function pickupByCode(db: Db<ShippingDb>, code: string): Promise<PickupRow | undefined> {
  return db.selectFrom('shipping.courier_pickup').selectAll().where('code', '=', code).executeTakeFirst()
}

export async function pickupOfShop(db: Db<ShippingDb>, shopId: string, id: string): Promise<PickupRow | undefined> {
  return db.selectFrom('shipping.courier_pickup').selectAll().where('shop_id', '=', shopId).where('id', '=', id).executeTakeFirst()
}

export interface PickupMove {
  from: readonly PickupState[]
  to: PickupState
  tryAt?: Date | null
  booking?: string
  courier?: string
  note?: string
  tries?: number
  collectedAt?: Date
}
/** By compare-and-set. False: it does not stand there. */
export async function movePickup(db: Db<ShippingDb>, id: string, move: PickupMove): Promise<boolean> {
  const { from, to, tryAt = null, collectedAt, note, ...rest } = move
  const result = await db
    .updateTable('shipping.courier_pickup')
    .set({
      state: to,
      try_at: tryAt,
      ...rest,
      ...(note === undefined ? {} : { note: note.slice(0, 200) }),
      ...(collectedAt ? { collected_at: collectedAt } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Who comes, told before or after the rest. */
export async function setCourier(db: Db<ShippingDb>, id: string, courier: string): Promise<void> {
  await db.updateTable('shipping.courier_pickup').set({ courier }).where('id', '=', id).execute()
}

/** Whether a parcel of one of these orders was taken by this carrier since. */
export async function parcelTaken(db: Db<ShippingDb>, row: PickupRow, orderIds: readonly string[]): Promise<boolean> {
  const found = await db
    .selectFrom('shipping.parcel')
    .select('id')
    .where('shop_id', '=', row.shop_id)
    .where('order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .where('carrier_code', '=', row.carrier_code)
    .where('state', '<>', 'created')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Bookings about which the carrier was to be asked more than an hour ago. */
export async function pickupsForgotten(db: Db<ShippingDb>, now: Date): Promise<{ id: string; text: string }[]> {
  const rows = await db
    .selectFrom('shipping.courier_pickup')
    .select(['id', 'code', 'state', 'try_at'])
    .where('try_at', '<', new Date(now.getTime() - 3600_000))
    .execute()
  return rows.map((row) => ({ id: row.id, text: `courier ${row.code} is ${row.state} and was due at ${row.try_at?.toISOString()}` }))
}
