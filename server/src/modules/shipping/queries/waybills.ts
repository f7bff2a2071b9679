import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export type WaybillState = ShippingDb['shipping.waybill']['state']
export type WaybillRow = NonNullable<Awaited<ReturnType<typeof waybillOfShop>>>

export interface NewWaybill {
  id: string
  code: string
  key: string
  bodyHash: string
  shopId: string
  orderId: string
  orderNumber: string
  carrier: { code: string; name: string; kdniao: string }
  lines: unknown
  wish: unknown
  staffName: string
  now: Date
}

/** False: a waybill with this key is there already. */
export async function insertWaybill(tx: Db<ShippingDb>, one: NewWaybill): Promise<boolean> {
  const row = await tx
    .insertInto('shipping.waybill')
    .values({
      id: one.id,
      code: one.code,
      key: one.key,
      body_hash: one.bodyHash,
      shop_id: one.shopId,
      order_id: one.orderId,
      order_number: one.orderNumber,
      carrier_code: one.carrier.code,
      carrier_name: one.carrier.name,
      aggregator_code: one.carrier.kdniao || one.carrier.code,
      state: 'wanted',
      lines: jsonb<unknown>(one.lines),
      wish: jsonb<unknown>(one.wish),
      staff_name: one.staffName,
      try_at: one.now,
      at: one.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function waybillByKey(db: Db<ShippingDb>, key: string) {
  return db.selectFrom('shipping.waybill').select(['id', 'body_hash']).where('key', '=', key).executeTakeFirst()
}

export async function waybillOfShop(db: Db<ShippingDb>, shopId: string | undefined, id: string) {
  let query = db.selectFrom('shipping.waybill').selectAll().where('id', '=', id)
  if (shopId) query = query.where('shop_id', '=', shopId)
  return query.executeTakeFirst()
}

export async function waybillsById(db: Db<ShippingDb>, shopId: string, ids: readonly string[]): Promise<WaybillRow[]> {
  return db
    .selectFrom('shipping.waybill')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

export interface WaybillMove {
  from: readonly WaybillState[]
  to: WaybillState
  tryAt?: Date | null
  number?: string
  destination?: string
  note?: string
  tries?: number
}

/** By compare-and-set. False: it does not stand there. */
export async function moveWaybill(db: Db<ShippingDb>, id: string, move: WaybillMove): Promise<boolean> {
  const { from, to, tryAt = null, ...rest } = move
  const result = await db
    .updateTable('shipping.waybill')
    .set({ state: to, try_at: tryAt, ...rest })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The parcel that left under this number. */
export async function parcelOfNumber(db: Db<ShippingDb>, shopId: string, parcel: { orderId: string; number: string }) {
  return db
    .selectFrom('shipping.parcel')
    .select(['id', 'voided_at'])
    .where('shop_id', '=', shopId)
    .where('order_id', '=', parcel.orderId)
    .where('number', '=', parcel.number)
    .executeTakeFirst()
}

/** Waybills whose carrier was to be asked more than an hour ago, and those that were made and whose parcel is missing. */
export async function waybillsForgotten(db: Db<ShippingDb>, now: Date): Promise<{ id: string; text: string }[]> {
  const hourAgo = new Date(now.getTime() - 3600_000)
  const { rows } = await sql<{ id: string; text: string }>`
    select id::text, format('waybill %s of order %s is %s and was due at %s', code, order_number, state, try_at) as text
    from shipping.waybill where try_at < ${hourAgo}
    union all
    select w.id::text, format('waybill %s of order %s was made, no parcel has its number', w.code, w.order_number)
    from shipping.waybill w where w.state = 'made'
      and not exists (select 1 from shipping.parcel p where p.order_id = w.order_id and p.number = w.number)`.execute(db)
  return rows
}
