import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { adminOrder, ofShop } from './admin.ts'
import type { Orders } from './context.ts'
import * as face from './contract-handling.ts'
import { changeAddress, editAddress } from './handling/address.ts'
import { changeUnpaid } from './handling/change.ts'
import { prepare, prepareMany, unprepare } from './handling/prepare.ts'
import { setFlags } from './queries/changes.ts'
import { shopperOrder } from './view.ts'

/** Between placing and shipping: packing, marks, other prices, another address. */
export function handlingRoutes(orders: Orders): Route[] {
  return [
    route(face.prepareOrder, async (caller, { params }) => {
      const staff = staffOf(caller)
      await prepare(orders, staff, await ofShop(orders, staff.shopId, params.id))
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.unprepareOrder, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      await unprepare(orders, staff, { order: await ofShop(orders, staff.shopId, params.id), reason: body.reason })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.prepareOrders, (caller, { body }) => prepareMany(orders, staffOf(caller), body.ids)),
    route(face.flagOrders, async (caller, { body }) => {
      await setFlags(orders.db, staffOf(caller).shopId, body.ids, body.flag)
      return { ok: true as const }
    }),
    route(face.changeOrderPrice, async (caller, { params, body: { requestId, reason, ...wish } }) => {
      const staff = staffOf(caller)
      const order = await ofShop(orders, staff.shopId, params.id)
      const by = { actor: 'staff' as const, name: staff.name }
      await changeUnpaid(orders, order, { requestId, by, reason, wish: { kind: 'price', ...wish } })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.editOrderAddress, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const order = await ofShop(orders, staff.shopId, params.id)
      await editAddress(orders, order, { by: { actor: 'staff', name: staff.name }, wish: body })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.changeOrderAddress, async (caller, { params, body }) => {
      await changeAddress(orders, shopperOf(caller), { orderId: params.id, ...body })
      return shopperOrder(orders, shopperOf(caller), params.id)
    }),
  ]
}
