import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Quantity, RequestKey, Text, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'
import { Carrier, Parcel } from '../shipping/contract.ts'
import { reasonNames } from './reasons.ts'

/** Refund only (仅退款), return and refund (退货退款), exchange (换货). */
export const AfterSalesKind = z.enum(['refund', 'return', 'exchange'])
export type AfterSalesKind = z.output<typeof AfterSalesKind>
/** Every state a request can be in; the table of moves is `transitions.ts`. */
export const RequestState = z.enum([
  'requested',
  'approved',
  'returning',
  'received',
  'exchanging',
  'resent',
  'refunding',
  'done',
  'rejected',
  'disputed',
  'withdrawn',
  'closed',
])
export type RequestState = z.output<typeof RequestState>
export const AfterSalesReason = z.enum(reasonNames)
const ReturnTo = z.strictObject({ name: z.string().trim().max(40), phone: z.string().trim().max(20), address: z.string().trim().max(200) })
export const Pictures = z.array(Picture).max(9).default([])

export const AfterSalesLine = z
  .object({
    lineId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture,
    quantity: z.int(),
    /** Left after inspection. */
    accepted: z.int(),
    restocked: z.int(),
    amountFen: Fen,
    /** What an exchange sends instead. */
    exchangeOptions: z.array(z.string()).nullable(),
  })
  .meta({ id: 'AfterSalesLine' })
export const AfterSalesStep = z
  .object({
    from: RequestState.nullable(),
    to: RequestState,
    at: Time,
    actor: z.enum(['shopper', 'staff', 'platform', 'system']),
    actorName: z.string(),
    note: z.string(),
    pictures: z.array(Picture),
  })
  .meta({ id: 'AfterSalesStep' })
export const AfterSalesRow = z
  .object({
    id: Id,
    number: z.string(),
    orderId: Id,
    orderNumber: z.string(),
    shopId: Id,
    shopName: z.string(),
    kind: AfterSalesKind,
    reason: AfterSalesReason,
    state: RequestState,
    amountFen: Fen,
    freightFen: Fen,
    /** When the next step is taken if nobody acts. */
    dueAt: Time.nullable(),
    lines: z.array(AfterSalesLine),
    createdAt: Time,
    endedAt: Time.nullable(),
  })
  .meta({ id: 'AfterSalesRow' })
export const AfterSales = AfterSalesRow.extend({
  note: z.string(),
  pictures: z.array(Picture),
  automatic: z.boolean(),
  returnTo: ReturnTo.nullable(),
  /** The parcel on its way back, and the replacement. */
  parcels: z.array(Parcel),
  returnSignedAt: Time.nullable(),
  inspection: z.string(),
  steps: z.array(AfterSalesStep),
  dispute: z
    .object({
      text: z.string(),
      pictures: z.array(Picture),
      openedAt: Time,
      decision: z.enum(['refund', 'return', 'refuse']).nullable(),
      decidedText: z.string(),
      decidedAt: Time.nullable(),
    })
    .nullable(),
}).meta({ id: 'AfterSales' })

const reply = AfterSales
const one = { params: IdParams, access: 'shopper', face: 'shop' } as const
const moved = ['after_sales_not_found', 'after_sales_moved']

export const getAfterSalesOptions = operation({
  ...one,
  id: 'getAfterSalesOptions',
  method: 'GET',
  path: '/orders/:id/after-sales-options',
  summary: 'What can still be asked for, line by line, and until when',
  reply: z.object({
    orderId: Id,
    /** The last day on which something can be asked for; null: as long as it has not arrived. */
    applyBefore: Time.nullable(),
    freightFen: Fen,
    lines: z.array(
      z.object({
        lineId: Id,
        skuId: Id,
        productId: Id,
        title: z.string(),
        options: z.array(z.string()),
        picture: Picture,
        unitPriceFen: Fen,
        payableFen: Fen,
        quantity: z.int(),
        /** Pieces that have not left the shop, and pieces with the shopper, of which nothing is asked for. */
        unshipped: z.int(),
        shipped: z.int(),
        /** Can be sent back; card keys and vouchers cannot. */
        returnable: z.boolean(),
        sevenDays: z.boolean(),
        /** Until when it can go back without a reason; null: not yet received, or not for this product. */
        noReasonBefore: Time.nullable(),
        priceProtection: z.object({ state: z.enum(['none', 'available', 'claimed', 'over']), amountFen: Fen, before: Time.nullable() }),
      }),
    ),
    reasons: z.array(
      z.object({ reason: AfterSalesReason, kinds: z.array(AfterSalesKind), beforeShipping: z.boolean(), afterShipping: z.boolean() }),
    ),
  }),
  errors: ['order_not_found'],
})
const Wish = z.strictObject({
  kind: AfterSalesKind,
  reason: AfterSalesReason,
  lines: z
    .array(z.strictObject({ lineId: Id, quantity: Quantity, exchangeSkuId: Id.optional() }))
    .min(1)
    .max(50),
})
export const quoteAfterSales = operation({
  ...one,
  id: 'quoteAfterSales',
  method: 'POST',
  path: '/orders/:id/after-sales-quote',
  summary: 'The exact amount a request would give back',
  body: Wish,
  reply: z.object({ amountFen: Fen, freightFen: Fen, lines: z.array(z.object({ lineId: Id, quantity: z.int(), amountFen: Fen })) }),
  errors: ['order_not_found', 'refund_units_gone', 'after_sales_not_possible'],
})
export const applyAfterSales = operation({
  ...one,
  id: 'applyAfterSales',
  method: 'POST',
  path: '/orders/:id/after-sales',
  summary: 'Ask for a refund, a return or an exchange of some units; keyed, twice is once',
  body: Wish.extend({ requestId: RequestKey, note: Text.max(500).default(''), pictures: Pictures }),
  reply,
  errors: ['order_not_found', 'refund_units_gone', 'after_sales_not_possible', 'after_sales_units_taken', 'picture_unknown', 'key_reused'],
  guard: () => ({ kind: 'refund' }),
})
export const listAfterSales = operation({
  id: 'listAfterSales',
  face: 'shop',
  method: 'GET',
  path: '/after-sales',
  access: 'shopper',
  query: CursorQuery.extend({ tab: z.enum(['all', 'open', 'ended']).default('all'), orderId: Id.optional() }),
  reply: cursorOf(AfterSalesRow),
})
export const getAfterSales = operation({
  ...one,
  id: 'getAfterSales',
  method: 'GET',
  path: '/after-sales/:id',
  reply,
  errors: ['after_sales_not_found'],
})
export const withdrawAfterSales = operation({
  ...one,
  id: 'withdrawAfterSales',
  method: 'POST',
  path: '/after-sales/:id/withdraw',
  reply,
  errors: moved,
})
export const sendBack = operation({
  ...one,
  id: 'sendBack',
  method: 'POST',
  path: '/after-sales/:id/parcel',
  summary: 'The parcel that brings the goods back',
  body: z.strictObject({ carrierCode: z.string().max(20), trackingNumber: z.string().trim().min(6).max(32) }),
  reply,
  errors: [...moved, 'carrier_unknown', 'tracking_number_wrong'],
})
export const disputeAfterSales = operation({
  ...one,
  id: 'disputeAfterSales',
  method: 'POST',
  path: '/after-sales/:id/dispute',
  summary: 'Ask the platform after the shop said no',
  body: z.strictObject({ text: Text.min(2).max(500), pictures: Pictures }),
  reply,
  errors: [...moved, 'after_sales_units_taken', 'picture_unknown'],
})
export const confirmReplacement = operation({
  ...one,
  id: 'confirmReplacement',
  method: 'POST',
  path: '/after-sales/:id/confirm',
  reply,
  errors: moved,
})
export const listReturnCarriers = operation({
  id: 'listReturnCarriers',
  face: 'shop',
  method: 'GET',
  path: '/return-carriers',
  access: 'shopper',
  query: z.strictObject({ shopId: Id }),
  reply: z.object({ items: z.array(Carrier) }),
})
export const claimPriceProtection = operation({
  ...one,
  id: 'claimPriceProtection',
  method: 'POST',
  path: '/order-lines/:id/price-protection',
  summary: 'The price has dropped since: the difference is paid back, once for each unit',
  body: z.strictObject({ orderId: Id }),
  reply: z.object({ amountFen: Fen, units: z.int(), priceFen: Fen, paidPriceFen: Fen }),
  errors: ['order_not_found', 'price_protection_none', 'price_protection_claimed'],
})
