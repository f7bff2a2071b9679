import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { DeliveryFacts, DeliveryState } from './contract-courier.ts'
import { DeliveryChoice, DeliveryPoint, Spot } from './contract-delivery.ts'
import { Sender } from './contract-waybill.ts'
import { Done, Fen, Id, IdParams, Name, Time } from '../../kernel/schema.ts'

export * from './contract-courier.ts'
export * from './contract-delivery.ts'
export * from './contract-waybill.ts'
export * from './contract-pickup.ts'

/** A carrier, with its codes at the aggregators and at WeChat; without one there it is not followed there. */
export const Carrier = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9]{2,20}$/),
    name: z.string().trim().min(1).max(40),
    phone: z.string().trim().max(20).default(''),
    kuaidi100: z.string().trim().max(40).default(''),
    kdniao: z.string().trim().max(40).default(''),
    wechat: z.string().trim().max(40).default(''),
  })
  .meta({ id: 'Carrier' })
export const listCarriers = operation({
  id: 'listCarriers',
  face: 'admin',
  method: 'GET',
  path: '/carriers',
  access: 'staff:order.read',
  reply: z.object({ items: z.array(Carrier) }),
})
export const putCarriers = operation({
  id: 'putCarriers',
  face: 'admin',
  method: 'PUT',
  path: '/carriers',
  summary: 'The carriers this shop chooses from, in this order; an empty list brings the usual ones back',
  access: 'staff:settings.write',
  body: z.strictObject({ items: z.array(Carrier).max(60) }),
  reply: z.object({ items: z.array(Carrier) }),
  errors: ['carrier_twice'],
})

/** First `firstUnits` cost `firstFen`; each further `nextUnits` (or part of it) `nextFen`. Units: pieces, grams or millilitres. */
const FreightRate = z.strictObject({
  /** Codes of provinces, cities or districts; empty: everywhere else. */
  regionCodes: z.array(z.string().regex(/^\d{6}$/)).max(400),
  firstUnits: z.int().min(1),
  firstFen: Fen,
  nextUnits: z.int().min(1),
  nextFen: Fen,
  /** Goods of this template worth this much go free; null: never. */
  freeOverFen: Fen.nullable(),
})
export const FreightTemplateInput = z.strictObject({
  name: Name,
  by: z.enum(['piece', 'weight', 'volume']),
  rates: z.array(FreightRate).min(1).max(40),
  /** Regions that are not served. */
  excludedCodes: z
    .array(z.string().regex(/^\d{6}$/))
    .max(400)
    .default([]),
  isDefault: z.boolean().default(false),
})
export const FreightTemplate = FreightTemplateInput.extend({ id: Id, updatedAt: Time }).meta({ id: 'FreightTemplate' })
export const listFreightTemplates = operation({
  id: 'listFreightTemplates',
  face: 'admin',
  method: 'GET',
  path: '/freight-templates',
  access: 'staff:catalog.read',
  reply: z.object({ items: z.array(FreightTemplate) }),
})
export const createFreightTemplate = operation({
  id: 'createFreightTemplate',
  face: 'admin',
  method: 'POST',
  path: '/freight-templates',
  access: 'staff:settings.write',
  body: FreightTemplateInput,
  reply: FreightTemplate,
  errors: ['freight_rates_wrong'],
})
export const updateFreightTemplate = operation({
  id: 'updateFreightTemplate',
  face: 'admin',
  method: 'PUT',
  path: '/freight-templates/:id',
  access: 'staff:settings.write',
  params: IdParams,
  body: FreightTemplateInput,
  reply: FreightTemplate,
  errors: ['freight_template_not_found', 'freight_rates_wrong'],
})
export const deleteFreightTemplate = operation({
  id: 'deleteFreightTemplate',
  face: 'admin',
  method: 'DELETE',
  path: '/freight-templates/:id',
  access: 'staff:settings.write',
  params: IdParams,
  reply: Done,
  errors: ['freight_template_not_found', 'freight_template_default'],
})

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

export const shippingCalls = {
  /** Freight of one shop's goods to a district. `undeliverable`: SKUs that do not go there. */
  quoteFreight: call(
    z.object({
      shopId: Id,
      districtCode: z.string(),
      /** Fetched, or brought by the shop: then distance decides and no template. */
      delivery: DeliveryChoice.optional(),
      /** Where the address lies; what is brought goes no further than it was pinned. */
      place: Spot.nullable().optional(),
      lines: z.array(
        z.object({ skuId: Id, templateId: Id.nullable(), quantity: z.int(), weightGrams: z.int(), volumeMl: z.int(), goodsFen: Fen }),
      ),
    }),
    z.object({ freightFen: Fen, undeliverable: z.array(Id) }),
  ),
  /** The carriers of a shop. */
  carriers: call(z.object({ shopId: Id }), z.object({ items: z.array(Carrier) })),
  /** Whether a parcel could be recorded with this carrier and number. Throws `carrier_unknown`, `tracking_number_wrong`. */
  checkParcel: call(z.object({ shopId: Id, carrierCode: z.string(), number: z.string() }), Done),
  /** Records a parcel and asks for its tracking. The same key is the same parcel. Throws `carrier_unknown`, `tracking_number_wrong`, `key_reused`. */
  ship: call(
    z.object({
      key: z.string().max(100),
      shopId: Id,
      orderId: Id,
      carrierCode: z.string(),
      number: z.string(),
      lines: z.array(z.object({ orderLineId: Id, quantity: z.int().min(1) })),
      receiverPhone: z.string(),
      /** A parcel of the shop, or one that comes back to it; `orderId` is then whatever it belongs to. */
      direction: z.enum(['out', 'back']).default('out'),
      fromCity: z.string().default(''),
      toCity: z.string().default(''),
    }),
    Parcel,
  ),
  /**
   * A waybill is to be had for these pieces. Recorded first; the carrier is asked by itself, and `shipping.waybill_made` tells its number.
   * The same key is the same waybill. Throws `carrier_unknown`, `sender_missing`, `waybill_account_missing`, `key_reused`.
   */
  wantWaybill: call(
    z.object({
      key: z.string().max(100),
      shopId: Id,
      orderId: Id,
      orderNumber: z.string(),
      carrierCode: z.string(),
      receiver: Sender,
      lines: z.array(z.object({ orderLineId: Id, quantity: z.int().min(1), title: z.string() })).min(1),
      weightGrams: z.int().min(0),
      /** What is to be taken at the door for the order; 0: it is paid. */
      collectFen: Fen.default(0),
      staffName: z.string(),
    }),
    z.object({ id: Id }),
  ),
  /** From where a shop sends; null until it has said so. */
  sender: call(z.object({ shopId: Id }), z.object({ sender: Sender.nullable() })),
  /**
   * A courier is to fetch these parcels in this time. Recorded first; the carrier is asked by itself. The same key is the same courier.
   * Throws `carrier_unknown`, `pickup_window_wrong`, `key_reused`.
   */
  wantPickup: call(
    z.object({
      key: z.string().max(100),
      shopId: Id,
      carrierCode: z.string(),
      from: Time,
      to: Time,
      sender: Sender,
      receiver: Sender,
      orders: z.array(z.object({ id: Id, number: z.string() })).min(1),
      goods: z.array(z.object({ name: z.string(), quantity: z.int().min(1) })).min(1),
      parcels: z.int().min(1),
      weightGrams: z.int().min(1),
      remark: z.string().max(60),
      staffName: z.string(),
    }),
    z.object({ id: Id }),
  ),
  /** The pieces of this waybill can no longer be sent: its number is given back. */
  dropWaybill: call(z.object({ id: Id, reason: z.string() }), Done),
  /** A place in the slot for this order until `minutes` have passed. Keyed by the order. Throws `slot_full`, `delivery_choice_wrong`. */
  holdDelivery: call(
    z.object({
      orderId: Id,
      orderNumber: z.string(),
      shopperId: Id,
      choice: DeliveryChoice,
      contact: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
      goods: z.array(z.string()),
      note: z.string(),
      /** Where the address lies, and what was charged to bring it there: refused when it costs something else. */
      to: Spot.nullable(),
      feeFen: Fen,
      minutes: z.int().min(1),
    }),
    Done,
  ),
  /** Paid: the place is the order's; one that lapsed is taken again, else `slot_full`. Twice is once; an order without one is fine. */
  keepDelivery: call(z.object({ orderId: Id }), Done),
  /** A place that is set aside stays so for these minutes from now, never less than before. */
  prolongDelivery: call(z.object({ orderId: Id, minutes: z.int().min(1).max(20_160) }), Done),
  /** The place is free again. Twice is once. */
  releaseDelivery: call(z.object({ orderId: Id }), Done),
  delivery: call(z.object({ orderId: Id }), z.object({ delivery: DeliveryFacts.nullable() })),
  /** Whose code this is, in this shop. */
  deliveryOfCode: call(z.object({ shopId: Id, code: z.string().max(20) }), z.object({ delivery: DeliveryFacts.nullable() })),
  /** It was handed over. Twice is once; throws `delivery_state_wrong` when it is neither ready nor on its way. */
  finishDelivery: call(z.object({ orderId: Id, byName: z.string().default(''), photo: z.unknown().nullable().default(null) }), Done),
  /** Of these orders, those that are fetched or brought. */
  deliveries: call(z.object({ orderIds: z.array(Id).max(500) }), z.object({ items: z.array(DeliveryFacts) })),
  parcels: call(z.object({ orderIds: z.array(Id).max(500) }), z.object({ items: z.array(Parcel) })),
  putTemplate: call(FreightTemplateInput.extend({ shopId: Id }), z.object({ id: Id })),
  templateExists: call(z.object({ shopId: Id, templateId: Id }), z.object({ exists: z.boolean() })),
  /** Points, and orders of theirs in any state. The same ones again change nothing. For set-up. */
  seedDeliveries: call(
    z.object({
      shopId: Id,
      points: z.array(DeliveryPoint).max(50),
      deliveries: z
        .array(
          z.object({
            orderId: Id,
            orderNumber: z.string(),
            shopperId: Id,
            kind: z.enum(['pickup', 'local']),
            pointId: Id,
            day: z.iso.date(),
            span: z.string(),
            state: z.enum(['kept', 'ready', 'taken', 'done']),
            receiver: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
            goods: z.array(z.string()),
            note: z.string(),
            to: Spot.nullable(),
            courier: z.object({ id: Id, name: z.string() }).nullable(),
            /** Why it could not be handed over before. */
            failed: z.string().nullable(),
            doneAt: Time.nullable(),
            at: Time,
          }),
        )
        .max(500),
    }),
    Done,
  ),
  /** Past parcels in bulk. For set-up. */
  seed: call(z.object({ parcels: z.array(Parcel.omit({ id: true }).extend({ shopId: Id, key: z.string() })).max(5000) }), Done),
}
