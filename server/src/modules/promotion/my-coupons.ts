import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { listMyCoupons, listShopperCoupons, MyCoupon } from './contract.ts'
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

/** For the staff of a shop: its own coupons only, without the codes that are read out. Throws `shopper_not_found`. */
export async function couponsForStaff(
  promotion: Promotion,
  of: { shopId: string; shopperId: string },
): Promise<z.input<typeof listShopperCoupons.reply>> {
  if (!(await promotion.shopper.dealsWith(of)).known) throw new AppError('not_found', 'shopper_not_found')
  const now = promotion.now()
  const coupons = await couponsOf(promotion.db, { ...of, state: undefined, now })
  return {
    items: coupons.map((coupon) => {
      const { verifyCode: _code, ...rest } = myCoupon(coupon, now)
      return rest
    }),
  }
}
