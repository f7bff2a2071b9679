import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { RuleInput } from './contract.ts'
import { benefits, conditions } from './rules.ts'

type Input = z.output<typeof RuleInput>
type Part = Input['benefit']

/** Checks a rule against the registry and fills in what its kinds default. Throws `rule_kind_unknown`, `rule_args_wrong`, `period_wrong`. */
export function checkRule(rule: Input): Input {
  if (rule.startsAt !== null && rule.endsAt !== null && new Date(rule.startsAt) >= new Date(rule.endsAt))
    throw new AppError('invalid', 'period_wrong')
  return {
    ...rule,
    conditions: rule.conditions.map((part, index) => checkPart(part, conditions, `conditions.${index}`)),
    benefit: checkPart(rule.benefit, benefits, 'benefit'),
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
