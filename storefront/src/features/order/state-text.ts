import type { Order } from '@puzi/shop-client'
import { t } from '@/i18n'
import { money } from '@/lib/money'

/** How an order stands, in a word; one whose money is still to be paid at the door says so. */
export function stateText({ state, onDelivery }: Pick<Order, 'state' | 'onDelivery'>): string {
  const text = t(`state.${state}`)
  return onDelivery?.state === 'due' ? t('onDelivery.state', { state: text, amount: money(onDelivery.amountFen) }) : text
}
