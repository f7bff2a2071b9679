import type { Item, Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type OrderState = Item<'listAdminOrders'>['state']
type ParcelState = Reply<'getAdminOrder'>['parcels'][number]['state']

export const orderStateKey: Record<OrderState, Key> = {
  pending_payment: 'orderState.pending_payment',
  accepted: 'orderState.accepted',
  waiting: 'orderState.waiting',
  paid: 'orderState.paid',
  preparing: 'orderState.preparing',
  partly_shipped: 'orderState.partly_shipped',
  shipped: 'orderState.shipped',
  received: 'orderState.received',
  completed: 'orderState.completed',
  cancelled: 'orderState.cancelled',
  closed: 'orderState.closed',
  refunding: 'orderState.refunding',
  refunded: 'orderState.refunded',
}

export const orderTone: Record<OrderState, Tone> = {
  pending_payment: 'warn',
  accepted: 'accent',
  waiting: 'warn',
  paid: 'accent',
  preparing: 'accent',
  partly_shipped: 'accent',
  shipped: 'info',
  received: 'good',
  completed: 'good',
  cancelled: 'quiet',
  closed: 'quiet',
  refunding: 'bad',
  refunded: 'quiet',
}

export const parcelStateKey: Record<ParcelState, Key> = {
  created: 'parcelState.created',
  picked_up: 'parcelState.picked_up',
  in_transit: 'parcelState.in_transit',
  out_for_delivery: 'parcelState.out_for_delivery',
  at_pickup_point: 'parcelState.at_pickup_point',
  signed: 'parcelState.signed',
  problem: 'parcelState.problem',
  returning: 'parcelState.returning',
  returned: 'parcelState.returned',
}
