import type { Item, Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type ProductState = Item<'listAdminProducts'>['state']
export type PromiseName = Reply<'getAdminProduct'>['promises'][number]

export const productStates: readonly ProductState[] = ['on_sale', 'off_sale', 'draft', 'archived']
export const productStateKey: Record<ProductState, Key> = {
  on_sale: 'productState.on_sale',
  off_sale: 'productState.off_sale',
  draft: 'productState.draft',
  archived: 'productState.archived',
}
export const productTone: Record<ProductState, Tone> = { on_sale: 'good', off_sale: 'warn', draft: 'info', archived: 'quiet' }

export const promiseKey: Record<PromiseName, Key> = {
  seven_day_return: 'promise.seven_day_return',
  freight_insurance: 'promise.freight_insurance',
  fake_one_pay_ten: 'promise.fake_one_pay_ten',
  price_protection: 'promise.price_protection',
  fast_shipping: 'promise.fast_shipping',
  freshness: 'promise.freshness',
  official_warranty: 'promise.official_warranty',
}
