import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Done, Id, IdParams, Time } from '../../../kernel/schema.ts'

/** Never goes back from `signed`. */
export const ParcelState = z.enum([
  'created',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'at_pickup_point',
  'signed',
  'problem',
  'returning',
  'returned',
])
export const ParcelEvent = z.object({ at: Time, state: ParcelState, place: z.string(), text: z.string() }).meta({ id: 'ParcelEvent' })
export const Parcel = z
  .object({
    id: Id,
    orderId: Id,
    carrierCode: z.string(),
    carrierName: z.string(),
    number: z.string(),
    state: ParcelState,
    lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })),
    /** Newest first. */
    events: z.array(ParcelEvent),
    shippedAt: Time,
    signedAt: Time.nullable(),
  })
  .meta({ id: 'Parcel' })

export const correctParcel = operation({
  id: 'correctParcel',
  face: 'admin',
  method: 'PUT',
  path: '/parcels/:id',
  summary: 'Mend a wrong carrier or number, as long as the carrier has not picked the parcel up',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({ carrierCode: z.string().max(20), trackingNumber: z.string().trim().min(6).max(32) }),
  reply: Parcel,
  errors: ['parcel_not_found', 'parcel_moved', 'carrier_unknown', 'tracking_number_wrong'],
})
export const voidParcel = operation({
  id: 'voidParcel',
  face: 'admin',
  method: 'POST',
  path: '/parcels/:id/void',
  summary: 'Take a shipment back before the carrier has it: its pieces are to be sent again',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(100) }),
  reply: Done,
  errors: ['parcel_not_found', 'parcel_moved'],
})
