import { toJSONSchema } from 'zod'
import type { z } from 'zod'
import type { listRuleKinds } from './contract.ts'
import { benefits, conditions } from './rules.ts'

/** Every kind of condition and benefit with the JSON Schema of its arguments: the console draws its form from it. */
export function ruleKinds(): z.input<typeof listRuleKinds.reply> {
  const kind = (part: 'condition' | 'benefit') => (rule: (typeof conditions)[number] | (typeof benefits)[number]) => {
    const { $schema: _, ...schema } = toJSONSchema(rule.args, { io: 'input' })
    return { part, type: rule.type, title: rule.title, schema }
  }
  return { items: [...conditions.map(kind('condition')), ...benefits.map(kind('benefit'))] }
}
