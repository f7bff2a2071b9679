import { type Route, route, shopperOf, staffOf } from '../../../kernel/http.ts'
import type { Orders } from '../context.ts'
import * as face from '../contract-on-delivery.ts'
import { board, one } from './board.ts'
import { collect } from './collect.ts'
import { refuse } from './end.ts'
import { saveSettings, settingsOf } from './offer.ts'
import { promise } from './promise.ts'

export const onDeliveryRoutes = (orders: Orders): Route[] => [
  route(face.payOnDelivery, (caller, { params, body }) => promise(orders, shopperOf(caller), { ...body, checkoutId: params.id })),
  route(face.getOnDelivery, (caller) => settingsOf(orders, staffOf(caller).shopId)),
  route(face.updateOnDelivery, (caller, { body }) => saveSettings(orders, staffOf(caller).shopId, body)),
  route(face.listCollections, (caller, { query }) => board(orders, staffOf(caller).shopId, query)),
  route(face.collectOrder, async (caller, { params, body }) => {
    await collect(orders, staffOf(caller), { ...body, orderId: params.id })
    return one(orders, params.id)
  }),
  route(face.refuseOrder, async (caller, { params, body }) => {
    await refuse(orders, staffOf(caller), { ...body, orderId: params.id })
    return one(orders, params.id)
  }),
]
