import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { Payment } from '../payment/contract.ts'
import { Order, OrderRow } from './contract-shop.ts'

export const AdminOrderTab = z.enum(['all', 'to_pay', 'to_ship', 'shipped', 'received', 'closed', 'refund'])
const Filter = z.strictObject({
  tab: AdminOrderTab.default('all'),
  /** Order number, phone, receiver or product title. */
  search: z.string().max(60).optional(),
  from: Time.optional(),
  to: Time.optional(),
  flag: z.coerce.number().int().min(0).max(5).optional(),
  shopperId: Id.optional(),
})
export const AdminOrderRow = OrderRow.extend({
  shopperId: Id,
  shopperName: z.string(),
  receiver: z.string(),
  phoneMasked: z.string(),
  place: z.string(),
  reminded: z.boolean(),
  /** A mark of the staff: 0 none, 1 to 5 colours. */
  flag: z.int(),
}).meta({ id: 'AdminOrderRow' })
export const AdminNote = z.object({ at: Time, staffName: z.string(), text: z.string() }).meta({ id: 'OrderNote' })
export const AdminOrder = Order.extend({
  shopperId: Id,
  shopperName: z.string(),
  remarks: z.array(AdminNote),
  flag: z.int(),
  payment: Payment.nullable(),
}).meta({ id: 'AdminOrder' })

export const listAdminOrders = operation({
  id: 'listAdminOrders',
  face: 'admin',
  method: 'GET',
  path: '/orders',
  access: 'staff:order.read',
  query: PageQuery.extend(Filter.shape),
  reply: pageOf(AdminOrderRow),
})
export const countAdminOrders = operation({
  id: 'countAdminOrders',
  face: 'admin',
  method: 'GET',
  path: '/order-counts',
  access: 'staff:order.read',
  reply: z.object({ to_pay: z.int(), to_ship: z.int(), shipped: z.int(), refund: z.int() }),
})
export const getAdminOrder = operation({
  id: 'getAdminOrder',
  face: 'admin',
  method: 'GET',
  path: '/orders/:id',
  access: 'staff:order.read',
  params: IdParams,
  reply: AdminOrder,
  errors: ['order_not_found'],
})
export const exportOrders = operation({
  id: 'exportOrders',
  face: 'admin',
  method: 'GET',
  path: '/orders.xlsx',
  access: 'staff:order.read',
  query: Filter,
  raw: true,
  reply: z.string(),
})
export const shipOrder = operation({
  id: 'shipOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/shipments',
  summary: 'Ship all or some pieces in one parcel; keyed, twice is once',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    carrierCode: z.string().max(20),
    trackingNumber: z
      .string()
      .trim()
      .min(6)
      .max(32)
      .regex(/^[A-Za-z0-9-]+$/),
    /** Absent: everything that is left. */
    lines: z
      .array(z.strictObject({ orderLineId: Id, quantity: z.int().min(1).max(9999) }))
      .min(1)
      .max(100)
      .optional(),
    /** The shopper wants money back for pieces that have not left; they are sent all the same. */
    despiteAfterSales: z.boolean().default(false),
  }),
  reply: AdminOrder,
  errors: [
    'after_sales_open',
    'order_held',
    'order_not_sent',
    'order_not_found',
    'transition_illegal',
    'gift_unclaimed',
    'ship_too_many',
    'carrier_unknown',
    'tracking_number_wrong',
    'key_reused',
  ],
})
export const addOrderNote = operation({
  id: 'addOrderNote',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/notes',
  access: 'staff:order.read',
  params: IdParams,
  body: z.strictObject({ text: z.string().trim().min(1).max(500) }),
  reply: AdminOrder,
  errors: ['order_not_found'],
})
export const closeOrder = operation({
  id: 'closeOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/close',
  summary: 'Close an unpaid order; it is closed at the payment channel first. One that is paid on delivery, until something of it has left',
  access: 'staff:order.write',
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(100) }),
  reply: AdminOrder,
  errors: ['order_not_found', 'transition_illegal', 'collection_over'],
})
export const refundOrder = operation({
  id: 'refundOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/refund',
  summary: 'Give back all money of a paid order that is not shipped; stock and coupons follow',
  access: 'staff:order.refund',
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(80) }),
  reply: AdminOrder,
  errors: ['order_not_found', 'transition_illegal', 'not_collected'],
})

const Figure = z.object({ today: z.int(), yesterday: z.int(), /** Yesterday up to this time of day. */ yesterdaySoFar: z.int() })
export const Dashboard = z
  .object({
    at: Time,
    gmvFen: Figure,
    orders: Figure,
    buyers: Figure,
    averageFen: Figure,
    /** One row a day (Asia/Shanghai), oldest first. */
    days: z.array(z.object({ day: z.string(), gmvFen: Fen, orders: z.int(), buyers: z.int(), refundedFen: Fen })),
    /** Today by hour so far. */
    hours: z.array(z.object({ hour: z.int(), gmvFen: Fen, orders: z.int() })),
    topProducts: z.array(z.object({ productId: Id, title: z.string(), quantity: z.int(), amountFen: Fen })),
    toShip: z.int(),
    toPay: z.int(),
    refunding: z.int(),
  })
  .meta({ id: 'Dashboard' })
export const getDashboard = operation({
  id: 'getDashboard',
  face: 'admin',
  method: 'GET',
  path: '/dashboard',
  access: 'staff:order.read',
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(90).default(30) }),
  reply: Dashboard,
})
