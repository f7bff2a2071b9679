import { Handover } from './contract-handover.ts'
import { z } from 'zod'
import { call, event } from '../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../kernel/schema.ts'
import { Promise_ } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { paperCalls } from './contract-paper.ts'
import { playOrderCalls } from './contract-play.ts'
import { refundCalls, RefundPlan } from './contract-refund.ts'
import { OrderState } from './contract-shop.ts'

export * from './contract-bank.ts'
export * from './contract-friend.ts'
export * from './contract-on-delivery.ts'
export * from './contract-receive.ts'
export * from './contract-shop.ts'
export * from './contract-admin.ts'
export * from './contract-handover.ts'
export * from './contract-refund.ts'
export * from './contract-handling.ts'
export * from './contract-ways.ts'
export * from './contract-paper.ts'
export * from './contract-play.ts'

const Moved = z.object({ orderId: Id, checkoutId: Id, shopId: Id, shopperId: Id })
const aggregate = ({ orderId }: { orderId: string }): string => orderId
export const orderPlaced = event(
  'order.placed',
  Moved.extend({
    skuIds: z.array(Id),
    payableFen: Fen,
    invoiceWishId: Id.nullable().default(null),
    concerns: z.array(z.string()).optional(),
  }),
  aggregate,
)
/** Paid in full. The stock becomes sold, coupons used. `concerns`: what the order has beside its goods; absent: it may have anything. */
export const orderPaid = event(
  'order.paid',
  Moved.extend({
    payableFen: Fen,
    paidAt: Time,
    lines: z.array(z.object({ productId: Id, skuId: Id, quantity: z.int() })),
    concerns: z.array(z.string()).optional(),
  }),
  aggregate,
)
/** Paid in full, and waiting until its play lets it go on (`order.paid` then) or calls it off. What it held is its own already. */
export const orderWaiting = event(
  'order.waiting',
  Moved.extend({ payableFen: Fen, paidAt: Time, concerns: z.array(z.string()).optional() }),
  aggregate,
)
/** Ended without payment: what was held is free again. */
export const orderClosed = event('order.closed', Moved.extend({ reason: z.string(), concerns: z.array(z.string()).optional() }), aggregate)
/** Card keys and vouchers of the order are due: they are given from the pool. */
export const orderVirtualDue = event('order.virtual_due', Moved, aggregate)
/** Pieces left in one parcel; `key` names the parcel in shipping. */
export const orderShipped = event(
  'order.shipped',
  Moved.extend({
    key: z.string(),
    carrierCode: z.string(),
    number: z.string(),
    lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })),
  }),
  aggregate,
)
/** A shipment was taken back before it left: its pieces are to be sent again. */
export const orderShipmentVoided = event(
  'order.shipment_voided',
  Moved.extend({ key: z.string(), lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })) }),
  aggregate,
)
export const orderReceived = event('order.received', Moved.extend({ by: z.enum(['shopper', 'timeout', 'staff']) }), aggregate)
/** All is done: nothing more is expected of anybody. `goodsPaidFen`: paid for goods and not given back. */
export const orderCompleted = event('order.completed', Moved.extend({ goodsPaidFen: Fen }), aggregate)
/** The money of one refund is to go back; payment is asked to. */
export const orderRefundStarted = event(
  'order.refund_started',
  Moved.extend({
    amountFen: Fen,
    reason: z.string(),
    /** Null: the refund of the whole order, from before there were others. */
    refundKey: z.string().nullable().default(null),
    /** How often the channel has refused before. */
    refused: z.int().default(0),
  }),
  aggregate,
)
/**
 * It is decided that these units go back: told once for each refund, in the transaction that decided it. Whatever was given for them
 * (points, commissions, an invoice) is undone by whoever gave it. `all`: they were the order's last.
 */
export const orderUnitsRefunded = event(
  'order.units_refunded',
  Moved.extend({ refundKey: z.string(), restock: z.boolean(), reason: z.string(), concerns: z.array(z.string()).optional() }).extend(
    RefundPlan.shape,
  ),
  aggregate,
)
/** A part of what a line paid goes back, and the units stay with the shopper. */
export const orderAllowanceGiven = event(
  'order.allowance_given',
  Moved.extend({ refundKey: z.string(), lineId: Id, skuId: Id, productId: Id, amountFen: Fen, reason: z.string() }),
  aggregate,
)
/** The money of one refund has arrived. */
export const orderRefundPaid = event(
  'order.refund_paid',
  Moved.extend({ refundKey: z.string(), amountFen: Fen, /** Of units, or an allowance. */ kind: z.enum(['units', 'allowance']) }),
  aggregate,
)
/** The channel has clearly refused a refund: a person must see to it. */
export const orderRefundRefused = event('order.refund_refused', Moved.extend({ refundKey: z.string(), amountFen: Fen }), aggregate)
/** Every unit went back and all money has arrived. Coupons follow: a coupon comes back when all that it was used for came back. */
export const orderRefunded = event('order.refunded', Moved.extend({ amountFen: Fen }), aggregate)

/** One line as a reviewer needs it. */
export const ReviewableLine = z.object({
  orderLineId: Id,
  orderId: Id,
  shopId: Id,
  shopperId: Id,
  productId: Id,
  title: z.string(),
  options: z.array(z.string()),
  state: OrderState,
  receivedAt: Time.nullable(),
})

const SeedLine = z.object({
  id: Id,
  skuId: Id,
  productId: Id,
  title: z.string(),
  options: z.array(z.string()),
  picture: Picture,
  promises: z.array(Promise_),
  quantity: z.int().min(1),
  unitPriceFen: Fen,
  discountFen: Fen,
})
export const orderCalls = {
  /** Sends pieces in one parcel for those who know carrier and number. Keyed. Throws as `shipOrder` does. */
  ship: call(
    z.object({
      shopId: Id,
      orderId: Id,
      key: z.string().min(8).max(60),
      carrierCode: z.string(),
      number: z.string(),
      lines: z.array(z.object({ orderLineId: Id, quantity: z.int().min(1) })).min(1),
      staffName: z.string(),
    }),
    Done,
  ),
  reviewableLine: call(z.object({ orderLineId: Id }), z.object({ line: ReviewableLine.nullable() })),
  /** The lines of a shopper's own order, to buy them again; null when it is not theirs. */
  boughtLines: call(
    z.object({ shopperId: Id, orderId: Id }),
    z.object({
      lines: z.array(z.object({ skuId: Id, quantity: z.int(), title: z.string(), options: z.array(z.string()) })).nullable(),
    }),
  ),
  markReviewed: call(z.object({ orderLineId: Id }), Done),
  ...refundCalls,
  ...paperCalls,
  ...playOrderCalls,
  /** Past orders in bulk; payments, stock and parcels are seeded beside. For set-up. */
  seed: call(
    z.object({
      orders: z
        .array(
          z.object({
            id: Id,
            checkoutId: Id,
            shopId: Id,
            shopName: z.string(),
            shopperId: Id,
            state: OrderState,
            placedAt: Time,
            paidAt: Time.nullable(),
            shippedAt: Time.nullable(),
            receivedAt: Time.nullable(),
            endedAt: Time.nullable(),
            address: z.object({
              name: z.string(),
              phone: z.string(),
              province: z.string(),
              city: z.string(),
              district: z.string(),
              districtCode: z.string(),
              detail: z.string(),
            }),
            note: z.string(),
            freightFen: Fen,
            freightDiscountFen: Fen,
            handover: Handover.default('parcel'),
            lines: z.array(SeedLine).min(1),
          }),
        )
        .max(5000),
    }),
    Done,
  ),
}
