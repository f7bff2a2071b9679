import { z } from 'zod'
import { call } from '../../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../../kernel/schema.ts'
import { Carrier } from './carrier.ts'
import { DeliveryFacts } from './courier.ts'
import { DeliveryChoice, DeliveryPoint, Spot } from './delivery.ts'
import { FreightTemplateInput } from './freight.ts'
import { Parcel } from './parcel.ts'
import { Sender } from './waybill.ts'

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
      /** The play of the order: at a point that is kept for one, no other order is fetched. */
      play: z.string().nullable().default(null),
      minutes: z.int().min(1),
    }),
    Done,
  ),
  /** Paid: the place is the order's; one that lapsed is taken again, else `slot_full`. Twice is once; an order without one is fine. */
  keepDelivery: call(z.object({ orderId: Id }), Done),
  /** A place that is set aside stays so for these minutes from now, never less than before. */
  prolongDelivery: call(z.object({ orderId: Id, minutes: z.int().min(1).max(20_160) }), Done),
  /** A point that one play alone hands out at (`keptFor`, the name of its module); the same id again changes it. Shops and other orders do not see it. */
  keepPoint: call(DeliveryPoint.extend({ shopId: Id, keptFor: z.string().max(40) }), Done),
  /** It lies ready to be fetched, as `readyDelivery`. Twice is once; one that was fetched, or is no more, stays as it is. */
  readyAtPoint: call(z.object({ orderId: Id, byName: z.string() }), Done),
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
