import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { AfterSalesKit } from './context.ts'
import { ApprovalRule } from './contract.ts'
import { replaceRules, rulesOf } from './queries/shop-choices.ts'
import { fits, type RuleFacts } from './rule.ts'

type Rule = z.output<typeof ApprovalRule>

export async function rules(kit: AfterSalesKit, shopId: string): Promise<Rule[]> {
  return (await rulesOf(kit.db, shopId)).map((row) => ApprovalRule.parse(row))
}

/** The first rule that approves this by itself. */
export async function approvingRule(kit: AfterSalesKit, shopId: string, facts: RuleFacts): Promise<Rule | undefined> {
  return (await rules(kit, shopId)).find((rule) => rule.enabled && fits(rule.conditions, facts))
}

export async function saveRules(kit: AfterSalesKit, shopId: string, items: readonly Omit<Rule, 'id'>[]): Promise<{ items: Rule[] }> {
  const named = items.map((item) => ({ ...item, id: kit.newId() }))
  await inTx(kit.db, (tx) => replaceRules(tx, shopId, named))
  return { items: named }
}
