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
