import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { MyCoupon } from './contract.ts'
import type { PromotionDb } from './db.ts'
import { myCoupon } from './my-coupons.ts'
import { type Coupon, couponOfGrant, insertCoupon } from './queries/coupons.ts'
import { findTemplate, takeOne, type Template } from './queries/templates.ts'

export interface Claim {
  templateId: string
  shopperId: string
  /** `openly`: from the page. `by-code`: with its code. `grant`: the shop gives it. `birthday`: so too, once a year whatever each may have. */
  as: 'openly' | 'by-code' | 'grant' | 'birthday'
  /** One coupon for each key: given twice is given once. */
  key?: string
  /** The order that brings it. */
  broughtBy?: string
}

/**
 * Gives a shopper one coupon of a template: never more than there are, never more than each may have, however many ask at once.
 * Throws `coupon_not_found`, `coupon_gone`, `coupon_closed`, `coupon_limit`, `coupon_newcomers_only`.
 */
export async function claim(promotion: Promotion, wish: Claim): Promise<z.input<typeof MyCoupon>> {
  const { coupon } = await give(promotion, wish)
  return myCoupon(coupon, promotion.now())
}

/** As `claim`; says also whether the coupon is new, or was given under this key before. */
export async function give(promotion: Promotion, wish: Claim): Promise<{ coupon: Coupon; fresh: boolean }> {
  if (wish.as === 'openly') await newcomersOnly(promotion, wish)
  try {
    return await inTx(promotion.db, (tx) => giveIn(promotion, tx, wish))
  } catch (error) {
    // Two who give under one key at the same moment: the other one was first.
    const given =
      wish.key !== undefined && isDuplicate(error, 'coupon_granted_once') ? await couponOfGrant(promotion.db, wish.key) : undefined
    if (!given) throw error
    return { coupon: given, fresh: false }
  }
}

/** The giving itself, in the caller's transaction. */
export async function giveIn(promotion: Promotion, tx: Db<PromotionDb>, wish: Claim): Promise<{ coupon: Coupon; fresh: boolean }> {
  const now = promotion.now()
  const given = wish.key === undefined ? undefined : await couponOfGrant(tx, wish.key)
  if (given) return { coupon: given, fresh: false }
  const template = await takeOne(tx, wish.templateId, { as: wish.as, now })
  if (!template) throw whyNot(await findTemplate(tx, wish.templateId), wish.as, now)
  const coupon = await insertCoupon(tx, template, {
    id: promotion.newId(),
    shopperId: wish.shopperId,
    claimedAt: now,
    expiresAt: endOf(template, now),
    grantKey: wish.key ?? null,
    verifyCode: template.useIn === 'online' ? null : verifyCode(),
    broughtBy: wish.broughtBy ?? null,
    most: wish.as === 'birthday' ? 100 : template.perShopper,
  })
  if (!coupon) throw new AppError('conflict', 'coupon_limit', { perShopper: template.perShopper })
  return { coupon, fresh: true }
}

/** Gives one coupon to each of these shoppers who may still have one, as long as there are any. */
export async function grant(
  promotion: Promotion,
  input: { templateId: string; shopperIds: readonly string[] },
): Promise<{ granted: number }> {
  let granted = 0
  for (const shopperId of new Set(input.shopperIds)) {
    const answer = await giveIfAny(promotion, { templateId: input.templateId, shopperId, as: 'grant' })
    if (answer === 'given') granted += 1
    if (answer === 'gone') break
  }
  return { granted }
}

/** Gives a coupon unless the shopper has had theirs, or there are none left, or its time is over; that is no failure. */
export async function giveIfAny(promotion: Promotion, wish: Claim): Promise<'given' | 'had' | 'gone'> {
  try {
    return (await give(promotion, wish)).fresh ? 'given' : 'had'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'coupon_limit') return 'had'
    if (['coupon_gone', 'coupon_closed'].includes(error.code)) return 'gone'
    throw error
  }
}

/** As `give` for the shop, keyed; says in a word what came of it. */
export async function giveKeyed(
  promotion: Promotion,
  { shopId, ...wish }: { key: string; templateId: string; shopperId: string; shopId?: string | undefined },
): Promise<{ outcome: 'given' | 'limit' | 'gone' }> {
  if (shopId !== undefined && (await findTemplate(promotion.db, wish.templateId))?.shopId !== shopId) return { outcome: 'gone' }
  try {
    await give(promotion, { ...wish, as: 'grant' })
    return { outcome: 'given' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { outcome: error.code === 'coupon_limit' ? 'limit' : 'gone' }
  }
}

async function newcomersOnly(promotion: Promotion, { templateId, shopperId }: Claim): Promise<void> {
  const template = await findTemplate(promotion.db, templateId)
  if (template?.auto !== 'newcomer') return
  const { inShop } = await promotion.shopper.paidOrders({ shopId: template.shopId, shopperId })
  if (inShop > 0) throw new AppError('conflict', 'coupon_newcomers_only')
}

/** Twelve digits that can be read out; nobody can guess one that is in use. */
const verifyCode = (): string => String(randomInt(100_000, 1_000_000)) + String(randomInt(0, 1_000_000)).padStart(6, '0')

function endOf({ validUntil, validDays }: Template, now: Date): Date {
  // The CHECK on the table gives every template one of the two.
  return validUntil === null ? later(now, { days: validDays ?? 0 }) : new Date(validUntil)
}

function whyNot(template: Template | undefined, as: Claim['as'], now: Date): AppError {
  if (!template?.enabled || (as === 'openly' && !template.claimable)) return new AppError('not_found', 'coupon_not_found')
  const early = template.claimFrom !== null && now < new Date(template.claimFrom)
  const late = template.claimUntil !== null && now >= new Date(template.claimUntil)
  const over = template.validUntil !== null && now >= new Date(template.validUntil)
  const givenByShop = as === 'grant' || as === 'birthday'
  return new AppError('conflict', over || (!givenByShop && (early || late)) ? 'coupon_closed' : 'coupon_gone')
}
