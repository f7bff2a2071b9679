import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'
import type { PickupRow } from './pickups.ts'
import type { WaybillRow } from './waybills.ts'

/** What carriers are asked for, each in a table of its own with the same columns around the asking. */
interface Asked {
  'shipping.waybill': WaybillRow
  'shipping.courier_pickup': PickupRow
}

interface Due {
  now: Date
  leaseUntil: Date
  limit: number
}

/** Takes rows about which the carrier is to be asked; until `leaseUntil` nobody else takes them. */
export async function claimDue<T extends keyof Asked>(db: Db<ShippingDb>, table: T, due: Due): Promise<Asked[T][]> {
  const { rows } = await sql<Asked[T]>`
    update ${sql.table(table)} set try_at = ${due.leaseUntil}, tries = tries + 1 where id in (
      select id from ${sql.table(table)} where try_at <= ${due.now} order by try_at limit ${due.limit} for update skip locked)
    returning *`.execute(db)
  return rows
}

interface Filter {
  shopId: string
  state?: string | undefined
  /** The number of an order, or of a waybill. */
  search?: string | undefined
  limit: number
  offset: number
}

/** What a shop has asked for, the newest first, and how many there are. */
export async function askedPage<T extends keyof Asked>(
  db: Db<ShippingDb>,
  table: T,
  { shopId, state, search, limit, offset }: Filter,
): Promise<{ rows: Asked[T][]; total: number }> {
  const ofState = state ? sql`and state = ${state}` : sql``
  const found = search ? sql`and (order_number = ${search} or number = ${search})` : sql``
  const which = sql`from ${sql.table(table)} where shop_id = ${shopId} ${ofState} ${found}`
  const { rows } = await sql<Asked[T]>`select * ${which} order by at desc, id desc limit ${limit} offset ${offset}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total ${which}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}
