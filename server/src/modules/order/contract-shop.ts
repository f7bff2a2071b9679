import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, RequestKey, Time } from '../../kernel/schema.ts'
import { Attribute, Delivery, Promise_ } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'
import { BuyLine, CouponChoice, GiftChoice, Quote } from '../pricing/contract.ts'
import { DeliveryChoice, deliveryErrors, Parcel } from '../shipping/contract.ts'
import { Address } from '../shopper/contract.ts'
import { Handover, placeErrors } from './contract-handover.ts'
import { OnDelivery, OnDeliveryOffer } from './contract-on-delivery.ts'
import { OrderPlay, playErrors, PlayWish } from './contract-play.ts'
import { GiftWish, LineAnswers } from './contract-ways.ts'

/** Every state an order can be in; the table of moves is `transitions.ts`. */
export const OrderState = z.enum([
  'pending_payment',
  'accepted',
  'waiting',
  'paid',
  'preparing',
  'partly_shipped',
  'shipped',
  'received',
  'completed',
  'cancelled',
  'closed',
  'refunding',
  'refunded',
])
export type OrderState = z.output<typeof OrderState>
export const OrderAddress = Address.omit({ id: true, isDefault: true, lng: true, lat: true }).meta({ id: 'OrderAddress' })
export const OrderLine = z
  .object({
    id: Id,
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture,
    promises: z.array(Promise_),
    brand: z.string().nullable(),
    attributes: z.array(Attribute),
    delivery: Delivery,
    quantity: z.int(),
    unitPriceFen: Fen,
    discountFen: Fen,
    pointsFen: Fen,
    redPacketFen: Fen,
    payableFen: Fen,
    /** `platformFen`: of it, what the platform bears. */
    discounts: z.array(z.object({ title: z.string(), amountFen: Fen, offerId: Id.optional(), platformFen: Fen.optional() })),
    /** An offer gave it along. */
    gift: z.boolean(),
    shipped: z.int(),
    /** Pieces whose refund is decided. */
    refunded: z.int(),
    reviewed: z.boolean(),
    /** What the shop asked about it, and the answers. */
    answers: z.array(z.object({ label: z.string(), value: z.string() })),
  })
  .meta({ id: 'OrderLine' })
export const OrderStep = z
  .object({
    from: OrderState.nullable(),
    to: OrderState,
    at: Time,
    actor: z.enum(['shopper', 'staff', 'system']),
    actorName: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'OrderStep' })
export const OrderChange = z
  .object({
    kind: z.enum(['price', 'address']),
    at: Time,
    actor: z.enum(['shopper', 'staff', 'system']),
    actorName: z.string(),
    reason: z.string(),
    /** What is to be paid, before and after. */
    beforeFen: Fen,
    afterFen: Fen,
  })
  .meta({ id: 'OrderChange' })
export const Order = z
  .object({
    id: Id,
    /** For people. */
    number: z.string(),
    checkoutId: Id,
    shopId: Id,
    shopName: z.string(),
    state: OrderState,
    lines: z.array(OrderLine),
    address: OrderAddress,
    note: z.string(),
    /** The shop's terms as they were. */
    terms: z.string(),
    goodsFen: Fen,
    goodsDiscountFen: Fen,
    freightFen: Fen,
    freightDiscountFen: Fen,
    pointsFen: Fen,
    redPacketFen: Fen,
    payableFen: Fen,
    refundedFen: Fen,
    /** Money that came when the order was closed already goes back by itself: how much, and whether it has arrived. */
    moneyBack: z.object({ amountFen: Fen, arrived: z.boolean(), at: Time }).nullable(),
    placedAt: Time,
    /** When an unpaid order closes. */
    payBefore: Time.nullable(),
    paidAt: Time.nullable(),
    shippedAt: Time.nullable(),
    receivedAt: Time.nullable(),
    /** When a shipped order is received by itself. */
    autoReceiveAt: Time.nullable(),
    endedAt: Time.nullable(),
    /** The marketing play it belongs to. */
    play: OrderPlay.nullable(),
    /** Paid on delivery: the money, and whether it is here. Until then `paidAt` is null. */
    onDelivery: OnDelivery.nullable(),
    steps: z.array(OrderStep),
    /** Changes of price and address, oldest first. */
    changes: z.array(OrderChange),
    handover: Handover,
    /** Somebody else says where it goes: see `getOrderGift`. */
    isGift: z.boolean(),
    parcels: z.array(Parcel),
  })
  .meta({ id: 'Order' })
export type Order = z.output<typeof Order>
export const OrderRow = Order.omit({ steps: true, changes: true, isGift: true, parcels: true, moneyBack: true, address: true }).meta({
  id: 'OrderRow',
})

const CheckoutInput = z.strictObject({
  lines: z.array(BuyLine).min(1).max(100),
  addressId: Id.nullable(),
  coupons: z.array(CouponChoice).max(50).default([]),
  /** As far as they go, which the server says. */
  usePoints: z.boolean().default(false),
  useRedPackets: z.boolean().default(false),
  deliveries: z.array(DeliveryChoice).max(50).default([]),
  gifts: z.array(GiftChoice).max(50).default([]),
  /** Part of a marketing play: one line, bought by itself. */
  play: PlayWish.nullable().default(null),
})
export const quoteCheckout = operation({
  id: 'quoteCheckout',
  face: 'shop',
  method: 'POST',
  path: '/checkout/quote',
  summary: 'Prices a checkout: lines, discounts, freight, payable',
  access: 'shopper',
  body: CheckoutInput,
  reply: Quote,
  errors: ['address_not_found', ...playErrors],
})

export const Checkout = z
  .object({
    id: Id,
    payableFen: Fen,
    payBefore: Time,
    orders: z.array(z.object({ id: Id, number: z.string(), shopId: Id, payableFen: Fen, state: OrderState })),
  })
  .meta({ id: 'Checkout' })
export const placeOrder = operation({
  id: 'placeOrder',
  face: 'shop',
  method: 'POST',
  path: '/orders',
  summary: 'One order per shop under one payment; placed only at the total the shopper saw',
  access: 'shopper',
  body: CheckoutInput.extend({
    requestId: RequestKey,
    /** Null only when nothing comes in a parcel. */
    addressId: Id.nullable(),
    /** The total the shopper confirmed; a difference is refused with `price_changed` and the new quote. */
    payableFen: Fen,
    notes: z
      .array(z.strictObject({ shopId: Id, text: z.string().trim().max(200) }))
      .max(50)
      .default([]),
    /** False: buy now, the cart stays as it is. */
    fromCart: z.boolean().default(true),
    /** To the questions of `listCheckoutQuestions`, by SKU. */
    answers: z.array(LineAnswers).max(100).default([]),
    /** For a friend, who says later where it goes; freight is that to `addressId`. */
    gift: GiftWish.nullable().default(null),
    /** What `wishInvoice` gave: an invoice of each order, once it is paid. */
    invoiceWishId: Id.nullable().default(null),
  }),
  reply: Checkout,
  errors: [...deliveryErrors, ...placeErrors, ...playErrors],
  guard: ({ addressId, payableFen, play }) => ({ kind: 'order', addressId, amountFen: payableFen, play: play?.kind ?? null }),
})
export const getCheckout = operation({
  id: 'getCheckout',
  face: 'shop',
  method: 'GET',
  path: '/checkouts/:id',
  summary: 'State of a checkout; asks the channel when it is not yet known to be paid',
  access: 'shopper',
  params: IdParams,
  reply: Checkout.extend({
    /** `on_delivery`: promised, to be paid when it is brought. */
    state: z.enum(['unpaid', 'paid', 'closed', 'on_delivery']),
    onDelivery: OnDeliveryOffer,
    /** The total of a checkout never changes: after a change of price, this one is to be looked at and paid instead. */
    replacedBy: Id.nullable(),
  }),
  errors: ['checkout_not_found'],
})
export const payCheckout = operation({
  id: 'payCheckout',
  face: 'shop',
  method: 'POST',
  path: '/checkouts/:id/pay',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({
    method: PayMethod,
    /** At most so much of it from the wallet; how much there is, the wallet says. The channel takes the rest. */
    walletFen: Fen.default(0),
    /** Path of the storefront to come back to. */ returnPath: z
      .string()
      .max(200)
      .regex(/^\/(?!\/)[\w\-/?=&%.]*$/)
      .nullable()
      .default(null),
  }),
  reply: z.object({ number: z.string(), action: PayAction, walletFen: Fen }),
  errors: ['checkout_not_found', 'payment_closed', 'payment_paid', 'channel_refused', 'channel_unavailable', 'payer_unknown'],
})

/** Tabs of the order list. */
export const OrderTab = z.enum(['all', 'to_pay', 'to_ship', 'to_receive', 'to_review', 'refund'])
export const listOrders = operation({
  id: 'listOrders',
  face: 'shop',
  method: 'GET',
  path: '/orders',
  access: 'shopper',
  query: CursorQuery.extend({ tab: OrderTab.default('all'), search: z.string().max(60).optional() }),
  reply: cursorOf(OrderRow),
})
export const countOrders = operation({
  id: 'countOrders',
  face: 'shop',
  method: 'GET',
  path: '/order-counts',
  access: 'shopper',
  reply: z.object({ to_pay: z.int(), to_ship: z.int(), to_receive: z.int(), to_review: z.int(), refund: z.int() }),
})
export const getOrder = operation({
  id: 'getOrder',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id',
  access: 'shopper',
  params: IdParams,
  reply: Order,
  errors: ['order_not_found'],
})
export const watchOrder = operation({
  id: 'watchOrder',
  face: 'shop',
  method: 'GET',
  path: '/orders/:id/events',
  summary: 'Server-sent events: `state` whenever the order or a parcel moved',
  access: 'shopper',
  params: IdParams,
  raw: true,
  reply: z.string(),
  errors: ['order_not_found'],
})
export const cancelOrder = operation({
  id: 'cancelOrder',
  face: 'shop',
  method: 'POST',
  path: '/orders/:id/cancel',
  summary: 'Cancel before payment; an order that is paid on delivery, until something of it has left',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(1).max(100) }),
  reply: Order,
  errors: ['order_not_found', 'transition_illegal', 'collection_over'],
})
