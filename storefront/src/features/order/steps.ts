import type { Order } from '@puzi/shop-client'

export interface Step {
  name: 'placed' | 'paid' | 'shipped' | 'received'
  done: boolean
  at: string | null
}

/** The way of an order that goes well; none for one that ended otherwise. */
export function stepsOf(order: Pick<Order, 'state' | 'placedAt' | 'paidAt' | 'shippedAt' | 'receivedAt' | 'onDelivery'>): Step[] {
  if (order.state === 'cancelled' || order.state === 'closed' || order.state === 'refunding' || order.state === 'refunded') return []
  const moments = { placed: order.placedAt, paid: order.paidAt, shipped: order.shippedAt, received: order.receivedAt }
  // Paid on delivery, the money comes last.
  const way = order.onDelivery ? (['placed', 'shipped', 'paid', 'received'] as const) : (['placed', 'paid', 'shipped', 'received'] as const)
  return way.map((name) => ({ name, done: moments[name] !== null, at: moments[name] }))
}
