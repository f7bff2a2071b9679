import { type Route, route, staffOf } from '../../kernel/http.ts'
import { listCodes, makeCodes } from './codes.ts'
import type { Promotion } from './context.ts'
import {
  createCouponCodes,
  createCouponGrant,
  createCouponTemplate,
  createRule,
  listCouponCodes,
  listCouponGrants,
  listCouponTemplates,
  listRuleKinds,
  listRules,
  listShopperCoupons,
  lookUpCoupon,
  updateCouponTemplate,
  updateRule,
  verifyCoupon,
} from './contract.ts'
import { listGrants, startGrant } from './grants.ts'
import { ruleKinds } from './kinds.ts'
import { couponsForStaff } from './my-coupons.ts'
import { addRule, changeRule, listRulesOf } from './rules-admin.ts'
import { addTemplate, changeTemplate, listTemplates } from './templates-admin.ts'
import { lookUp, verify } from './verify.ts'

export const adminRoutes = (promotion: Promotion): Route[] => [
  route(listRuleKinds, async () => ruleKinds()),
  route(listRules, (caller, { query }) => listRulesOf(promotion, staffOf(caller).shopId, query)),
  route(createRule, (caller, { body }) => addRule(promotion, staffOf(caller).shopId, body)),
  route(updateRule, (caller, { params, body }) => changeRule(promotion, staffOf(caller).shopId, { ...body, id: params.id })),
  route(listCouponTemplates, (caller, { query }) => listTemplates(promotion, staffOf(caller).shopId, query)),
  route(createCouponTemplate, (caller, { body }) => addTemplate(promotion, staffOf(caller).shopId, body)),
  route(updateCouponTemplate, (caller, { params, body }) => changeTemplate(promotion, staffOf(caller).shopId, { ...body, id: params.id })),
  route(createCouponCodes, (caller, { params, body }) => makeCodes(promotion, staffOf(caller).shopId, { ...body, id: params.id })),
  route(listCouponCodes, (caller, { params, query }) => listCodes(promotion, staffOf(caller).shopId, { ...query, id: params.id })),
  route(createCouponGrant, (caller, { body }) => startGrant(promotion, staffOf(caller), body)),
  route(listCouponGrants, (caller, { query }) => listGrants(promotion, staffOf(caller).shopId, query)),
  route(listShopperCoupons, (caller, { params }) => couponsForStaff(promotion, { shopId: staffOf(caller).shopId, shopperId: params.id })),
  route(lookUpCoupon, (caller, { query }) => lookUp(promotion, staffOf(caller).shopId, query.code)),
  route(verifyCoupon, (caller, { body }) => verify(promotion, staffOf(caller).shopId, body.code)),
]
