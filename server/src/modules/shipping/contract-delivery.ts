import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

const Lng = z.number().min(-180).max(180)
const Lat = z.number().min(-90).max(90)
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const PointInput = z.strictObject({
  name: Name,
  address: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(20).default(''),
  lng: Lng,
  lat: Lat,
  pickup: z.boolean(),
  local: z.boolean(),
  fees: z
    .array(z.strictObject({ withinMeters: z.int().min(100).max(100_000), feeFen: Fen }))
    .max(20)
    .default([]),
  slots: z
    .array(z.strictObject({ from: Clock, to: Clock, capacity: z.int().min(1).max(10_000) }))
    .min(1)
    .max(24),
})
export const DeliveryPoint = PointInput.extend({ id: Id }).meta({ id: 'DeliveryPoint' })
export const listDeliveryPoints = operation({
  id: 'listDeliveryPoints',
  face: 'admin',
  method: 'GET',
  path: '/delivery-points',
  access: 'staff',
  reply: z.object({ items: z.array(DeliveryPoint) }),
})
export const createDeliveryPoint = operation({
  id: 'createDeliveryPoint',
  face: 'admin',
  method: 'POST',
  path: '/delivery-points',
  access: 'staff:settings.write',
  body: PointInput,
  reply: DeliveryPoint,
})
export const updateDeliveryPoint = operation({
  id: 'updateDeliveryPoint',
  face: 'admin',
  method: 'PUT',
  path: '/delivery-points/:id',
  access: 'staff:settings.write',
  params: IdParams,
  body: PointInput,
  reply: DeliveryPoint,
  errors: ['point_not_found'],
})
export const deleteDeliveryPoint = operation({
  id: 'deleteDeliveryPoint',
  face: 'admin',
  method: 'DELETE',
  path: '/delivery-points/:id',
  access: 'staff:settings.write',
  params: IdParams,
  reply: Done,
  errors: ['point_not_found'],
})

/** How one shop's part of a checkout reaches the shopper; a shop that is not named sends it. */
export const DeliveryChoice = z
  .strictObject({
    shopId: Id,
    kind: z.enum(['pickup', 'local']),
    pointId: Id,
    day: z.iso.date(),
    /** `09:00-11:00` */
    span: z.string().max(11),
    /** Where it is brought to (GCJ-02); only for `local`. */
    lng: Lng.optional(),
    lat: Lat.optional(),
  })
  .meta({ id: 'DeliveryChoice' })
/** Why a choice cannot be had. */
export const deliveryErrors = ['slot_full', 'delivery_choice_wrong']
export const listDeliveryChoices = operation({
  id: 'listDeliveryChoices',
  face: 'shop',
  method: 'GET',
  path: '/shops/:id/delivery-choices',
  summary: 'Where orders of a shop can be fetched or brought from, and the times that are left in the coming days',
  access: 'public',
  params: IdParams,
  reply: z.object({
    items: z.array(
      z.object({
        id: Id,
        name: z.string(),
        address: z.string(),
        phone: z.string(),
        lng: z.number(),
        lat: z.number(),
        pickup: z.boolean(),
        local: z.boolean(),
        slots: z.array(z.object({ day: z.string(), span: z.string(), left: z.int() })),
      }),
    ),
  }),
})

export const DeliveryState = z.enum(['held', 'kept', 'ready', 'taken', 'done', 'released'])
const Facts = {
  orderId: Id,
  orderNumber: z.string(),
  kind: z.enum(['pickup', 'local']),
  pointName: z.string(),
  pointAddress: z.string(),
  day: z.string(),
  span: z.string(),
  state: DeliveryState,
  courierName: z.string(),
  doneAt: Time.nullable(),
}
export const getOrderDelivery = operation({
  id: 'getOrderDelivery',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/delivery',
  summary: 'How an order that is not sent reaches the shopper; the code once it is paid',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ ...Facts, code: z.string().nullable(), /** SVG. */ bars: z.string().nullable() }).meta({ id: 'OrderDelivery' }),
  errors: ['delivery_not_found'],
})
export const Delivery = z
  .object({ ...Facts, receiver: z.string(), phone: z.string(), address: z.string(), mine: z.boolean() })
  .meta({ id: 'Delivery' })
export const listDeliveries = operation({
  id: 'listDeliveries',
  face: 'admin',
  method: 'GET',
  path: '/deliveries',
  access: 'staff:order.ship',
  query: PageQuery.extend({ kind: z.enum(['pickup', 'local']).optional(), state: DeliveryState.optional() }),
  reply: pageOf(Delivery),
})
const step = {
  face: 'admin',
  method: 'POST',
  access: 'staff:order.ship',
  params: IdParams,
  reply: Done,
  errors: ['delivery_not_found', 'delivery_state_wrong'],
} as const
export const readyDelivery = operation({
  ...step,
  id: 'readyDelivery',
  path: '/deliveries/:id/ready',
  summary: 'It lies ready to be fetched or taken',
})
export const takeDelivery = operation({
  ...step,
  id: 'takeDelivery',
  path: '/deliveries/:id/take',
  summary: 'Of several couriers who take it, one has it',
})
export const leaveDelivery = operation({ ...step, id: 'leaveDelivery', path: '/deliveries/:id/leave', summary: 'The courier puts it back' })

export const DeliveryFacts = z.object({
  orderId: Id,
  shopId: Id,
  kind: z.enum(['pickup', 'local']),
  state: DeliveryState,
  courierId: Id.nullable(),
})
