import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { defaultPolicy } from './book.ts'
import type { listRiskRules, riskCalls, RiskPolicy, RiskRule, RuleInput, tryRiskRule } from './contract.ts'
import type { Risk } from './context.ts'
import { tryOut } from './queries/facts.ts'
import { allRules, changeRule, countRules, insertRule, policyOf, putPolicy, removeRule } from './queries/rule-rows.ts'
import { namesOf } from './reviews.ts'

const MOST_RULES = 100
const EXAMPLES = 10
/** Kinds whose acts are about money. */
const ofMoney: readonly string[] = ['order', 'group', 'flash', 'refund', 'withdraw', 'distribution']

/** Throws `risk_rule_wrong` for what could never hit, or would hit everybody. */
function check(rule: RuleInput): void {
  const { measure, dimension, accountHours, kinds, action, score } = rule
  const persons = measure === 'concentration' || measure === 'new_accounts'
  const wrong =
    (persons && dimension === 'shopper') ||
    (measure === 'new_accounts' && accountHours === null) ||
    (measure === 'concentration' && accountHours !== null) ||
    (measure === 'cash_out' && !kinds.some((kind) => ofMoney.includes(kind))) ||
    (action === 'score' && score === 0)
  if (wrong) throw new AppError('invalid', 'risk_rule_wrong')
}

type View = z.input<typeof RiskRule>

export async function rules(risk: Risk): Promise<z.input<typeof listRiskRules.reply>> {
  const [all, policy] = await Promise.all([allRules(risk.db, later(risk.now(), { days: -7 })), policyOf(risk.db)])
  return { items: all.map(({ updatedAt, ...rule }) => ({ ...rule, updatedAt: updatedAt.toISOString() })), policy: policy ?? defaultPolicy }
}

async function one(risk: Risk, id: string): Promise<View> {
  const found = (await rules(risk)).items.find((rule) => rule.id === id)
  if (!found) throw new AppError('not_found', 'risk_rule_not_found')
  return found
}

export async function addRule(risk: Risk, rule: RuleInput): Promise<View> {
  check(rule)
  if ((await countRules(risk.db)) >= MOST_RULES) throw new AppError('conflict', 'risk_rules_many', { most: MOST_RULES })
  const id = risk.newId()
  await insertRule(risk.db, { ...rule, id }, risk.now())
  risk.book.forget()
  return one(risk, id)
}

export async function editRule(risk: Risk, rule: RuleInput & { id: string }): Promise<View> {
  check(rule)
  if (!(await changeRule(risk.db, rule, risk.now()))) throw new AppError('not_found', 'risk_rule_not_found')
  risk.book.forget()
  return one(risk, rule.id)
}

export async function dropRule(risk: Risk, id: string): Promise<{ ok: true }> {
  if (!(await removeRule(risk.db, id))) throw new AppError('not_found', 'risk_rule_not_found')
  risk.book.forget()
  return { ok: true }
}

export async function setPolicy(risk: Risk, policy: RiskPolicy): Promise<RiskPolicy> {
  await putPolicy(risk.db, policy)
  risk.book.forget()
  return policy
}

export async function tryRule(risk: Risk, { rule, days }: z.output<typeof tryRiskRule.body>): Promise<z.input<typeof tryRiskRule.reply>> {
  check(rule)
  const found = await tryOut(risk.db, rule, later(risk.now(), { days: -days }), EXAMPLES)
  const names = await namesOf(
    risk,
    found.examples.map((act) => act.shopperId),
  )
  return {
    ...found,
    examples: found.examples.map(({ kinds, at, ...act }) => ({
      ...act,
      at: new Date(at).toISOString(),
      kind: kinds.find((kind) => rule.kinds.includes(kind)) ?? rule.kinds[0] ?? 'order',
      nickname: names.get(act.shopperId ?? '') ?? '',
      ip: masked(act.ip),
    })),
  }
}

/** Enough to see that it is the same net. */
const masked = (ip: string): string => ip.replace(/(\.\d+\.\d+|:[0-9a-f]*:[0-9a-f]*)$/, '.*.*')

/** For set-up: rules where there are none yet. */
export async function seed(risk: Risk, input: z.output<typeof riskCalls.seed.input>): Promise<{ ok: true }> {
  if ((await countRules(risk.db)) > 0) return { ok: true }
  for (const rule of input.rules) await addRule(risk, rule)
  await setPolicy(risk, input.policy)
  return { ok: true }
}
