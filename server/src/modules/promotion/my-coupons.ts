import type { z } from 'zod'
import type { Promotion } from './context.ts'
import type { listMyCoupons, MyCoupon } from './contract.ts'
import { type Coupon, couponsOf } from './queries/coupons.ts'

export async function couponsOfShopper(
  promotion: Promotion,
  shopperId: string,
  query: z.output<NonNullable<typeof listMyCoupons.query>>,
): Promise<z.input<typeof listMyCoupons.reply>> {
  const now = promotion.now()
  const coupons = await couponsOf(promotion.db, { shopperId, state: query.state, now })
  return { items: coupons.map((coupon) => myCoupon(coupon, now)) }
}

/** A coupon as its owner sees it: one whose time is over has expired. */
export function myCoupon(coupon: Coupon, now: Date): z.input<typeof MyCoupon> {
  const expired = coupon.state === 'usable' && new Date(coupon.expiresAt) <= now
  const { stackGroup: _group, platformShareBps: _share, shopperId: _shopper, ...rest } = coupon
  return { ...rest, passable: rest.passable && rest.state === 'usable' && !expired, state: expired ? 'expired' : coupon.state }
}
