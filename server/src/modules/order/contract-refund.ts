import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../kernel/schema.ts'
import { Delivery, Promise_ } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { OrderAddress, OrderState } from './contract-shop.ts'

/** So many units of a line. */
export const RefundUnits = z.object({
  lineId: Id,
  quantity: z.int().min(1),
  /** How many of them have not left the shop; absent: as many as there are. */
  unshipped: z.int().min(0).optional(),
})
const By = z.object({ actor: z.enum(['shopper', 'staff', 'system']), name: z.string().max(100) })
const RefundKey = z.string().min(1).max(80)

/** What one decision gives back, to the fen. */
export const RefundPlan = z.object({
  lines: z.array(
    z.object({
      lineId: Id,
      skuId: Id,
      productId: Id,
      quantity: z.int(),
      /** Of these, so many had not left the shop. */
      unshipped: z.int(),
      amountFen: Fen,
      /** What points and red packets paid of these units: that comes back too. */
      pointsFen: Fen,
      redPacketFen: Fen,
      /** What these units had in each discount. */
      discounts: z.array(z.object({ title: z.string(), amountFen: Fen })),
    }),
  ),
  freightFen: Fen,
  amountFen: Fen,
  /** The last units of the order. */
  all: z.boolean(),
})
export type RefundPlan = z.output<typeof RefundPlan>

/** An order as those who give something back need it. */
export const RefundableOrder = z.object({
  id: Id,
  number: z.string(),
  checkoutId: Id,
  shopId: Id,
  shopName: z.string(),
  shopperId: Id,
  state: OrderState,
  payableFen: Fen,
  /** Paid for freight and not yet given back. */
  freightLeftFen: Fen,
  refundDecidedFen: Fen,
  refundedFen: Fen,
  /** What is still to be taken at the door. */
  toCollectFen: Fen,
  paidAt: Time.nullable(),
  shippedAt: Time.nullable(),
  receivedAt: Time.nullable(),
  address: OrderAddress,
  lines: z.array(
    z.object({
      id: Id,
      skuId: Id,
      productId: Id,
      title: z.string(),
      options: z.array(z.string()),
      picture: Picture,
      promises: z.array(Promise_),
      delivery: Delivery,
      quantity: z.int(),
      unitPriceFen: Fen,
      payableFen: Fen,
      shipped: z.int(),
      /** Units whose refund is decided; of these `cancelled` had not left. */
      refunded: z.int(),
      cancelled: z.int(),
      refundedFen: Fen,
      allowanceFen: Fen,
    }),
  ),
})
export type RefundableOrder = z.output<typeof RefundableOrder>

const RefundWish = z.object({
  orderId: Id,
  lines: z.array(RefundUnits).min(1).max(200),
  /** Freight goes back by itself with the last units of an order of which nothing was shipped. True: also otherwise, the shop is at fault. */
  withFreight: z.boolean().default(false),
})

export const refundCalls = {
  /**
   * Decides that these units go back: exactly what they paid, never more units or money than there are. The same key is the same refund.
   * Throws `order_not_found`, `refund_units_gone`, `transition_illegal`, `key_reused`.
   */
  refundUnits: call(
    RefundWish.extend({
      key: RefundKey,
      /** Pieces that came back go to the shelf; false: they are written off or booked elsewhere. Pieces that had not left always do. */
      restock: z.boolean(),
      reason: z.string().max(80),
      by: By,
    }),
    RefundPlan,
  ),
  /**
   * Vouchers among these units can no longer be used: their refund is approved and will be decided under this key. Who tries beside others
   * says who it is. Throws `refund_units_gone`.
   */
  setAside: call(
    z.object({
      key: RefundKey,
      holder: z.string().max(100).default(''),
      orderId: Id,
      lines: z.array(z.object({ lineId: Id, quantity: z.int().min(1), unshipped: z.int().min(0) })).max(200),
    }),
    Done,
  ),
  /** The refund under this key does not come about, or not by this holder: then what others hold stays. Twice is once. */
  putBack: call(z.object({ key: RefundKey, holder: z.string().max(100).optional() }), Done),
  /** What `refundUnits` would give now. */
  quoteRefund: call(RefundWish, RefundPlan),
  /**
   * Gives back a part of what a line's units paid while they stay with the shopper (price protection, compensation). The same key is the
   * same. Throws `order_not_found`, `allowance_too_much`, `transition_illegal`, `key_reused`.
   */
  giveAllowance: call(
    z.object({ key: RefundKey, orderId: Id, lineId: Id, amountFen: z.int().min(1), reason: z.string().max(80), by: By }),
    z.object({ amountFen: Fen }),
  ),
  /** Asks the channel again for what it has refused. Throws `refund_not_refused`. */
  retryRefund: call(z.object({ key: RefundKey, by: By, reason: z.string().max(80) }), Done),
  refundable: call(z.object({ orderIds: z.array(Id).max(200) }), z.object({ items: z.array(RefundableOrder) })),
  /** States of refunds by their keys, for screens and checks. */
  refunds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({
      items: z.array(
        z.object({
          key: z.string(),
          orderId: Id,
          amountFen: Fen,
          freightFen: Fen,
          state: z.enum(['asked', 'paid', 'refused']),
          at: Time,
          paidAt: Time.nullable(),
        }),
      ),
    }),
  ),
  /**
   * Until it is resumed, the order is neither received nor completed by itself; the time it waited is given to it afterwards. Keyed. Under a
   * key that begins with `hold:` and ends with the order's id, nothing of it leaves (`order_held`), nor does what goes out by itself.
   */
  pause: call(
    z.object({
      key: z.string().max(100),
      orderId: Id,
      /** Pieces that have not left and should not until then: whoever sends them is asked first. */
      units: z.array(z.object({ lineId: Id, quantity: z.int().min(1) })).default([]),
      /** Only if they have not left at this moment. Throws `refund_units_gone`. */
      ifUnshipped: z.boolean().default(false),
    }),
    Done,
  ),
  resume: call(z.object({ key: z.string().max(100) }), Done),
  /** What a shopper has paid in a shop and not been given back. */
  spent: call(z.object({ shopId: Id, shopperId: Id }), z.object({ amountFen: Fen })),
}
