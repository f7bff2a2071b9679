import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { MyCoupon } from './contract.ts'
import { myCoupon } from './my-coupons.ts'
import { insertCoupon } from './queries/coupons.ts'
import { findTemplate, findTemplateIdByCode, takeOne, type Template } from './queries/templates.ts'

export interface Claim {
  templateId: string
  shopperId: string
  /** `openly`: from the page. `by-code`: with its code. `grant`: the shop gives it. */
  as: 'openly' | 'by-code' | 'grant'
}

/**
 * Gives a shopper one coupon of a template: never more than there are, never more than each may have, however many ask at once.
 * Throws `coupon_not_found`, `coupon_gone`, `coupon_closed`, `coupon_limit`.
 */
export async function claim(promotion: Promotion, { templateId, shopperId, as }: Claim): Promise<z.input<typeof MyCoupon>> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    const template = await takeOne(tx, templateId, { as, now })
    if (!template) throw whyNot(await findTemplate(tx, templateId), as, now)
    const coupon = await insertCoupon(tx, template, { id: promotion.newId(), shopperId, claimedAt: now, expiresAt: endOf(template, now) })
    if (!coupon) throw new AppError('conflict', 'coupon_limit', { perShopper: template.perShopper })
    return myCoupon(coupon, now)
  })
}

/** Throws `coupon_not_found` for a code nobody gave out, and the errors of `claim`. */
export async function claimByCode(promotion: Promotion, shopperId: string, code: string): Promise<z.input<typeof MyCoupon>> {
  const templateId = await findTemplateIdByCode(promotion.db, code)
  if (templateId === undefined) throw new AppError('not_found', 'coupon_not_found')
  return claim(promotion, { templateId, shopperId, as: 'by-code' })
}

/** Gives one coupon to each of these shoppers who may still have one, as long as there are any. */
export async function grant(
  promotion: Promotion,
  input: { templateId: string; shopperIds: readonly string[] },
): Promise<{ granted: number }> {
  let granted = 0
  for (const shopperId of new Set(input.shopperIds)) {
    try {
      await claim(promotion, { templateId: input.templateId, shopperId, as: 'grant' })
      granted += 1
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'coupon_limit') continue
      if (error.code === 'coupon_gone') break
      throw error
    }
  }
  return { granted }
}

function endOf({ validUntil, validDays }: Template, now: Date): Date {
  // The CHECK on the table gives every template one of the two.
  return validUntil === null ? later(now, { days: validDays ?? 0 }) : new Date(validUntil)
}

function whyNot(template: Template | undefined, as: Claim['as'], now: Date): AppError {
  if (!template?.enabled || (as === 'openly' && !template.claimable)) return new AppError('not_found', 'coupon_not_found')
  const early = template.claimFrom !== null && now < new Date(template.claimFrom)
  const late = template.claimUntil !== null && now >= new Date(template.claimUntil)
  const over = template.validUntil !== null && now >= new Date(template.validUntil)
  return new AppError('conflict', over || (as !== 'grant' && (early || late)) ? 'coupon_closed' : 'coupon_gone')
}
