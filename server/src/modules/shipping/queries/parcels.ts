import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

const columns = [
  'id',
  'shop_id',
  'order_id',
  'carrier_code',
  'carrier_name',
  'number',
  'lines',
  'state',
  'shipped_at',
  'signed_at',
] as const
export type ParcelState = ParcelRow['state']
export type ParcelRow = Awaited<ReturnType<typeof parcelsOfOrders>>[number]

export interface NewParcel {
  id: string
  key: string
  bodyHash: string
  shopId: string
  orderId: string
  carrierCode: string
  carrier: { name: string; kuaidi100: string; kdniao: string }
  number: string
  phoneTail: string
  fromCity: string
  toCity: string
  lines: readonly { orderLineId: string; quantity: number }[]
  now: Date
}

/** False: a parcel with this key is there already. */
export async function insertParcel(tx: Db<ShippingDb>, parcel: NewParcel): Promise<boolean> {
  const row = await tx
    .insertInto('shipping.parcel')
    .values({
      id: parcel.id,
      key: parcel.key,
      body_hash: parcel.bodyHash,
      shop_id: parcel.shopId,
      order_id: parcel.orderId,
      carrier_code: parcel.carrierCode,
      carrier_name: parcel.carrier.name,
      aggregator_codes: jsonb<unknown>({ kuaidi100: parcel.carrier.kuaidi100, kdniao: parcel.carrier.kdniao }),
      number: parcel.number,
      phone_tail: parcel.phoneTail,
      from_city: parcel.fromCity,
      to_city: parcel.toCity,
      lines: jsonb<unknown>(parcel.lines),
      track_at: parcel.now,
      shipped_at: parcel.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function parcelByKey(db: Db<ShippingDb>, key: string) {
  return db
    .selectFrom('shipping.parcel')
    .select([...columns, 'body_hash'])
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function parcelsOfOrders(db: Db<ShippingDb>, orderIds: readonly string[]) {
  return db
    .selectFrom('shipping.parcel')
    .select(columns)
    .where('order_id', '=', sql<string>`any(${orderIds}::uuid[])`)
    .where('voided_at', 'is', null)
    .orderBy('shipped_at')
    .orderBy('id')
    .execute()
}

export async function eventsOf(db: Db<ShippingDb>, parcelIds: readonly string[]) {
  return db
    .selectFrom('shipping.parcel_event')
    .select(['parcel_id', 'at', 'state', 'place', 'text'])
    .where('parcel_id', '=', sql<string>`any(${parcelIds}::uuid[])`)
    .orderBy('at', 'desc')
    .orderBy('text')
    .execute()
}

/** Locks the parcels with this number: two shops' orders may travel in one box. */
export async function lockByNumber(tx: Db<ShippingDb>, carrierCode: string, number: string): Promise<ParcelRow[]> {
  return (
    tx
      .selectFrom('shipping.parcel')
      .select(columns)
      .where('number', '=', number)
      // A carrier that is not one of ours is told by the aggregator's own code.
      .where(sql<boolean>`${carrierCode} in (carrier_code, aggregator_codes->>'kuaidi100', aggregator_codes->>'kdniao')`)
      .where('voided_at', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
  )
}

export interface NewEvent {
  at: Date
  state: ParcelState
  place: string
  text: string
}

/** Keeps what is new; gives how many events that were. */
export async function insertEvents(tx: Db<ShippingDb>, parcelId: string, events: readonly NewEvent[]): Promise<number> {
  if (events.length === 0) return 0
  const rows = await tx
    .insertInto('shipping.parcel_event')
    .values(events.map((event) => ({ parcel_id: parcelId, ...event })))
    .onConflict((conflict) => conflict.columns(['parcel_id', 'at', 'text']).doNothing())
    .returning('at')
    .execute()
  return rows.length
}

/** Where the parcel is by the newest event that is known. */
export async function newestEvent(tx: Db<ShippingDb>, parcelId: string) {
  return (
    tx
      .selectFrom('shipping.parcel_event')
      .select(['state', 'at'])
      .where('parcel_id', '=', parcelId)
      .orderBy('at', 'desc')
      // At one moment the later station of the way is the newer one.
      .orderBy(
        sql`array_position(array['created','picked_up','in_transit','out_for_delivery','at_pickup_point','problem','returning','returned','signed'], state)`,
        'desc',
      )
      .limit(1)
      .executeTakeFirst()
  )
}

/** Moves a parcel; never away from `signed`. */
export async function moveParcel(
  tx: Db<ShippingDb>,
  id: string,
  to: { state: ParcelState; signedAt: Date | null; ended: boolean },
): Promise<void> {
  await tx
    .updateTable('shipping.parcel')
    .set({ state: to.state, signed_at: to.signedAt, ...(to.ended ? { tracking: 'ended' as const, track_at: null } : {}) })
    .where('id', '=', id)
    .where('state', '<>', 'signed')
    .execute()
}

/** Takes parcels about which the carrier is to be asked; until `leaseUntil` nobody else takes them. */
export async function claimDue(db: Db<ShippingDb>, due: { now: Date; leaseUntil: Date; limit: number }) {
  return db
    .updateTable('shipping.parcel')
    .set({ track_at: due.leaseUntil, tries: sql<number>`tries + 1` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('shipping.parcel')
        .select('id')
        .where('track_at', '<=', due.now)
        .orderBy('track_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning([
      'id',
      'carrier_code',
      'number',
      'phone_tail',
      'from_city',
      'to_city',
      'tracking',
      'tries',
      'aggregator_codes',
      'aggregator',
      'shop_id',
    ])
    .execute()
}

export type DueParcel = Awaited<ReturnType<typeof claimDue>>[number]

export async function setTracking(
  db: Db<ShippingDb>,
  id: string,
  next:
    | { tracking: 'wanted' | 'following'; aggregator: string; trackAt: Date; tries?: number; note: string }
    | { tracking: 'given_up'; note: string },
): Promise<void> {
  await db
    .updateTable('shipping.parcel')
    .set({
      tracking: next.tracking,
      track_at: 'trackAt' in next ? next.trackAt : null,
      note: next.note,
      ...('aggregator' in next ? { aggregator: next.aggregator } : {}),
      ...('tries' in next && next.tries !== undefined ? { tries: next.tries } : {}),
    })
    .where('id', '=', id)
    .where('tracking', 'in', ['wanted', 'following'])
    .execute()
}

export interface PastParcel extends Omit<NewParcel, 'bodyHash' | 'carrier' | 'phoneTail' | 'fromCity' | 'toCity' | 'now'> {
  state: ParcelState
  shippedAt: Date
  signedAt: Date | null
  events: readonly NewEvent[]
}

/** Writes past parcels; one with a key that is there already stays as it is. */
export async function insertPastParcels(tx: Db<ShippingDb>, parcels: readonly PastParcel[]): Promise<void> {
  const written = await tx
    .insertInto('shipping.parcel')
    .values(
      parcels.map((one) => ({
        id: one.id,
        key: one.key,
        shop_id: one.shopId,
        order_id: one.orderId,
        carrier_code: one.carrierCode,
        number: one.number,
        lines: jsonb<unknown>(one.lines),
        state: one.state,
        tracking: 'ended' as const,
        shipped_at: one.shippedAt,
        signed_at: one.signedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .execute()
  const fresh = new Set(written.map(({ id }) => id))
  const events = parcels.filter(({ id }) => fresh.has(id)).flatMap((one) => one.events.map((event) => ({ parcel_id: one.id, ...event })))
  for (let from = 0; from < events.length; from += 5000) {
    // One transaction has one connection: its statements follow one another.
    // oxlint-disable-next-line eslint/no-await-in-loop
    await tx
      .insertInto('shipping.parcel_event')
      .values(events.slice(from, from + 5000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
