import { type Handler, on } from '../../../kernel/events.ts'
import { spendAssets } from '../assets.ts'
import type { Orders } from '../context.ts'
import { orderAccepted, orderClosed, orderCollected, orderPromised } from '../contract.ts'
import { keepPlace } from '../handover.ts'
import { keepLimits } from '../limits.ts'
import { sellStock, useCoupons } from '../refund-stock.ts'
import { bookCollected } from './collect.ts'
import { freeAssets, freeStock } from './end.ts'
import { keepTold } from './promise.ts'

/** What follows from a promise, and from the money at the door. Each may run twice: what it calls is keyed by the order. */
export function onDeliveryHandlers(orders: Orders): Handler[] {
  return [
    on(orderPromised, 'order.keep-promise', ({ payload }) => keepTold(orders, payload.checkoutId)),
    // A promise entitles to what a payment does: the same steps, under the same keys.
    on(orderAccepted, 'order.sell-promised', ({ payload }) => sellStock(orders, payload.orderId)),
    on(orderAccepted, 'order.keep-promised-limits', ({ payload }) => keepLimits(orders, payload.orderId)),
    on(orderAccepted, 'order.redeem-promised-coupons', ({ payload }) => useCoupons(orders, payload.orderId)),
    on(orderAccepted, 'order.spend-promised-assets', ({ payload }) => spendAssets(orders, payload.orderId)),
    on(orderAccepted, 'order.keep-promised-delivery', ({ payload }) => keepPlace(orders, payload.orderId)),
    on(orderCollected, 'order.book-collected', ({ payload }) => bookCollected(orders, payload.orderId)),
    // Closed before payment, or on a promise that came to nothing.
    on(orderClosed, 'order.release-stock', ({ payload }) => freeStock(orders, payload.orderId)),
    on(orderClosed, 'order.free-assets', ({ payload }) => freeAssets(orders, payload.orderId)),
  ]
}
