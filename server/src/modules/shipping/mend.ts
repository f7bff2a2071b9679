import { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { chosenCarrier } from './carriers.ts'
import type { Shipping } from './context.ts'
import { type Parcel, parcelVoided, trackingChanged } from './contract.ts'
import { markVoided, parcelOfShop, renumber } from './queries/mend.ts'
import { insertEvents } from './queries/parcels.ts'
import { viewsOf } from './ship.ts'

interface Clerk {
  shopId: string
  name: string
}

async function standing(shipping: Shipping, shopId: string, id: string) {
  const row = await parcelOfShop(shipping.db, shopId, id)
  if (!row) throw new AppError('not_found', 'parcel_not_found')
  return row
}

/** Throws `parcel_not_found`, `parcel_moved`, `carrier_unknown`, `tracking_number_wrong`. */
export async function correct(
  shipping: Shipping,
  { shopId }: Clerk,
  wish: { id: string; carrierCode: string; trackingNumber: string },
): Promise<z.output<typeof Parcel>> {
  const { id, trackingNumber: number } = wish
  const row = await standing(shipping, shopId, id)
  const carrier = await chosenCarrier(shipping, { shopId, carrierCode: wish.carrierCode, number })
  if (row.carrier_code !== carrier.code || row.number !== number) {
    const now = shipping.now()
    await inTx(shipping.db, async (tx) => {
      if (!(await renumber(tx, { shopId, id, carrier, number, now }))) throw new AppError('conflict', 'parcel_moved')
      await insertEvents(tx, id, [{ at: now, state: 'created', place: '', text: `快递单号已更正为${carrier.name} ${number}` }])
      await emit(tx, trackingChanged, { orderId: row.order_id, shopId, parcelId: id, state: 'created' })
    })
  }
  const [view] = await viewsOf(shipping, [await standing(shipping, shopId, id)])
  if (!view) throw new Error('a parcel that was just read has a view')
  return view
}

const Lines = z.array(z.object({ orderLineId: z.string(), quantity: z.number() }))

/** Takes a shipment back; twice is once. Its order hears of it. Throws `parcel_not_found`, `parcel_moved`. */
export async function takeBack(shipping: Shipping, clerk: Clerk, { id, reason }: { id: string; reason: string }): Promise<{ ok: true }> {
  const row = await standing(shipping, clerk.shopId, id)
  await inTx(shipping.db, async (tx) => {
    if (await markVoided(tx, { shopId: clerk.shopId, id, reason, now: shipping.now() })) {
      const { number, order_id: orderId, key } = row
      const lines = Lines.parse(row.lines)
      await emit(tx, parcelVoided, { orderId, shopId: clerk.shopId, parcelId: id, key, number, lines, staffName: clerk.name, reason })
      return
    }
    if (!(await parcelOfShop(tx, clerk.shopId, id))?.voided_at) throw new AppError('conflict', 'parcel_moved')
  })
  return { ok: true }
}
