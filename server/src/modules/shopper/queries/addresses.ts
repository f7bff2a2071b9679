import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

const columns = [
  'id',
  'name',
  'phone',
  'province',
  'city',
  'district',
  'district_code as districtCode',
  'detail',
  'is_default as isDefault',
  'lng',
  'lat',
] as const

export async function addressesOf(db: Db<ShopperDb>, shopperId: string) {
  return db
    .selectFrom('shopper.address')
    .select(columns)
    .where('shopper_id', '=', shopperId)
    .orderBy('is_default', 'desc')
    .orderBy('created_at', 'desc')
    .execute()
}

export async function addressOf(db: Db<ShopperDb>, shopperId: string, id: string) {
  return (
    db
      .selectFrom('shopper.address')
      .select(columns)
      // An order that is being placed while the account is merged finds its address with the account that stays.
      .where('shopper_id', 'in', sql<string>`(${shopperId}::uuid, (select merged_into from shopper.shopper where id = ${shopperId}::uuid))`)
      .where('id', '=', id)
      .executeTakeFirst()
  )
}

/** Locks the shopper, so that two edits cannot both set a default or pass the limit. */
export async function lockShopper(db: Db<ShopperDb>, shopperId: string): Promise<number> {
  await db.selectFrom('shopper.shopper').select('id').where('id', '=', shopperId).forUpdate().executeTakeFirst()
  const row = await db
    .selectFrom('shopper.address')
    .select(sql<number>`count(*)`.as('count'))
    .where('shopper_id', '=', shopperId)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function clearDefault(db: Db<ShopperDb>, shopperId: string): Promise<void> {
  await db
    .updateTable('shopper.address')
    .set({ is_default: false })
    .where('shopper_id', '=', shopperId)
    .where('is_default', '=', true)
    .execute()
}

export interface AddressRow {
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
  isDefault: boolean
  lng: number | null
  lat: number | null
}

const values = (row: AddressRow) => ({
  name: row.name,
  phone: row.phone,
  province: row.province,
  city: row.city,
  district: row.district,
  district_code: row.districtCode,
  detail: row.detail,
  is_default: row.isDefault,
  lng: row.lng,
  lat: row.lat,
})

export async function insertAddress(db: Db<ShopperDb>, key: { id: string; shopperId: string }, row: AddressRow): Promise<void> {
  await db
    .insertInto('shopper.address')
    .values({ id: key.id, shopper_id: key.shopperId, ...values(row) })
    .execute()
}

export async function setAddress(db: Db<ShopperDb>, key: { id: string; shopperId: string }, row: AddressRow): Promise<boolean> {
  const result = await db
    .updateTable('shopper.address')
    .set(values(row))
    .where('id', '=', key.id)
    .where('shopper_id', '=', key.shopperId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function removeAddress(db: Db<ShopperDb>, key: { id: string; shopperId: string }): Promise<boolean> {
  const result = await db.deleteFrom('shopper.address').where('id', '=', key.id).where('shopper_id', '=', key.shopperId).executeTakeFirst()
  return result.numDeletedRows === 1n
}
