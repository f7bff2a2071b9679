import { type Route, route, shopperOf } from '../../kernel/http.ts'
import { channelOf } from '../pricing/contract.ts'
import type { Orders } from './context.ts'
import { shopperMover } from './context.ts'
import { createFriendLink, getFriendPay, payForFriend } from './contract-friend.ts'
import { confirmReceipt, remindShipment } from './contract-receive.ts'
import * as face from './contract-shop.ts'
import { askFriend, friendView, payAsFriend } from './friend-pay.ts'
import { endUnpaid } from './on-delivery/end.ts'
import { checkoutView, freshCheckout, pay } from './pay.ts'
import { place } from './place.ts'
import { quote } from './quote.ts'
import { confirmReceiptOf, remindShop } from './receive.ts'
import { counts, own, shopperOrder, shopperOrders } from './view.ts'
import type { createWatch } from './watch.ts'

export function shopRoutes(orders: Orders, watch: ReturnType<typeof createWatch>): Route[] {
  return [
    route(
      face.quoteCheckout,
      async (caller, { body }) => (await quote(orders, shopperOf(caller), { ...body, channel: channelOf(caller) })).quote,
    ),
    route(face.placeOrder, async (caller, { body }) => {
      const shopperId = shopperOf(caller)
      return checkoutView(orders, shopperId, await place(orders, shopperId, { ...body, channel: channelOf(caller) }))
    }),
    route(face.getCheckout, (caller, { params }) => freshCheckout(orders, shopperOf(caller), params.id)),
    route(face.payCheckout, (caller, { params, body }) =>
      pay(orders, { shopperId: shopperOf(caller), ip: caller.ip }, { checkoutId: params.id, ...body }),
    ),
    route(createFriendLink, (caller, { params, body }) => askFriend(orders, shopperOf(caller), { checkoutId: params.id, ...body })),
    route(getFriendPay, (_caller, { params }) => friendView(orders, params.token)),
    route(payForFriend, (caller, { params, body }) =>
      payAsFriend(orders, { shopperId: shopperOf(caller), ip: caller.ip }, { token: params.token, ...body }),
    ),
    route(face.listOrders, (caller, { query }) => shopperOrders(orders, shopperOf(caller), query)),
    route(face.countOrders, (caller) => counts(orders, shopperOf(caller))),
    route(face.getOrder, (caller, { params }) => shopperOrder(orders, shopperOf(caller), params.id)),
    route(face.watchOrder, async (caller, { params }) => {
      const shopperId = shopperOf(caller)
      const { id, revision } = await own(orders, shopperId, params.id)
      return {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
        body: watch.open(id, { shopperId, revision }),
      }
    }),
    route(face.cancelOrder, async (caller, { params, body }) => {
      const shopperId = shopperOf(caller)
      await endUnpaid(orders, await own(orders, shopperId, params.id), { by: shopperMover, reason: body.reason })
      return shopperOrder(orders, shopperId, params.id)
    }),
    route(confirmReceipt, async (caller, { params }) => {
      await confirmReceiptOf(orders, shopperOf(caller), params.id)
      return shopperOrder(orders, shopperOf(caller), params.id)
    }),
    route(remindShipment, (caller, { params }) => remindShop(orders, shopperOf(caller), params.id)),
  ]
}
