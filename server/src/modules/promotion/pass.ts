import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { getPassedCoupon, MyCoupon } from './contract.ts'
import { myCoupon } from './my-coupons.ts'
import { couponOfShopper } from './queries/coupons.ts'
import { couponById, countHeldBy, findPass, findPassOf, handOver, insertPass, lockPass, takePass } from './queries/passes.ts'
import { lockTemplate } from './queries/templates.ts'

/** A link by which a friend takes this coupon over; asking again gives the same link. Throws `coupon_not_found`, `coupon_not_passable`. */
export async function pass(promotion: Promotion, shopperId: string, couponId: string): Promise<{ token: string }> {
  const now = promotion.now()
  const coupon = await couponOfShopper(promotion.db, couponId, shopperId)
  if (!coupon) throw new AppError('not_found', 'coupon_not_found')
  if (!myCoupon(coupon, now).passable) throw new AppError('conflict', 'coupon_not_passable')
  await insertPass(promotion.db, { token: randomBytes(18).toString('base64url'), couponId, fromShopper: shopperId, now })
  const made = await findPassOf(promotion.db, couponId)
  if (!made || made.fromShopper !== shopperId) throw new AppError('conflict', 'coupon_not_passable')
  return { token: made.token }
}

/** What a friend sees behind the link. Throws `pass_gone`. */
export async function passedCoupon(
  promotion: Promotion,
  shopperId: string | null,
  token: string,
): Promise<z.input<typeof getPassedCoupon.reply>> {
  const found = await findPass(promotion.db, token)
  const coupon = found && (await couponById(promotion.db, found.couponId))
  if (!coupon) throw new AppError('not_found', 'pass_gone')
  const { items } = await promotion.shopper.find({ ids: [found.fromShopper] })
  const { title, kind, value, capFen, thresholdFen, shopId, expiresAt } = coupon
  const usable = coupon.state === 'usable' && new Date(expiresAt) > promotion.now()
  const state = found.toShopper !== null ? ('taken' as const) : usable ? ('open' as const) : ('gone' as const)
  return {
    title,
    kind,
    value,
    capFen,
    thresholdFen,
    shopId,
    expiresAt,
    from: items[0]?.nickname ?? '',
    mine: found.fromShopper === shopperId,
    state,
  }
}

/**
 * The friend takes the coupon over: the first who comes, once; its owner may use it until then. It counts for the friend as one they have, and for
 * its first owner as one they have had. Throws `pass_gone`, `pass_own`, `coupon_limit`.
 */
export async function takePassed(promotion: Promotion, shopperId: string, token: string): Promise<z.input<typeof MyCoupon>> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    const found = await lockPass(tx, token)
    if (!found) throw new AppError('not_found', 'pass_gone')
    if (found.fromShopper === shopperId) throw new AppError('conflict', 'pass_own')
    if (found.toShopper !== null && found.toShopper !== shopperId) throw new AppError('conflict', 'pass_gone')
    const coupon = await couponById(tx, found.couponId)
    if (!coupon) throw new AppError('not_found', 'pass_gone')
    if (found.toShopper === shopperId) return myCoupon(coupon, now)
    const template = await lockTemplate(tx, coupon.templateId)
    if ((await countHeldBy(tx, template.id, shopperId)) >= template.perShopper)
      throw new AppError('conflict', 'coupon_limit', { perShopper: template.perShopper })
    const taken = await handOver(tx, { couponId: coupon.id, from: found.fromShopper, to: shopperId, now })
    if (!taken) throw new AppError('conflict', 'pass_gone')
    await takePass(tx, { token, shopperId, now })
    return myCoupon(taken, now)
  })
}
