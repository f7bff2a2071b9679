import { on } from '../../kernel/events.ts'
import { type Caller, route, staffOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { requestMoved } from '../after-sales/contract.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import {
  orderCalls,
  orderAccepted,
  orderClosed,
  orderPaid,
  orderReceived,
  orderRefunded,
  orderRefundStarted,
  orderShipmentVoided,
  orderShipped,
  orderUnitsRefunded,
} from '../order/contract.ts'
import { shippingCalls, waybillMade } from '../shipping/contract.ts'
import { warehouseChecks } from './checks.ts'
import type { Warehouse } from './context.ts'
import * as face from './contract.ts'
import { follow, followPast } from './follow.ts'
import { messages } from './messages.ts'
import { type Clerk, pack, putBack, scan, start, unpack } from './pick.ts'
import { bookPickup } from './pickups.ts'
import { setHolder } from './queries/tasks.ts'
import { shipWithWaybill, wantWaybills } from './waybills.ts'
import { taskCounts, taskPages, taskView } from './view.ts'
import { orderWeights } from './weights.ts'

const done = { ok: true as const }
/** A request that stands so is settled: picking may go on. */
const settled: readonly string[] = ['done', 'rejected', 'withdrawn', 'closed']

export const warehouse = defineModule({
  name: 'warehouse',
  calls: face.warehouseCalls,
  needs: { catalog: catalogCalls, inventory: inventoryCalls, order: orderCalls, shipping: shippingCalls },
  messages,
  create: ({ db, now, newId, needs }) => {
    const context: Warehouse = { db, now, newId, ...needs }
    const doing =
      (run: (warehouse: Warehouse, clerk: Clerk, id: string) => Promise<void>) =>
      async (caller: Caller, { params }: { params: { id: string } }) => {
        const clerk = staffOf(caller)
        await run(context, clerk, params.id)
        return taskView(context, clerk.shopId, params.id)
      }
    return {
      calls: {
        holdBack: async ({ orderId, key }) => setHolder(db, orderId, { key, on: true }).then(() => done),
        seed: async ({ orders }) => followPast(context, orders).then(() => done),
        letGo: async ({ orderId, key }) => setHolder(db, orderId, { key, on: false }).then(() => done),
      },
      routes: [
        route(face.listPickTasks, (caller, { query }) => taskPages(context, staffOf(caller).shopId, query)),
        route(face.countPickTasks, (caller) => taskCounts(context, staffOf(caller).shopId)),
        route(face.orderWaybills, (caller, { body }) => wantWaybills(context, staffOf(caller), body)),
        route(face.listOrderWeights, (caller, { query }) => orderWeights(context, staffOf(caller).shopId, query.ids)),
        route(face.bookCourierPickup, (caller, { body }) => bookPickup(context, staffOf(caller), body)),
        route(face.startPicking, doing(start)),
        route(face.putPickingBack, doing(putBack)),
        route(face.packTask, doing(pack)),
        route(face.unpackTask, doing(unpack)),
        route(face.scanPiece, (caller, { params, body }) =>
          doing((its, clerk, id) => scan(its, clerk, { id, ...body }))(caller, { params }),
        ),
      ],
      handlers: [
        on(waybillMade, 'warehouse.ship-with-waybill', ({ payload }) => shipWithWaybill(context, payload)),
        on(requestMoved, 'warehouse.hold-back', ({ payload: { orderId, requestId, to } }) =>
          setHolder(db, orderId, { key: requestId, on: !settled.includes(to) }),
        ),
        on(orderAccepted, 'warehouse.follow-accepted', ({ payload }) => follow(context, payload.orderId)),
        on(orderClosed, 'warehouse.follow-closed', ({ payload }) => follow(context, payload.orderId)),
        on(orderPaid, 'warehouse.follow-paid', ({ payload }) => follow(context, payload.orderId)),
        on(orderReceived, 'warehouse.follow-received', ({ payload }) => follow(context, payload.orderId)),
        on(orderShipped, 'warehouse.follow-shipped', ({ payload }) => follow(context, payload.orderId)),
        on(orderShipmentVoided, 'warehouse.follow-voided', ({ payload }) => follow(context, payload.orderId)),
        on(orderUnitsRefunded, 'warehouse.follow-units-refunded', ({ payload }) => follow(context, payload.orderId)),
        on(orderRefundStarted, 'warehouse.follow-refund', ({ payload }) => follow(context, payload.orderId)),
        on(orderRefunded, 'warehouse.follow-refunded', ({ payload }) => follow(context, payload.orderId)),
      ],
      jobs: [],
      checks: warehouseChecks(context),
    }
  },
})
