import type { Order } from '@puzi/shop-client'

export interface Step {
  name: 'placed' | 'paid' | 'shipped' | 'received' | 'fetched' | 'brought'
  done: boolean
  at: string | null
}

/** The way of an order that goes well; none for one that ended otherwise. */
type Row = Pick<Order, 'state' | 'handover' | 'placedAt' | 'paidAt' | 'shippedAt' | 'receivedAt' | 'onDelivery'>
export function stepsOf(order: Row): Step[] {
  if (order.state === 'cancelled' || order.state === 'closed' || order.state === 'refunding' || order.state === 'refunded') return []
  const { placedAt: placed, paidAt: paid, shippedAt: shipped, receivedAt: received } = order
  const moments = { placed, paid, shipped, received, fetched: received, brought: received }
  return wayOf(order).map((name) => ({ name, done: moments[name] !== null, at: moments[name] }))
}

function wayOf({ handover, onDelivery }: Row): readonly Step['name'][] {
  if (handover !== 'parcel') return ['placed', 'paid', handover === 'pickup' ? 'fetched' : 'brought']
  // Paid on delivery, the money comes last.
  return onDelivery ? ['placed', 'shipped', 'paid', 'received'] : ['placed', 'paid', 'shipped', 'received']
}
