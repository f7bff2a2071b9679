import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, RequestKey } from '../../kernel/schema.ts'
import { AddressInput } from '../shopper/contract.ts'
import { AdminOrder } from './contract-admin.ts'
import { Order } from './contract-shop.ts'

// What staff and shoppers change about an order between placing and shipping.

const Reason = z.string().trim().min(2).max(100)

export const prepareOrder = operation({
  id: 'prepareOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/prepare',
  summary: 'Begin to pick and pack; the shopper can no longer change the address',
  access: 'staff:order.ship',
  params: IdParams,
  reply: AdminOrder,
  errors: ['order_not_found', 'transition_illegal', 'gift_unclaimed'],
})
export const unprepareOrder = operation({
  id: 'unprepareOrder',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/unprepare',
  summary: 'Put an order that was being packed back',
  access: 'staff:order.ship',
  params: IdParams,
  body: z.strictObject({ reason: Reason }),
  reply: AdminOrder,
  errors: ['order_not_found', 'transition_illegal'],
})
/** What came of one of many. */
export const BulkResult = z
  .object({
    done: z.int(),
    failed: z.array(z.object({ id: Id, number: z.string(), code: z.string() })),
  })
  .meta({ id: 'BulkResult' })
export const prepareOrders = operation({
  id: 'prepareOrders',
  face: 'admin',
  method: 'POST',
  path: '/order-preparations',
  summary: 'The same for many orders; each by itself, and what could not be done is named',
  access: 'staff:order.ship',
  body: z.strictObject({ ids: z.array(Id).min(1).max(200) }),
  reply: BulkResult,
})
export const flagOrders = operation({
  id: 'flagOrders',
  face: 'admin',
  method: 'POST',
  path: '/order-flags',
  summary: 'Mark orders for one another: 0 none, 1 to 5 colours',
  access: 'staff:order.read',
  body: z.strictObject({ ids: z.array(Id).min(1).max(200), flag: z.int().min(0).max(5) }),
  reply: Done,
})

export const changeOrderPrice = operation({
  id: 'changeOrderPrice',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/price',
  summary: 'Before payment: lines, all goods or the freight at another price. A running payment is closed at its channel first',
  access: 'staff:order.write',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    reason: Reason,
    /** What these lines are to cost. Not together with `goodsPayableFen`. */
    lines: z
      .array(z.strictObject({ orderLineId: Id, payableFen: Fen }))
      .max(100)
      .default([]),
    /** What all goods are to cost: the difference is shared by the lines to the fen. */
    goodsPayableFen: Fen.optional(),
    freightPayableFen: Fen.optional(),
  }),
  reply: AdminOrder,
  errors: ['order_not_found', 'transition_illegal', 'price_out_of_range', 'key_reused', 'change_under_way', 'channel_unavailable'],
})

const changeErrors = [
  'order_not_found',
  'transition_illegal',
  'address_not_served',
  'key_reused',
  'change_under_way',
  'channel_unavailable',
]
export const changeOrderAddress = operation({
  id: 'changeOrderAddress',
  face: 'shop',
  method: 'POST',
  path: '/orders/:id/address',
  summary: 'Until the shop begins to pack. Unpaid: freight is priced anew. Paid: not to where the freight would be higher',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, addressId: Id }),
  reply: Order,
  errors: [...changeErrors, 'address_not_found', 'address_freight_higher', 'gift_address'],
})
export const editOrderAddress = operation({
  id: 'editOrderAddress',
  face: 'admin',
  method: 'POST',
  path: '/orders/:id/address',
  summary: 'Until it is shipped. Unpaid: freight is priced anew. Paid: a higher freight is borne by the shop',
  access: 'staff:order.write',
  params: IdParams,
  body: AddressInput.omit({ isDefault: true }).extend({ requestId: RequestKey, reason: Reason }),
  reply: AdminOrder,
  errors: [...changeErrors, 'district_unknown'],
})
