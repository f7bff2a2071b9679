import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export type Coupon = Item<'listCouponTemplates'>
export const couponKindKey: Record<Coupon['kind'], Key> = {
  amount: 'coupon.amount',
  percent: 'coupon.percent',
  shipping: 'coupon.shipping',
  gift: 'coupon.gift',
}
export type CouponDraft = Omit<Coupon, 'id' | 'claimed' | 'used' | 'createdAt'>
export interface CouponPart {
  draft: CouponDraft
  change: (patch: Partial<CouponDraft>) => void
}
