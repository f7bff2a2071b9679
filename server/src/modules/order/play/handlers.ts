import { type Handler, on } from '../../../kernel/events.ts'
import { spendAssets } from '../assets.ts'
import type { Orders } from '../context.ts'
import { orderWaiting } from '../contract.ts'
import { keepPlace } from '../handover.ts'
import { keepLimits } from '../limits.ts'
import { sellStock, useCoupons } from '../refund-stock.ts'

/** What waits is paid: the same steps as for an order that goes on at once, under the same keys. */
export function playHandlers(orders: Orders): Handler[] {
  return [
    on(orderWaiting, 'order.sell-waiting', ({ payload }) => sellStock(orders, payload.orderId)),
    on(orderWaiting, 'order.keep-waiting-limits', ({ payload }) => keepLimits(orders, payload.orderId)),
    on(orderWaiting, 'order.redeem-waiting-coupons', ({ payload }) => useCoupons(orders, payload.orderId)),
    on(orderWaiting, 'order.spend-waiting-assets', ({ payload }) => spendAssets(orders, payload.orderId)),
    on(orderWaiting, 'order.keep-waiting-delivery', ({ payload }) => keepPlace(orders, payload.orderId)),
  ]
}
