import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { InventoryDb } from '../db.ts'
import type { ShelfLot } from './shelf.ts'

export interface NewLot {
  id: string
  shopId: string
  skuId: string
  locationId: string
  code: string
  expiresOn: string | null
}

export async function insertLot(db: Db<InventoryDb>, lot: NewLot): Promise<ShelfLot> {
  const { id, shopId, skuId, locationId, code, expiresOn } = lot
  await db
    .insertInto('inventory.lot')
    .values({ id, shop_id: shopId, sku_id: skuId, location_id: locationId, code, expires_on: expiresOn })
    .execute()
  return { id, skuId, locationId, code, expiresOn, onHand: 0, held: 0, expired: false }
}

/** The level has lots from now on; what orders hold and have bought of it is of this one. */
export async function markTracked(db: Db<InventoryDb>, at: { skuId: string; locationId: string; lotId: string }): Promise<void> {
  await db
    .updateTable('inventory.stock')
    .set({ lots: true })
    .where('sku_id', '=', at.skuId)
    .where('location_id', '=', at.locationId)
    .execute()
  await sql`
    insert into inventory.hold_lot (key, lot_id, quantity, restocked)
    select key, ${at.lotId}::uuid, quantity, restocked from inventory.hold_line
    where sku_id = ${at.skuId} and location_id = ${at.locationId}`.execute(db)
}

/** Lots of which something is there, what expires first first. */
export async function lotPage(
  db: Db<InventoryDb>,
  filter: { shopId: string; productId?: string | undefined; locationId?: string | undefined; until?: string | undefined; expired: boolean },
  page: { limit: number; offset: number },
) {
  let query = db
    .selectFrom('inventory.lot as t')
    .innerJoin('inventory.stock as s', (join) => join.onRef('s.sku_id', '=', 't.sku_id').onRef('s.location_id', '=', 't.location_id'))
    .innerJoin('inventory.location as l', 'l.id', 't.location_id')
    .where('t.shop_id', '=', filter.shopId)
    .where('t.on_hand', '>', 0)
  if (filter.productId) query = query.where('s.product_id', '=', filter.productId)
  if (filter.locationId) query = query.where('t.location_id', '=', filter.locationId)
  if (filter.until) query = query.where('t.expires_on', '<=', filter.until).where('t.expired', '=', false)
  if (filter.expired) query = query.where('t.expired', '=', true)
  const items = await query
    .select([
      't.id as id',
      't.sku_id as skuId',
      's.product_id as productId',
      't.location_id as locationId',
      'l.name as locationName',
      't.code as code',
      't.expires_on as expiresOn',
      't.on_hand as onHand',
      't.held as held',
      't.expired as expired',
    ])
    .orderBy(sql`t.expires_on asc nulls last`)
    .orderBy('t.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** Levels with lots whose day has come and that are not marked yet. */
export async function dueLevels(db: Db<InventoryDb>, today: string, limit: number): Promise<{ skuId: string; locationId: string }[]> {
  return db
    .selectFrom('inventory.lot')
    .select(['sku_id as skuId', 'location_id as locationId'])
    .distinct()
    .where('expired', '=', false)
    .where('expires_on', '<=', today)
    .limit(limit)
    .execute()
}

export async function markExpired(db: Db<InventoryDb>, lotIds: readonly string[]): Promise<void> {
  await db
    .updateTable('inventory.lot')
    .set({ expired: true })
    .where('id', '=', sql<string>`any(${[...lotIds]}::uuid[])`)
    .execute()
}
