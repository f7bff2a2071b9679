import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { RuleInput } from './contract.ts'
import { isAcross } from './queries/rule-rows.ts'
import { findTemplate } from './queries/templates.ts'
import { benefits, conditions } from './rules.ts'

type Input = z.output<typeof RuleInput>
type Part = Input['benefit']

/** Checks a rule against the registry and fills in what its kinds default. Throws `rule_kind_unknown`, `rule_args_wrong`, `period_wrong`. */
export function checkRule(rule: Input): Input {
  if (rule.startsAt !== null && rule.endsAt !== null && new Date(rule.startsAt) >= new Date(rule.endsAt))
    throw new AppError('invalid', 'period_wrong')
  const checked = {
    ...rule,
    conditions: rule.conditions.map((part, index) => checkPart(part, conditions, `conditions.${index}`)),
    benefit: checkPart(rule.benefit, benefits, 'benefit'),
  }
  // A first order is one order: two that are placed at the same moment are not both the first.
  return checked.benefit.type === 'first_order' ? { ...checked, limitPerShopper: 1 } : checked
}

/**
 * What only a look at other things tells: a rule over several shops is made by the shop that runs the platform and has no limits (it is used
 * by several orders at once); a coupon to be given is one of this shop. Throws `platform_only`, `rule_limit_wrong`, `coupon_not_found`.
 */
export async function checkRuleFacts(promotion: Promotion, shopId: string, rule: Input): Promise<void> {
  if (isAcross(rule)) {
    if (!(await promotion.runsPlatform(shopId))) throw new AppError('conflict', 'platform_only')
    if (rule.limitTotal !== null || rule.limitPerShopper !== null) throw new AppError('invalid', 'rule_limit_wrong')
  }
  if (rule.benefit.type === 'coupon_after') {
    const template = await findTemplate(promotion.db, String(rule.benefit.args['templateId']))
    if (template?.shopId !== shopId) throw new AppError('not_found', 'coupon_not_found')
  }
}

function checkPart({ type, args }: Part, registry: readonly { type: string; args: z.ZodType }[], where: string): Part {
  const kind = registry.find((rule) => rule.type === type)
  if (!kind) throw new AppError('invalid', 'rule_kind_unknown', { where, type })
  const parsed = kind.args.safeParse(args)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: [where, 'args', ...path].join('.'), message }))
    throw new AppError('invalid', 'rule_args_wrong', { where, type, issues })
  }
  // Every kind's arguments are an object schema.
  return { type, args: parsed.data as Part['args'] }
}
