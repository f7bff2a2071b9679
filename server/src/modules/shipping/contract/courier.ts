import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, PageQuery, pageOf, Time } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'

const Kind = z.enum(['pickup', 'local'])
export const DeliveryState = z.enum(['held', 'kept', 'ready', 'taken', 'done', 'released'])
export const DeliveryStep = z.object({
  what: z.enum(['ready', 'taken', 'left', 'failed', 'done', 'reminded', 'overdue']),
  at: Time,
  byName: z.string(),
  /** Why it could not be handed over, or was put back. */
  note: z.string(),
})
const Facts = {
  orderId: Id,
  orderNumber: z.string(),
  kind: Kind,
  pointName: z.string(),
  pointAddress: z.string(),
  pointPhone: z.string(),
  pointLng: z.number(),
  pointLat: z.number(),
  day: z.string(),
  span: z.string(),
  state: DeliveryState,
  courierName: z.string(),
  /** From the point to the address; null for what is fetched. */
  meters: z.int().nullable(),
  feeFen: Fen,
  /** How often it could not be handed over. */
  attempts: z.int(),
  /** Its time is over and it was not fetched. */
  late: z.boolean(),
  /** Of what was handed over. */
  photo: Picture.nullable(),
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
  reply: z
    .object({
      ...Facts,
      hours: z.array(z.object({ from: z.string(), to: z.string() })),
      steps: z.array(DeliveryStep),
      code: z.string().nullable(),
      /** The code for a scanner, as the address of a picture: bars and a square. */
      bars: z.string().nullable(),
      square: z.string().nullable(),
      /** It is kept so long; null: as long as it takes. */
      keptUntil: z.string().nullable(),
    })
    .meta({ id: 'OrderDelivery' }),
  errors: ['delivery_not_found'],
})
export const Delivery = z
  .object({
    ...Facts,
    receiver: z.string(),
    phone: z.string(),
    address: z.string(),
    /** Where the address lies (GCJ-02). */
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    goods: z.array(z.string()),
    /** Of the shopper. */
    note: z.string(),
    /** Why it could not be handed over the last time. */
    lastNote: z.string(),
    mine: z.boolean(),
  })
  .meta({ id: 'Delivery' })
/** `waiting`: to be packed, fetched or taken; `taken`: on its way. */
export const DeliveryView = z.enum(['waiting', 'taken', 'mine', 'done'])
export const listDeliveries = operation({
  id: 'listDeliveries',
  face: 'admin',
  method: 'GET',
  path: '/deliveries',
  access: 'staff:delivery.handle',
  query: PageQuery.extend({
    kind: Kind.optional(),
    view: DeliveryView.default('waiting'),
    pointId: Id.optional(),
    search: z.string().max(40).optional(),
  }),
  reply: pageOf(Delivery).extend({ counts: z.record(DeliveryView, z.int()) }),
})
export const getDelivery = operation({
  id: 'getDelivery',
  face: 'admin',
  method: 'GET',
  path: '/deliveries/:id',
  summary: 'How an order that is not sent reaches the shopper, by the id of the order',
  access: 'staff:order.read',
  params: IdParams,
  reply: Delivery.extend({ steps: z.array(DeliveryStep) }).meta({ id: 'DeliveryDetail' }),
  errors: ['delivery_not_found'],
})
const step = {
  face: 'admin',
  method: 'POST',
  access: 'staff:delivery.handle',
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
export const failDelivery = operation({
  ...step,
  id: 'failDelivery',
  path: '/deliveries/:id/fail',
  summary: 'Nobody took it at the door: the courier brings it back, and it waits for the next attempt',
  body: z.strictObject({ reason: z.string().trim().min(2).max(100) }),
})

export const DeliveryFacts = z.object({
  orderId: Id,
  shopId: Id,
  kind: Kind,
  state: DeliveryState,
  courierId: Id.nullable(),
  courierName: z.string(),
  pointId: Id,
  pointName: z.string(),
  day: z.string(),
  span: z.string(),
  /** The last digits of the code; the whole of it is the shopper's proof. */
  codeTail: z.string(),
  doneAt: Time.nullable(),
})
