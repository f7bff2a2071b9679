import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Part, Scope } from './contract-engine.ts'

// --- rules in the console
export const RuleInput = z.strictObject({
  title: Name,
  priority: z.int().min(-1000).max(1000).default(0),
  group: z.string().trim().min(1).max(40),
  scope: Scope,
  conditions: z.array(Part).max(8),
  benefit: Part,
  startsAt: Time.nullable().default(null),
  endsAt: Time.nullable().default(null),
  enabled: z.boolean().default(true),
  /** Goes with no other offer at all. */
  alone: z.boolean().default(false),
  /** So many orders in all, and of one shopper, may use it; as many as there are when null. */
  limitTotal: z.int().min(1).max(10_000_000).nullable().default(null),
  limitPerShopper: z.int().min(1).max(1000).nullable().default(null),
})
export const Rule = RuleInput.extend({
  id: Id,
  /** Orders that use it, when it has limits. */ taken: z.int(),
  createdAt: Time,
  updatedAt: Time,
}).meta({ id: 'PromotionRule' })
const ruleErrors = ['rule_kind_unknown', 'rule_args_wrong', 'period_wrong', 'platform_only', 'rule_limit_wrong', 'coupon_not_found']
export const listRules = operation({
  id: 'listRules',
  face: 'admin',
  method: 'GET',
  path: '/promotions',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(Rule),
})
export const createRule = operation({
  id: 'createRule',
  face: 'admin',
  method: 'POST',
  path: '/promotions',
  access: 'staff:promotion.write',
  body: RuleInput,
  reply: Rule,
  errors: ruleErrors,
})
export const updateRule = operation({
  id: 'updateRule',
  face: 'admin',
  method: 'PUT',
  path: '/promotions/:id',
  access: 'staff:promotion.write',
  params: IdParams,
  body: RuleInput,
  reply: Rule,
  errors: ['rule_not_found', 'rule_limit_below_taken', ...ruleErrors],
})
export const listRuleKinds = operation({
  id: 'listRuleKinds',
  face: 'admin',
  method: 'GET',
  path: '/promotion-kinds',
  summary: 'Kinds of conditions and benefits with the JSON Schema of their arguments; the form is drawn from it',
  access: 'staff:promotion.read',
  reply: z.object({
    items: z.array(
      z.object({
        part: z.enum(['condition', 'benefit']),
        type: z.string(),
        title: z.object({ 'zh-CN': z.string(), en: z.string() }),
        schema: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
})
