import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { InventoryDb } from '../db.ts'
import type { Rule } from './shelf.ts'

export interface LocationInput {
  name: string
  code: string
  kind: 'warehouse' | 'store'
  priority: number
  districtCode: string
  detail: string
  phone: string
  longitude: number | null
  latitude: number | null
}

const columnsOf = (input: LocationInput) => ({
  name: input.name,
  code: input.code,
  kind: input.kind,
  priority: input.priority,
  district_code: input.districtCode,
  detail: input.detail,
  phone: input.phone,
  longitude: input.longitude,
  latitude: input.latitude,
})

/** All locations of a shop with what lies there, the default one first. */
export async function locationsOf(db: Db<InventoryDb>, shopId: string) {
  return db
    .selectFrom('inventory.location as l')
    .leftJoin('inventory.stock as s', 's.location_id', 'l.id')
    .select([
      'l.id as id',
      'l.name as name',
      'l.code as code',
      'l.kind as kind',
      'l.priority as priority',
      'l.district_code as districtCode',
      'l.detail as detail',
      'l.phone as phone',
      'l.longitude as longitude',
      'l.latitude as latitude',
      'l.is_default as isDefault',
      sql<boolean>`l.closed_at is null`.as('open'),
      sql<number>`count(*) filter (where s.on_hand > 0)`.as('skus'),
      sql<number>`coalesce(sum(s.on_hand), 0)::bigint`.as('onHand'),
      sql<number>`coalesce(sum(s.value_fen), 0)::bigint`.as('valueFen'),
    ])
    .where('l.shop_id', '=', shopId)
    .groupBy('l.id')
    .orderBy('l.is_default', 'desc')
    .orderBy('l.priority')
    .orderBy('l.id')
    .execute()
}

export async function insertLocation(db: Db<InventoryDb>, at: { id: string; shopId: string }, input: LocationInput): Promise<void> {
  await db
    .insertInto('inventory.location')
    .values({ id: at.id, shop_id: at.shopId, ...columnsOf(input) })
    .execute()
}

export async function updateLocation(db: Db<InventoryDb>, at: { id: string; shopId: string }, input: LocationInput): Promise<boolean> {
  const row = await db
    .updateTable('inventory.location')
    .set(columnsOf(input))
    .where('id', '=', at.id)
    .where('shop_id', '=', at.shopId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Locks a location against everything that would put pieces there. */
export async function lockLocation(db: Db<InventoryDb>, shopId: string, id: string) {
  const row = await db
    .selectFrom('inventory.location')
    .select(['id', 'is_default as isDefault', 'closed_at as closedAt'])
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'location_not_found')
  return row
}

export async function setClosed(db: Db<InventoryDb>, id: string, closedAt: Date | null): Promise<void> {
  await db.updateTable('inventory.location').set({ closed_at: closedAt }).where('id', '=', id).execute()
}

/** Whether a location still has pieces, or some are on their way there. */
export async function somethingAt(db: Db<InventoryDb>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('inventory.stock')
    .select(sql<boolean>`coalesce(bool_or(on_hand <> 0 or held <> 0), false)`.as('some'))
    .where('location_id', '=', id)
    .executeTakeFirstOrThrow()
  return row.some
}

/** A location of the shop that is open, and stays so until the transaction ends; its default one when none is named. */
export async function openLocation(db: Db<InventoryDb>, shopId: string, id: string | undefined): Promise<string> {
  let query = db.selectFrom('inventory.location').select(['id', 'closed_at']).where('shop_id', '=', shopId)
  query = id === undefined ? query.where('is_default', '=', true) : query.where('id', '=', id)
  const row = await query.forShare().executeTakeFirst()
  if (!row) throw new AppError('not_found', id === undefined ? 'sku_not_found' : 'location_not_found')
  if (row.closed_at) throw new AppError('conflict', 'location_closed')
  return row.id
}

export async function ruleOf(db: Db<InventoryDb>, shopId: string): Promise<Rule> {
  const row = await db.selectFrom('inventory.allocation').select('rule').where('shop_id', '=', shopId).executeTakeFirst()
  return row?.rule ?? 'priority'
}

export async function putRule(db: Db<InventoryDb>, shopId: string, rule: Rule): Promise<void> {
  await db
    .insertInto('inventory.allocation')
    .values({ shop_id: shopId, rule })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ rule }))
    .execute()
}

export async function locationNames(db: Db<InventoryDb>, ids: readonly string[]) {
  return db
    .selectFrom('inventory.location')
    .select(['id', 'name', 'kind', 'district_code as districtCode', 'detail', 'phone'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

export async function placesOf(db: Db<InventoryDb>, shopId: string) {
  return db
    .selectFrom('inventory.location')
    .select(['id', 'name', 'kind', 'is_default as isDefault'])
    .where('shop_id', '=', shopId)
    .where('closed_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('priority')
    .orderBy('id')
    .execute()
}

/** A location of the shop, open or not. */
export async function someLocation(db: Db<InventoryDb>, shopId: string, id: string): Promise<void> {
  const row = await db
    .selectFrom('inventory.location')
    .select('id')
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .forShare()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'location_not_found')
}
