import type { Db } from '../../../kernel/db.ts'
import { sql } from 'kysely'
import { jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export async function parcelOfShop(db: Db<ShippingDb>, shopId: string, id: string) {
  return db
    .selectFrom('shipping.parcel')
    .select([
      'id',
      'key',
      'order_id',
      'shop_id',
      'carrier_code',
      'carrier_name',
      'number',
      'lines',
      'state',
      'shipped_at',
      'signed_at',
      'voided_at',
    ])
    .where('shop_id', '=', shopId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export interface Correction {
  shopId: string
  id: string
  carrier: { code: string; name: string; kuaidi100: string; kdniao: string }
  number: string
  now: Date
}

/** Another carrier or number for a parcel that nobody has picked up; its tracking is asked for anew. False: it has moved. */
export async function renumber(tx: Db<ShippingDb>, { shopId, id, carrier, number, now }: Correction): Promise<boolean> {
  const result = await tx
    .updateTable('shipping.parcel')
    .set({
      carrier_code: carrier.code,
      carrier_name: carrier.name,
      aggregator_codes: jsonb<unknown>({ kuaidi100: carrier.kuaidi100, kdniao: carrier.kdniao }),
      number,
      tracking: 'wanted',
      track_at: now,
      tries: 0,
      note: '',
    })
    .where('shop_id', '=', shopId)
    .where('id', '=', id)
    .where('state', '=', 'created')
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** False: it has moved, or was voided before. */
export async function markVoided(tx: Db<ShippingDb>, parcel: { shopId: string; id: string; reason: string; now: Date }): Promise<boolean> {
  const result = await tx
    .updateTable('shipping.parcel')
    .set({ voided_at: parcel.now, void_reason: parcel.reason, tracking: 'ended', track_at: sql`null` })
    .where('shop_id', '=', parcel.shopId)
    .where('id', '=', parcel.id)
    .where('state', '=', 'created')
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
