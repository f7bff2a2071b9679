import { type Handler, on, when } from '../../kernel/events.ts'
import { deliveryMoved, pickupOverdue } from '../shipping/contract.ts'
import type { Orders } from './context.ts'
import { orderClosed, orderPaid, orderReceived, orderUnitsRefunded } from './contract.ts'
import { finishPlace, giveUpPickup, keepPlace } from './handover.ts'
import { bumpRevision } from './queries/move.ts'
import { nothingToHandOver } from './queries/ship.ts'

/** What follows for an order that is fetched or brought; others have no place and nothing happens. */
export function deliveryHandlers(orders: Orders): Handler[] {
  return [
    when(
      'place',
      on(orderPaid, 'order.keep-delivery', ({ payload }) => keepPlace(orders, payload.orderId)),
    ),
    on(
      orderClosed,
      'order.release-delivery',
      async ({ payload }) => void (await orders.shipping.releaseDelivery({ orderId: payload.orderId })),
    ),
    on(orderUnitsRefunded, 'order.give-delivery-back', async ({ payload }) => {
      if ((await nothingToHandOver(orders.db, [payload.orderId])).has(payload.orderId))
        await orders.shipping.releaseDelivery({ orderId: payload.orderId })
    }),
    on(orderReceived, 'order.finish-delivery', ({ payload }) => finishPlace(orders, payload.orderId)),
    on(deliveryMoved, 'order.note-delivery', ({ payload }) => bumpRevision(orders.db, payload.orderId)),
    on(pickupOverdue, 'order.give-up-pickup', ({ payload }) => giveUpPickup(orders, payload.orderId)),
  ]
}
