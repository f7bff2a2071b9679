import { type Route, route, staffOf } from '../../kernel/http.ts'
import type { Promotion } from './context.ts'
import {
  createCouponTemplate,
  createRule,
  listCouponTemplates,
  listRuleKinds,
  listRules,
  updateCouponTemplate,
  updateRule,
} from './contract.ts'
import { ruleKinds } from './kinds.ts'
import { addRule, changeRule, listRulesOf } from './rules-admin.ts'
import { addTemplate, changeTemplate, listTemplates } from './templates-admin.ts'

export const adminRoutes = (promotion: Promotion): Route[] => [
  route(listRuleKinds, async () => ruleKinds()),
  route(listRules, (caller, { query }) => listRulesOf(promotion, staffOf(caller).shopId, query)),
  route(createRule, (caller, { body }) => addRule(promotion, staffOf(caller).shopId, body)),
  route(updateRule, (caller, { params, body }) => changeRule(promotion, staffOf(caller).shopId, { ...body, id: params.id })),
  route(listCouponTemplates, (caller, { query }) => listTemplates(promotion, staffOf(caller).shopId, query)),
  route(createCouponTemplate, (caller, { body }) => addTemplate(promotion, staffOf(caller).shopId, body)),
  route(updateCouponTemplate, (caller, { params, body }) => changeTemplate(promotion, staffOf(caller).shopId, { ...body, id: params.id })),
]
