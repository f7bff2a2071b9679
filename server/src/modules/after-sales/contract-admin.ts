import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Name, PageQuery, pageOf, RequestKey, Text, Time } from '../../kernel/schema.ts'
import { AfterSales, AfterSalesKind, AfterSalesReason, AfterSalesRow } from './contract-shop.ts'

export const AfterSalesTab = z.enum([
  'all',
  'to_decide',
  'to_ship_back',
  'to_receive',
  'to_resend',
  'refunding',
  'stuck',
  'disputed',
  'ended',
])
export const AdminAfterSalesRow = AfterSalesRow.extend({
  shopperId: Id,
  shopperName: z.string(),
  stuck: z.boolean(),
  automatic: z.boolean(),
}).meta({ id: 'AdminAfterSalesRow' })
export const AdminAfterSales = AfterSales.extend({
  shopperId: Id,
  shopperName: z.string(),
  stuck: z.boolean(),
  /** What this shopper asked for in this shop in the last 90 days. */
  history: z.object({ requests: z.int(), rejected: z.int() }),
  refund: z.object({ state: z.enum(['asked', 'paid', 'refused']), amountFen: Fen, at: Time, paidAt: Time.nullable() }).nullable(),
}).meta({ id: 'AdminAfterSales' })

const one = { face: 'admin', params: IdParams } as const
const reply = AdminAfterSales
const moved = ['after_sales_not_found', 'after_sales_moved']

export const listAdminAfterSales = operation({
  id: 'listAdminAfterSales',
  face: 'admin',
  method: 'GET',
  path: '/after-sales',
  access: 'staff:aftersales.read',
  query: PageQuery.extend({ tab: AfterSalesTab.default('all'), search: z.string().max(60).optional(), orderId: Id.optional() }),
  reply: pageOf(AdminAfterSalesRow),
})
export const countAdminAfterSales = operation({
  id: 'countAdminAfterSales',
  face: 'admin',
  method: 'GET',
  path: '/after-sales-counts',
  access: 'staff:aftersales.read',
  reply: z.object({
    to_decide: z.int(),
    to_ship_back: z.int(),
    to_receive: z.int(),
    to_resend: z.int(),
    refunding: z.int(),
    stuck: z.int(),
    disputed: z.int(),
  }),
})
export const getAdminAfterSales = operation({
  ...one,
  id: 'getAdminAfterSales',
  method: 'GET',
  path: '/after-sales/:id',
  access: 'staff:aftersales.read',
  reply,
  errors: ['after_sales_not_found'],
})
export const approveAfterSales = operation({
  ...one,
  id: 'approveAfterSales',
  method: 'POST',
  path: '/after-sales/:id/approve',
  access: 'staff:aftersales.write',
  body: z.strictObject({ note: Text.max(200).default('') }),
  reply,
  errors: [...moved, 'return_address_missing', 'refund_units_gone'],
})
export const approveManyAfterSales = operation({
  id: 'approveManyAfterSales',
  face: 'admin',
  method: 'POST',
  path: '/after-sales-approvals',
  summary: 'Approve several; each answers for itself',
  access: 'staff:aftersales.write',
  body: z.strictObject({ ids: z.array(Id).min(1).max(100) }),
  reply: z.object({ approved: z.array(Id), refused: z.array(z.object({ id: Id, code: z.string() })) }),
})
export const rejectAfterSales = operation({
  ...one,
  id: 'rejectAfterSales',
  method: 'POST',
  path: '/after-sales/:id/reject',
  access: 'staff:aftersales.write',
  body: z.strictObject({ note: Text.min(2).max(200) }),
  reply,
  errors: moved,
})
export const receiveReturn = operation({
  ...one,
  id: 'receiveReturn',
  method: 'POST',
  path: '/after-sales/:id/receive',
  summary: 'What came back, inspected: accepted pieces are refunded or replaced, and go to the shelf, to a place named, or are written off',
  access: 'staff:aftersales.receive',
  body: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          lineId: Id,
          accepted: z.int().min(0).max(9999),
          /** Of these, so many can be sold again; the others are written off. */
          restocked: z.int().min(0).max(9999),
          /** Where those go that do not go back to where they were sold from. */
          to: z
            .array(z.strictObject({ locationId: Id, quantity: z.int().min(1).max(9999) }))
            .max(20)
            .default([]),
        }),
      )
      .min(1)
      .max(50),
    note: Text.max(200).default(''),
  }),
  reply,
  errors: [...moved, 'inspection_wrong', 'location_not_found'],
})
export const getReturnPlaces = operation({
  ...one,
  id: 'getReturnPlaces',
  method: 'GET',
  path: '/after-sales/:id/places',
  summary: 'Where the pieces of a request were sold from, and where they may go',
  access: 'staff:aftersales.receive',
  reply: z.object({
    lines: z.array(z.object({ lineId: Id, soldFrom: z.array(z.object({ id: Id, name: z.string() })) })),
    places: z.array(z.object({ id: Id, name: z.string(), kind: z.enum(['warehouse', 'store']), isDefault: z.boolean() })),
  }),
  errors: ['after_sales_not_found'],
})
export const shipReplacement = operation({
  ...one,
  id: 'shipReplacement',
  method: 'POST',
  path: '/after-sales/:id/replacement',
  access: 'staff:order.ship',
  body: z.strictObject({ carrierCode: z.string().max(20), trackingNumber: z.string().trim().min(6).max(32) }),
  reply,
  errors: [...moved, 'carrier_unknown', 'tracking_number_wrong', 'stock_short'],
})
export const refundInstead = operation({
  ...one,
  id: 'refundInstead',
  method: 'POST',
  path: '/after-sales/:id/refund-instead',
  summary: 'An exchange that cannot be sent becomes a refund',
  access: 'staff:aftersales.write',
  body: z.strictObject({ note: Text.min(2).max(200) }),
  reply,
  errors: moved,
})
export const retryAfterSalesRefund = operation({
  ...one,
  id: 'retryAfterSalesRefund',
  method: 'POST',
  path: '/after-sales/:id/refund-again',
  summary: 'Ask the channel again for money it has refused',
  access: 'staff:order.refund',
  body: z.strictObject({ reason: Text.min(2).max(80) }),
  reply,
  errors: ['after_sales_not_found', 'refund_not_refused'],
})

/** All that are given must hold; a list that is empty asks nothing. */
export const RuleConditions = z.strictObject({
  kinds: z.array(AfterSalesKind).max(3),
  reasons: z.array(AfterSalesReason).max(20),
  mostFen: Fen.nullable(),
  /** Only before shipping, only after, or both. */
  when: z.enum(['any', 'before_shipping', 'after_shipping']),
  /** Requests of this shopper in the last 90 days, this one not counted. */
  mostRequests: z.int().min(0).max(1000).nullable(),
  /** Orders this shopper has paid in this shop. */
  leastOrders: z.int().min(0).max(1000).nullable(),
})
export const ApprovalRule = z
  .strictObject({ id: Id, name: Name.max(40), enabled: z.boolean(), conditions: RuleConditions })
  .meta({ id: 'ApprovalRule' })
export const listApprovalRules = operation({
  id: 'listApprovalRules',
  face: 'admin',
  method: 'GET',
  path: '/approval-rules',
  access: 'staff:aftersales.read',
  reply: z.object({ items: z.array(ApprovalRule) }),
})
export const saveApprovalRules = operation({
  id: 'saveApprovalRules',
  face: 'admin',
  method: 'PUT',
  path: '/approval-rules',
  summary: 'All rules of the shop, in the order in which they are tried',
  access: 'staff:settings.write',
  body: z.strictObject({ items: z.array(ApprovalRule.omit({ id: true })).max(50) }),
  reply: z.object({ items: z.array(ApprovalRule) }),
})

/** What a shop may set about after-sales; what it has not set has these values. */
export const AfterSalesSettings = z
  .strictObject({
    /** Hours after which a request the shop does not answer is approved. */
    approveHours: z.int().min(1).max(240).default(48),
    /** Days in which the shopper sends back. */
    shipBackDays: z.int().min(1).max(30).default(7),
    /** Days after a return was signed for, until it counts as received and is refunded. */
    receiveDays: z.int().min(1).max(30).default(10),
    /** Days on the way after which a parcel that nobody signed for goes to the platform. */
    lostDays: z.int().min(5).max(60).default(20),
    /** Hours in which a replacement is sent; then it is refunded. */
    resendHours: z.int().min(1).max(240).default(72),
    /** Days after which a replacement counts as arrived. */
    confirmDays: z.int().min(1).max(30).default(10),
    /** Days in which a shopper asks the platform after a no. */
    disputeDays: z.int().min(1).max(30).default(7),
    /** Days in which the platform decides; then it is decided for the shopper. */
    decideDays: z.int().min(1).max(30).default(7),
    /** Days after receipt in which something can be asked for. */
    applyDays: z.int().min(7).max(180).default(15),
    /** Days after payment in which a lower price is paid back. */
    priceProtectionDays: z.int().min(1).max(60).default(15),
    /** Hours in which a quality complaint is answered. */
    complaintHours: z.int().min(1).max(72).default(2),
    /** Compensation budget in basis points of revenue. */
    compensationBps: z.int().min(0).max(2000).default(100),
    returnTo: z
      .strictObject({ name: z.string().trim().max(40), phone: z.string().trim().max(20), address: z.string().trim().max(200) })
      .nullable()
      .default(null),
  })
  .meta({ id: 'AfterSalesSettings' })
export type AfterSalesSettings = z.output<typeof AfterSalesSettings>
export const getAfterSalesSettings = operation({
  id: 'getAfterSalesSettings',
  face: 'admin',
  method: 'GET',
  path: '/after-sales-settings',
  access: 'staff:aftersales.read',
  reply: AfterSalesSettings,
})
export const updateAfterSalesSettings = operation({
  id: 'updateAfterSalesSettings',
  face: 'admin',
  method: 'PUT',
  path: '/after-sales-settings',
  access: 'staff:settings.write',
  body: AfterSalesSettings,
  reply: AfterSalesSettings,
})

/** Disputes of all shops, for the platform's arbiter. */
export const listDisputes = operation({
  id: 'listDisputes',
  face: 'admin',
  method: 'GET',
  path: '/disputes',
  access: 'staff:dispute.decide',
  query: PageQuery.extend({ decided: z.enum(['true', 'false']).default('false') }),
  reply: pageOf(AdminAfterSalesRow),
})
export const getDispute = operation({
  ...one,
  id: 'getDispute',
  method: 'GET',
  path: '/disputes/:id',
  access: 'staff:dispute.decide',
  reply,
  errors: ['after_sales_not_found'],
})
export const decideDispute = operation({
  ...one,
  id: 'decideDispute',
  method: 'POST',
  path: '/disputes/:id/decision',
  summary: 'Money back, send back first, or the shop is right; the decision is carried out at once',
  access: 'staff:dispute.decide',
  body: z.strictObject({ decision: z.enum(['refund', 'return', 'refuse']), note: Text.min(2).max(500), requestId: RequestKey.optional() }),
  reply,
  errors: moved,
})
