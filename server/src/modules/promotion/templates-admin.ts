import type { z } from 'zod'
import { isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { CouponTemplate, CouponTemplateInput } from './contract.ts'
import { findTemplate, findTemplateByTitle, insertTemplate, replaceTemplate, templatePage } from './queries/templates.ts'

type Input = z.output<typeof CouponTemplateInput>
type Output = z.input<typeof CouponTemplate>

export async function listTemplates(promotion: Promotion, shopId: string, query: { page: number; pageSize: number }) {
  return templatePage(promotion.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
}

/** Throws `coupon_validity_wrong`, `coupon_value_wrong`, `coupon_code_taken`, `platform_only`. */
export async function addTemplate(promotion: Promotion, shopId: string, input: Input): Promise<Output> {
  check(input)
  await platformMayBear(promotion, shopId, input)
  const id = promotion.newId()
  await codeIsFree(insertTemplate(promotion.db, { ...input, id, shopId, now: promotion.now() }))
  return theTemplate(promotion, shopId, id)
}

/** What was claimed keeps its terms. Throws `coupon_not_found`, `coupon_stock_below_claimed` and the errors of `addTemplate`. */
export async function changeTemplate(promotion: Promotion, shopId: string, input: Input & { id: string }): Promise<Output> {
  check(input)
  await platformMayBear(promotion, shopId, input)
  if (!(await codeIsFree(replaceTemplate(promotion.db, { ...input, shopId })))) {
    const found = await findTemplate(promotion.db, input.id)
    if (found?.shopId !== shopId) throw new AppError('not_found', 'coupon_not_found')
    throw new AppError('conflict', 'coupon_stock_below_claimed', { claimed: found.claimed })
  }
  return theTemplate(promotion, shopId, input.id)
}

/** Creates a coupon, or replaces the one of that title. For set-up. */
export async function putTemplate(promotion: Promotion, { shopId, ...input }: Input & { shopId: string }): Promise<{ id: string }> {
  const found = await findTemplateByTitle(promotion.db, shopId, input.title)
  const template = found ? await changeTemplate(promotion, shopId, { ...input, id: found.id }) : await addTemplate(promotion, shopId, input)
  return { id: template.id }
}

function check(input: Input): void {
  const { kind, value, thresholdFen } = input
  if ((input.validUntil === null) === (input.validDays === null)) throw new AppError('invalid', 'coupon_validity_wrong')
  if (input.claimFrom !== null && input.claimUntil !== null && new Date(input.claimFrom) >= new Date(input.claimUntil)) {
    throw new AppError('invalid', 'coupon_validity_wrong')
  }
  const wrong =
    (kind === 'amount' && (value < 1 || (thresholdFen > 0 && value > thresholdFen))) ||
    (kind === 'percent' && (value < 1 || value > 10_000)) ||
    input.capFen === 0 ||
    (kind === 'gift') === (input.gifts.length === 0) ||
    new Set(input.gifts.map((gift) => gift.skuId)).size < input.gifts.length
  if (wrong) throw new AppError('invalid', 'coupon_value_wrong')
}

async function platformMayBear(promotion: Promotion, shopId: string, { platformShareBps }: Input): Promise<void> {
  if (platformShareBps > 0 && !(await promotion.runsPlatform(shopId))) throw new AppError('conflict', 'platform_only')
}

async function codeIsFree<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    if (isDuplicate(error, 'coupon_code_once')) throw new AppError('conflict', 'coupon_code_taken')
    throw error
  }
}

async function theTemplate(promotion: Promotion, shopId: string, id: string): Promise<Output> {
  const { items } = await templatePage(promotion.db, shopId, { limit: 1, offset: 0, id })
  const [template] = items
  if (!template) throw new AppError('not_found', 'coupon_not_found')
  return template
}
