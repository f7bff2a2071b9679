import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name } from '../../../kernel/schema.ts'

const Lng = z.number().min(-180).max(180)
const Lat = z.number().min(-90).max(90)
/** Where something lies (GCJ-02). */
export const Spot = z.object({ lng: Lng, lat: Lat })
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const Hours = z.array(z.strictObject({ from: Clock, to: Clock })).max(4)
const PointInput = z.strictObject({
  name: Name,
  address: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(20).default(''),
  lng: Lng,
  lat: Lat,
  pickup: z.boolean(),
  local: z.boolean(),
  /** Takes no orders for now; those it has are handed out and brought. */
  paused: z.boolean().default(false),
  /** When it is open, each day; none: around the clock. */
  hours: Hours.default([]),
  /** Days of the week on which it is closed, 0 is Sunday. */
  closedDays: z.array(z.int().min(0).max(6)).max(7).default([]),
  /** What is brought costs by the nearest ring; beyond the last one nothing is brought. */
  fees: z
    .array(z.strictObject({ withinMeters: z.int().min(100).max(100_000), feeFen: Fen }))
    .max(20)
    .default([]),
  slots: z
    .array(z.strictObject({ from: Clock, to: Clock, capacity: z.int().min(1).max(10_000) }))
    .min(1)
    .max(24),
})
export type PointInput = z.output<typeof PointInput>
export const DeliveryPoint = PointInput.extend({ id: Id }).meta({ id: 'DeliveryPoint' })
const pointErrors = ['point_use_missing', 'point_fees_wrong', 'point_times_wrong']
export const listDeliveryPoints = operation({
  id: 'listDeliveryPoints',
  face: 'admin',
  method: 'GET',
  path: '/delivery-points',
  access: 'staff:delivery.handle',
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
  errors: pointErrors,
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
  errors: ['point_not_found', ...pointErrors],
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
/** For how many days after its time an order that nobody fetches is kept; then its money goes back by itself. 0: as long as it takes. */
export const PickupRule = z.strictObject({ keepDays: z.int().min(0).max(60) }).meta({ id: 'PickupRule' })
export const getPickupRule = operation({
  id: 'getPickupRule',
  face: 'admin',
  method: 'GET',
  path: '/pickup-rule',
  access: 'staff:settings.read',
  reply: PickupRule,
})
export const putPickupRule = operation({
  id: 'putPickupRule',
  face: 'admin',
  method: 'PUT',
  path: '/pickup-rule',
  access: 'staff:settings.write',
  body: PickupRule,
  reply: PickupRule,
})

/** How one shop's part of a checkout reaches the shopper; a shop that is not named sends it. */
export const DeliveryChoice = z
  .strictObject({
    shopId: Id,
    /** What is brought goes to the address of the checkout, which says where it lies. */
    kind: z.enum(['pickup', 'local']),
    pointId: Id,
    day: z.iso.date(),
    /** `09:00-11:00` */
    span: z.string().max(11),
    /** Who fetches it; without one, whoever the address names. */
    contact: z
      .strictObject({
        name: z.string().trim().min(1).max(30),
        phone: z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/),
      })
      .optional(),
  })
  .meta({ id: 'DeliveryChoice' })
/** Why a choice cannot be had. */
export const deliveryErrors = ['slot_full', 'delivery_choice_wrong', 'delivery_contact_missing']
export const DeliverySlot = z.object({
  day: z.string(),
  span: z.string(),
  /** 0: full. */
  left: z.int(),
  /** It has begun: one can still fetch in it, but nothing is brought any more. */
  begun: z.boolean(),
})
export const listDeliveryChoices = operation({
  id: 'listDeliveryChoices',
  face: 'shop',
  method: 'GET',
  path: '/shops/:id/delivery-choices',
  summary: 'Where orders of a shop can be fetched or brought from, nearest first, and the times of the coming days',
  access: 'public',
  params: IdParams,
  /** Where the shopper is, or the address lies: only for what is shown. What is charged is measured to the address. */
  query: z.strictObject({ lng: z.coerce.number().min(-180).max(180).optional(), lat: z.coerce.number().min(-90).max(90).optional() }),
  reply: z.object({
    items: z.array(
      z
        .object({
          id: Id,
          name: z.string(),
          address: z.string(),
          phone: z.string(),
          lng: z.number(),
          lat: z.number(),
          pickup: z.boolean(),
          local: z.boolean(),
          paused: z.boolean(),
          hours: Hours,
          closedDays: z.array(z.int()),
          /** From there to here; null without a place. */
          meters: z.int().nullable(),
          /** What it costs to bring it here; null: too far, not brought, or without a place. */
          feeFen: Fen.nullable(),
          /** How far it brings; 0: it brings nothing. */
          radiusMeters: z.int(),
          slots: z.array(DeliverySlot),
        })
        .meta({ id: 'DeliveryPlace' }),
    ),
  }),
})
