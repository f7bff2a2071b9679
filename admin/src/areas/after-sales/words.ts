import type { Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Request = Reply<'getAdminAfterSales'>
type State = Request['state']

export const stateKey: Record<State, Key> = {
  requested: 'as.state.requested',
  approved: 'as.state.approved',
  returning: 'as.state.returning',
  received: 'as.state.received',
  exchanging: 'as.state.exchanging',
  resent: 'as.state.resent',
  refunding: 'as.state.refunding',
  done: 'as.state.done',
  rejected: 'as.state.rejected',
  disputed: 'as.state.disputed',
  withdrawn: 'as.state.withdrawn',
  closed: 'as.state.closed',
}
export const stateTone: Record<State, Tone> = {
  requested: 'warn',
  approved: 'info',
  returning: 'info',
  received: 'info',
  exchanging: 'warn',
  resent: 'info',
  refunding: 'accent',
  done: 'good',
  rejected: 'bad',
  disputed: 'bad',
  withdrawn: 'quiet',
  closed: 'quiet',
}
/** What comes by itself when nobody acts. */
export const nextKey: Partial<Record<State, Key>> = {
  requested: 'as.next.requested',
  approved: 'as.next.approved',
  returning: 'as.next.returning',
  exchanging: 'as.next.exchanging',
  resent: 'as.next.resent',
  rejected: 'as.next.rejected',
  disputed: 'as.next.disputed',
  refunding: 'as.next.refunding',
}
export const kindKey: Record<Request['kind'], Key> = {
  refund: 'as.kind.refund',
  return: 'as.kind.return',
  exchange: 'as.kind.exchange',
}
export const reasonKey: Record<Request['reason'], Key> = {
  not_wanted: 'as.reason.not_wanted',
  wrong_order: 'as.reason.wrong_order',
  slow_shipping: 'as.reason.slow_shipping',
  never_arrived: 'as.reason.never_arrived',
  missing_piece: 'as.reason.missing_piece',
  agreed: 'as.reason.agreed',
  no_reason: 'as.reason.no_reason',
  wrong_size: 'as.reason.wrong_size',
  quality: 'as.reason.quality',
  damaged: 'as.reason.damaged',
  wrong_goods: 'as.reason.wrong_goods',
  not_as_described: 'as.reason.not_as_described',
}
export const actorKey: Record<Request['steps'][number]['actor'], Key> = {
  shopper: 'order.actor.shopper',
  staff: 'order.actor.staff',
  platform: 'as.actor.platform',
  system: 'order.actor.system',
}
/** What a write makes out of date. */
export const afterSalesReads = [
  'listAdminAfterSales',
  'countAdminAfterSales',
  'getAdminAfterSales',
  'listDisputes',
  'getDispute',
  'getAdminOrder',
] as const
