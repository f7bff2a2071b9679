import type { Order } from '@puzi/shop-client'
import { t } from '@/i18n'
import { money } from '@/lib/money'

/** How an order stands, in a word; one whose money is still to be paid at the door says so. */
export function stateText({ state, handover, onDelivery }: Pick<Order, 'state' | 'handover' | 'onDelivery'>): string {
  const early = state === 'paid' || state === 'preparing' || state === 'accepted'
  const text = early && handover !== 'parcel' ? t(`delivery.state.${handover}`) : t(`state.${state}`)
  return onDelivery?.state === 'due' ? t('onDelivery.state', { state: text, amount: money(onDelivery.amountFen) }) : text
}
