import { type Route, route, staffOf } from '../../kernel/http.ts'
import { addNote, adminCounts, adminOrder, adminOrders, ofShop } from './admin.ts'
import type { Mover, Orders } from './context.ts'
import * as face from './contract-admin.ts'
import { dashboard } from './dashboard.ts'
import { exportSheet } from './export.ts'
import { refundAgain } from './refund-money.ts'
import { startRefund } from './refund-units.ts'
import { endUnpaid } from './on-delivery/end.ts'
import { deliverOrder, findPickup, pickUpOrder } from './contract-handover.ts'
import { deliver, lookUp, pickUp } from './handover.ts'
import { ship } from './ship.ts'

const mover = (staff: { name: string }): Mover => ({ actor: 'staff', name: staff.name })

export function adminRoutes(orders: Orders): Route[] {
  return [
    route(face.listAdminOrders, (caller, { query }) => adminOrders(orders, staffOf(caller).shopId, query)),
    route(face.countAdminOrders, (caller) => adminCounts(orders, staffOf(caller).shopId)),
    route(face.getAdminOrder, (caller, { params }) => adminOrder(orders, staffOf(caller).shopId, params.id)),
    route(face.exportOrders, (caller, { query }) => exportSheet(orders, staffOf(caller).shopId, query)),
    route(face.shipOrder, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      await ship(orders, staff, { ...body, orderId: params.id })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.addOrderNote, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      await addNote(orders, staff, { orderId: params.id, text: body.text })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.closeOrder, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      await endUnpaid(orders, await ofShop(orders, staff.shopId, params.id), { by: mover(staff), reason: body.reason })
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(face.refundOrder, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const order = await ofShop(orders, staff.shopId, params.id)
      const wish = { by: mover(staff), reason: body.reason }
      if (order.state === 'refunding') await refundAgain(orders, order, wish)
      else await startRefund(orders, order.id, wish)
      return adminOrder(orders, staff.shopId, params.id)
    }),
    route(findPickup, (caller, { body }) => lookUp(orders, staffOf(caller).shopId, body.code)),
    route(pickUpOrder, async (caller, { body }) => ({ orderId: await pickUp(orders, staffOf(caller), body.code) })),
    route(deliverOrder, async (caller, { params, body }) => {
      await deliver(orders, staffOf(caller), { orderId: params.id, photo: body.photo })
      return { ok: true as const }
    }),
    route(face.getDashboard, (caller, { query }) => dashboard(orders, staffOf(caller).shopId, query.days)),
  ]
}
