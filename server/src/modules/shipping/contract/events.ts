import { z } from 'zod'
import { event } from '../../../kernel/contract.ts'
import { Id } from '../../../kernel/schema.ts'
import { DeliveryState } from './courier.ts'
import { ParcelState } from './parcel.ts'

/** A parcel was taken back before it left; `key` is the one it was recorded with. */
export const parcelVoided = event(
  'shipping.parcel_voided',
  z.object({
    orderId: Id,
    shopId: Id,
    parcelId: Id,
    key: z.string(),
    number: z.string(),
    lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })),
    staffName: z.string(),
    reason: z.string(),
  }),
  ({ orderId }) => orderId,
)
/** The carrier gave a waybill its number: its pieces are on their way out. */
export const waybillMade = event(
  'shipping.waybill_made',
  z.object({
    waybillId: Id,
    orderId: Id,
    shopId: Id,
    carrierCode: z.string(),
    number: z.string(),
    lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })),
    staffName: z.string(),
  }),
  ({ orderId }) => orderId,
)
export const trackingChanged = event(
  'shipping.tracking_changed',
  z.object({ orderId: Id, shopId: Id, parcelId: Id, state: ParcelState }),
  ({ orderId }) => orderId,
)

/** Something of an order that is fetched or brought moved, for whoever watches. */
export const deliveryMoved = event(
  'shipping.delivery_moved',
  z.object({ orderId: Id, shopId: Id, state: DeliveryState }),
  ({ orderId }) => orderId,
)
/** Nobody fetched it for as long as the shop keeps it. */
export const pickupOverdue = event('shipping.pickup_overdue', z.object({ orderId: Id, shopId: Id }), ({ orderId }) => orderId)
