import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Id, IdParams, PageQuery, pageOf, Time } from '../../../kernel/schema.ts'
import { Sender } from './waybill.ts'

export const PickupState = z.enum(['wanted', 'booked', 'collected', 'missed', 'refused', 'cancelling', 'cancelled'])
export const CourierPickup = z
  .object({
    id: Id,
    carrierName: z.string(),
    state: PickupState,
    from: Time,
    to: Time,
    sender: Sender,
    orders: z.array(z.object({ id: Id, number: z.string() })),
    parcels: z.int(),
    weightGrams: z.int(),
    /** The carrier's number; empty until it is booked. */
    booking: z.string(),
    /** Who comes, once the carrier has told. */
    courier: z.string(),
    note: z.string(),
    staffName: z.string(),
    at: Time,
  })
  .meta({ id: 'CourierPickup' })
export const listCourierPickups = operation({
  id: 'listCourierPickups',
  face: 'admin',
  method: 'GET',
  path: '/courier-pickups',
  access: 'staff:order.read',
  query: PageQuery.extend({ state: PickupState.optional() }),
  reply: pageOf(CourierPickup),
})
const step = { face: 'admin', method: 'POST', access: 'staff:order.ship', params: IdParams, reply: CourierPickup } as const
const errors = ['pickup_not_found', 'pickup_state_wrong']
export const retryCourierPickup = operation({
  ...step,
  id: 'retryCourierPickup',
  path: '/courier-pickups/:id/retry',
  summary: 'Asks the carrier once more for what it refused, under the same code',
  errors: [...errors, 'pickup_window_wrong'],
})
export const cancelCourierPickup = operation({
  ...step,
  id: 'cancelCourierPickup',
  path: '/courier-pickups/:id/cancel',
  summary: 'Before the parcels are fetched; one that is being asked for is cancelled once its answer is known',
  errors,
})
export const collectCourierPickup = operation({
  ...step,
  id: 'collectCourierPickup',
  path: '/courier-pickups/:id/collect',
  summary: 'The courier was here, though the carrier has not said so',
  errors,
})
