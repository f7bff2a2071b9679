import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Promotion } from './context.ts'
import type { Rule, RuleInput } from './contract.ts'
import { findRule, findRuleByTitle, insertRule, replaceRule, rulePage } from './queries/rule-rows.ts'
import { checkRule, checkRuleFacts } from './rule-input.ts'

type Input = z.output<typeof RuleInput>
type Output = z.output<typeof Rule>

export async function listRulesOf(promotion: Promotion, shopId: string, query: { page: number; pageSize: number }) {
  return rulePage(promotion.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
}

/** Throws `rule_kind_unknown`, `rule_args_wrong`, `period_wrong`, `platform_only`, `rule_limit_wrong`, `coupon_not_found`. */
export async function addRule(promotion: Promotion, shopId: string, input: Input): Promise<Output> {
  const id = promotion.newId()
  const rule = checkRule(input)
  await checkRuleFacts(promotion, shopId, rule)
  await insertRule(promotion.db, { ...rule, id, shopId, now: promotion.now() })
  return theRule(promotion, shopId, id)
}

/** Throws `rule_not_found`, `rule_limit_below_taken` and the errors of `addRule`. */
export async function changeRule(promotion: Promotion, shopId: string, input: Input & { id: string }): Promise<Output> {
  const { id, ...wish } = input
  const rule = checkRule(wish)
  await checkRuleFacts(promotion, shopId, rule)
  if (!(await replaceRule(promotion.db, { ...rule, id, shopId, now: promotion.now() }))) {
    const { taken } = await theRule(promotion, shopId, id)
    throw new AppError('conflict', 'rule_limit_below_taken', { taken })
  }
  return theRule(promotion, shopId, id)
}

/** Creates a rule, or replaces the one of that title. For set-up. */
export async function putRule(promotion: Promotion, { shopId, ...input }: Input & { shopId: string }): Promise<{ id: string }> {
  const id = await findRuleByTitle(promotion.db, shopId, input.title)
  const rule = id === undefined ? await addRule(promotion, shopId, input) : await changeRule(promotion, shopId, { ...input, id })
  return { id: rule.id }
}

async function theRule(promotion: Promotion, shopId: string, id: string): Promise<Output> {
  const rule = await findRule(promotion.db, shopId, id)
  if (!rule) throw new AppError('not_found', 'rule_not_found')
  return rule
}
