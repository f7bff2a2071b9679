import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { VerifiableCoupon } from './contract.ts'
import { myCoupon } from './my-coupons.ts'
import type { Coupon } from './queries/coupons.ts'
import { claimHold, insertHoldCoupon, moveHold } from './queries/holds.ts'
import { couponByVerifyCode, holdCoupon, useHeld } from './queries/coupons.ts'

type View = z.input<typeof VerifiableCoupon>

/** The coupon of a code that a shopper shows in the shop. Throws `coupon_not_found`, for another shop's too. */
export async function lookUp(promotion: Promotion, shopId: string, code: string): Promise<View> {
  const coupon = await couponByVerifyCode(promotion.db, code)
  if (coupon?.shopId !== shopId) throw new AppError('not_found', 'coupon_not_found')
  return view(promotion, coupon)
}

/**
 * Uses a coupon up in the shop: of all who enter its code at the same moment, one does. It gets a hold of its own that says so, as one used by
 * an order has. Throws `coupon_not_found`, `coupon_verified`, `coupon_unusable`.
 */
export async function verify(promotion: Promotion, shopId: string, code: string): Promise<View> {
  const now = promotion.now()
  const found = await couponByVerifyCode(promotion.db, code)
  if (found?.shopId !== shopId) throw new AppError('not_found', 'coupon_not_found')
  await inTx(promotion.db, async (tx) => {
    const key = `store:${found.id}`
    const { shopperId } = found
    if (!(await claimHold(tx, { key, shopperId, bodyHash: '', expiresAt: now, now }))) throw new AppError('conflict', 'coupon_verified')
    if (!(await holdCoupon(tx, { id: found.id, shopperId, key, now })))
      throw new AppError('conflict', found.state === 'used' ? 'coupon_verified' : 'coupon_unusable', { couponId: found.id })
    await insertHoldCoupon(tx, key, found.id)
    await moveHold(tx, key, { from: ['held'], state: 'used', now })
    await useHeld(tx, key, now)
  })
  return lookUp(promotion, shopId, code)
}

async function view(promotion: Promotion, coupon: Coupon): Promise<View> {
  const { items } = await promotion.shopper.find({ ids: [coupon.shopperId] })
  return { ...myCoupon(coupon, promotion.now()), shopperName: items[0]?.nickname ?? '' }
}
