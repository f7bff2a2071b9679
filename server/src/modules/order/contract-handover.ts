import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

/** How an order reaches the shopper: sent, fetched, or brought by the shop (both: `getOrderDelivery`). */
export const Handover = z.enum(['parcel', 'pickup', 'local'])
/** Why a checkout is not placed, beside what is wrong with a delivery. */
export const placeErrors = [
  'price_changed',
  'stock_short',
  'over_person_limit',
  'lines_invalid',
  'coupon_unusable',
  'rule_used_up',
  'address_not_found',
  'answers_wrong',
  'balance_short',
  'key_reused',
]
const Code = z
  .string()
  .trim()
  .regex(/^\d{10}$/)
export const Pickup = z
  .object({
    orderId: Id,
    orderNumber: z.string(),
    /** `ready` and `waiting` can be handed out; the others say why not. */
    state: z.enum(['waiting', 'ready', 'done', 'void']),
    receiver: z.string(),
    phone: z.string(),
    pointName: z.string(),
    day: z.string(),
    span: z.string(),
    /** What is handed out: pieces whose money went back are not in it. */
    lines: z.array(z.object({ id: Id, title: z.string(), options: z.array(z.string()), picture: Picture, quantity: z.int() })),
    note: z.string(),
    /** When it was handed out. */
    doneAt: Time.nullable(),
  })
  .meta({ id: 'Pickup' })
export const findPickup = operation({
  id: 'findPickup',
  face: 'admin',
  method: 'POST',
  path: '/pickups/look',
  summary: 'What a code hands out, before it is handed out; a code of another shop is not found',
  access: 'staff:pickup.verify',
  body: z.strictObject({ code: Code }),
  reply: Pickup,
  errors: ['pickup_code_wrong'],
  limit: { times: 60, seconds: 60 },
})
export const pickUpOrder = operation({
  id: 'pickUpOrder',
  face: 'admin',
  method: 'POST',
  path: '/pickups',
  summary: 'Hands out the order of this code; each code works once, in its shop',
  access: 'staff:pickup.verify',
  body: z.strictObject({ code: Code }),
  reply: z.object({ orderId: Id }),
  errors: ['pickup_code_wrong', 'transition_illegal'],
  limit: { times: 30, seconds: 60 },
})
export const deliverOrder = operation({
  id: 'deliverOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/deliver',
  summary: 'The courier who took it hands it over, with a photo as proof',
  access: 'staff:delivery.handle',
  params: IdParams,
  body: z.strictObject({ photo: Picture.nullable().default(null) }),
  reply: Done,
  errors: ['order_not_found', 'transition_illegal', 'photo_unknown'],
})
