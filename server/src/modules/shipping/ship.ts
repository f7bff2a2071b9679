import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { carrierName, chosenCarrier } from './carriers.ts'
import type { Shipping } from './context.ts'
import { Parcel, type shippingCalls } from './contract.ts'
import { eventsOf, insertEvents, insertParcel, parcelByKey, type ParcelRow, parcelsOfOrders } from './queries/parcels.ts'

type ShipInput = Omit<z.output<typeof shippingCalls.ship.input>, 'direction'> & { direction?: 'out' | 'back' | undefined }
type ParcelView = z.output<typeof Parcel>

/**
 * Records a parcel; that its tracking is wanted is part of the record, and a sweep asks the carrier for it. The same key is the same
 * parcel. Throws `carrier_unknown`, `tracking_number_wrong`, `key_reused`.
 */
export async function ship(shipping: Shipping, input: ShipInput): Promise<ParcelView> {
  // Told again, it is what it was, whatever the shop's list of carriers is by now.
  const known = await parcelByKey(shipping.db, input.key)
  const carrier = known ? { name: known.carrier_name, kuaidi100: '', kdniao: '' } : await chosenCarrier(shipping, input)
  const now = shipping.now()
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([input.orderId, input.carrierCode, input.number, input.lines]))
    .digest('base64url')
  await inTx(shipping.db, async (tx) => {
    const { receiverPhone, direction = 'out', ...facts } = input
    const id = shipping.newId()
    if (!(await insertParcel(tx, { ...facts, id, bodyHash, carrier, phoneTail: receiverPhone.slice(-4), now }))) return
    await insertEvents(tx, id, [
      { at: now, state: 'created', place: '', text: `${direction === 'back' ? '买家已寄出' : '商家已发货'}，等待${carrier.name}揽收` },
    ])
  })
  const row = await parcelByKey(shipping.db, input.key)
  if (row?.body_hash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: input.key })
  const [parcel] = await viewsOf(shipping, [row])
  if (!parcel) throw new Error('a parcel that was just read has a view')
  return parcel
}

export async function parcelsOf(shipping: Shipping, orderIds: readonly string[]): Promise<ParcelView[]> {
  return viewsOf(shipping, await parcelsOfOrders(shipping.db, orderIds))
}

export async function viewsOf(shipping: Shipping, rows: readonly ParcelRow[]): Promise<ParcelView[]> {
  const events = Map.groupBy(
    await eventsOf(
      shipping.db,
      rows.map(({ id }) => id),
    ),
    (event) => event.parcel_id,
  )
  return rows.map((row) =>
    Parcel.parse({
      id: row.id,
      orderId: row.order_id,
      carrierCode: row.carrier_code,
      carrierName: row.carrier_name || (carrierName(row.carrier_code) ?? row.carrier_code),
      number: row.number,
      state: row.state,
      lines: row.lines,
      events: (events.get(row.id) ?? []).map(({ at, state, place, text }) => ({ at: at.toISOString(), state, place, text })),
      shippedAt: row.shipped_at.toISOString(),
      signedAt: row.signed_at?.toISOString() ?? null,
    }),
  )
}
