import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { claim, giveIn } from './claim.ts'
import type { Promotion } from './context.ts'
import type { listCouponCodes, MyCoupon } from './contract.ts'
import { myCoupon } from './my-coupons.ts'
import {
  claimBatch,
  codePage,
  codesOfBatch,
  countGuesses,
  findCode,
  forgetGuess,
  insertCodes,
  noteGuess,
  useCode,
} from './queries/codes.ts'
import { findTemplate, findTemplateIdByCode } from './queries/templates.ts'

/** Letters and digits that are not taken for one another; sixteen of them are 80 bits. */
const SIGNS = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'
const LENGTH = 16
/** So many wrong codes in an hour, and a shopper has to wait. */
const MOST_GUESSES = 10

const newCode = (): string => Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')

/** Makes a batch of codes; the same request id gives the same ones. Throws `coupon_not_found`. */
export async function makeCodes(
  promotion: Promotion,
  shopId: string,
  wish: { id: string; requestId: string; count: number },
): Promise<{ codes: string[] }> {
  await templateOfShop(promotion, shopId, wish.id)
  const batch = { templateId: wish.id, batch: wish.requestId }
  await inTx(promotion.db, async (tx) => {
    if (!(await claimBatch(tx, batch))) return
    await insertCodes(tx, { ...batch, codes: Array.from({ length: wish.count }, newCode), now: promotion.now() })
  })
  return { codes: await codesOfBatch(promotion.db, batch) }
}

export async function listCodes(
  promotion: Promotion,
  shopId: string,
  query: { id: string; page: number; pageSize: number },
): Promise<z.input<typeof listCouponCodes.reply>> {
  await templateOfShop(promotion, shopId, query.id)
  return codePage(promotion.db, query.id, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
}

/**
 * A shopper enters a code: the one of a template, or one of a batch, which is good for one coupon. Wrong ones are counted, so that nobody can try
 * them through. Throws `coupon_not_found`, `coupon_code_used`, `coupon_code_throttled` and the errors of `claim`.
 */
export async function claimByCode(promotion: Promotion, shopperId: string, text: string): Promise<z.input<typeof MyCoupon>> {
  const code = text.replaceAll(/[\s-]/g, '')
  const guess = { id: promotion.newId(), shopperId, at: promotion.now() }
  // Written before the code is looked at: twenty guesses at once are twenty guesses.
  await noteGuess(promotion.db, guess)
  if ((await countGuesses(promotion.db, shopperId, later(guess.at, { hours: -1 }))) > MOST_GUESSES)
    throw new AppError('limited', 'coupon_code_throttled')
  const templateId = await findTemplateIdByCode(promotion.db, code)
  const found = templateId === undefined ? await findCode(promotion.db, code) : undefined
  if (templateId === undefined && !found) throw new AppError('not_found', 'coupon_not_found')
  await forgetGuess(promotion.db, guess.id)
  return templateId === undefined ? redeemCode(promotion, shopperId, code) : claim(promotion, { templateId, shopperId, as: 'by-code' })
}

/** The same shopper who enters their code again gets the same coupon. */
async function redeemCode(promotion: Promotion, shopperId: string, code: string): Promise<z.input<typeof MyCoupon>> {
  const now = promotion.now()
  return inTx(promotion.db, async (tx) => {
    const used = await useCode(tx, { code, shopperId, now })
    const found = used ?? (await findCode(tx, code))
    if (!found || found.shopperId !== shopperId) throw new AppError('conflict', 'coupon_code_used')
    const { coupon } = await giveIn(promotion, tx, { templateId: found.templateId, shopperId, as: 'by-code', key: `code:${code}` })
    return myCoupon(coupon, now)
  })
}

async function templateOfShop(promotion: Promotion, shopId: string, id: string): Promise<void> {
  const template = await findTemplate(promotion.db, id)
  if (template?.shopId !== shopId) throw new AppError('not_found', 'coupon_not_found')
}
