import { z } from 'zod'
import { event, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'

export const CollectionState = z.enum(['due', 'collected', 'refused', 'cancelled'])
/** How an order that is paid on delivery stands with its money. */
export const OnDelivery = z
  .object({
    state: CollectionState,
    amountFen: Fen,
    /** When it was collected, refused or cancelled. */
    endedAt: Time.nullable(),
    how: z.enum(['cash', 'scan']).nullable(),
    /** Who took the money, or that it was refused; empty while it is due. */
    by: z.string(),
  })
  .meta({ id: 'OnDelivery' })

/** Why a checkout cannot be paid on delivery. */
export const OnDeliveryOffer = z
  .object({
    offered: z.boolean(),
    /** `off`: a shop of the checkout does not take it. `goods`: something is not sent in a parcel. */
    why: z.enum(['off', 'amount', 'area', 'goods', 'gift', 'play']).nullable(),
    /** With `amount`: the most a shop takes for one order. */
    maxFen: Fen.nullable(),
  })
  .meta({ id: 'OnDeliveryOffer' })

export const payOnDelivery = operation({
  id: 'payOnDelivery',
  face: 'shop',
  method: 'POST',
  path: '/checkouts/:id/pay-on-delivery',
  summary: 'The shopper promises to pay when it is brought: the orders go on, no money is booked. Keyed; twice is once',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey }),
  reply: Done,
  errors: ['checkout_not_found', 'payment_closed', 'payment_paid', 'on_delivery_unavailable', 'channel_unavailable', 'key_reused'],
})

const Region = z.string().regex(/^\d{6}$/)
export const OnDeliverySettings = z
  .strictObject({
    enabled: z.boolean(),
    /** The most for one order; null: no bound. */
    maxFen: z.int().min(1).max(100_000_000).nullable(),
    /** Codes of provinces, cities, districts; empty: everywhere the shop delivers. */
    regionCodes: z.array(Region).max(500),
  })
  .meta({ id: 'OnDeliverySettings' })
export const getOnDelivery = operation({
  id: 'getOnDelivery',
  face: 'admin',
  method: 'GET',
  path: '/on-delivery',
  access: 'staff:settings.read',
  reply: OnDeliverySettings,
})
export const updateOnDelivery = operation({
  id: 'updateOnDelivery',
  face: 'admin',
  method: 'PUT',
  path: '/on-delivery',
  access: 'staff:settings.write',
  body: OnDeliverySettings,
  reply: OnDeliverySettings,
})

export const Collection = z
  .object({
    orderId: Id,
    number: z.string(),
    state: CollectionState,
    amountFen: Fen,
    receiver: z.string(),
    phone: z.string(),
    address: z.string(),
    promisedAt: Time,
    shippedAt: Time.nullable(),
    /** It left longer ago than an order takes to be received, and no money is here. */
    overdue: z.boolean(),
    /** It is with the buyer, or about to be: the money can be taken. */
    collectable: z.boolean(),
    endedAt: Time.nullable(),
    how: z.enum(['cash', 'scan']).nullable(),
    staffName: z.string(),
    note: z.string(),
  })
  .meta({ id: 'Collection' })
export const listCollections = operation({
  id: 'listCollections',
  face: 'admin',
  method: 'GET',
  path: '/collections',
  summary: 'What is to be taken at the door, what is overdue, and what became of the rest',
  access: 'staff:order.read',
  query: PageQuery.extend({
    tab: z.enum(['due', 'overdue', 'collected', 'refused', 'cancelled']).default('due'),
    search: z.string().max(60).optional(),
  }),
  reply: pageOf(Collection).extend({ dueFen: Fen, dueCount: z.int(), overdueFen: Fen, overdueCount: z.int(), collectedTodayFen: Fen }),
})
export const collectOrder = operation({
  id: 'collectOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/collect',
  summary: 'The money was taken at the door, exactly; keyed, once. Only now the order counts as paid',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    amountFen: Fen,
    how: z.enum(['cash', 'scan']),
    note: z.string().trim().max(100).default(''),
  }),
  reply: Collection,
  errors: ['order_not_found', 'not_on_delivery', 'collection_over', 'amount_mismatch', 'transition_illegal', 'key_reused'],
})
export const refuseOrder = operation({
  id: 'refuseOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/refuse',
  summary: 'The buyer did not take it: the whole order ends, and everything it used goes back. Keyed, once',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    reason: z.string().trim().min(2).max(100),
    /** The goods are fit for the shelf; false: they are not, and are lost to the stock. */
    restock: z.boolean().default(true),
  }),
  reply: Collection,
  errors: ['order_not_found', 'not_on_delivery', 'collection_over', 'transition_illegal', 'key_reused'],
})

/** The shopper has promised to pay on delivery; what follows is done from here too, should the process that heard it end. */
export const orderPromised = event('order.promised', z.object({ checkoutId: Id }), ({ checkoutId }) => checkoutId)
const Accepted = z.object({ orderId: Id, checkoutId: Id, shopId: Id, shopperId: Id })
/** An order goes on without money: its stock is sold, its coupons are used. */
export const orderAccepted = event('order.accepted', Accepted, ({ orderId }) => orderId)
/** The money was taken at the door; it is booked from here. */
export const orderCollected = event('order.collected', z.object({ orderId: Id }), ({ orderId }) => orderId)
