import type { z } from 'zod'
import type { AfterSalesKind, RuleConditions } from './contract.ts'
import type { Reason } from './reasons.ts'

/** What a rule looks at. */
export interface RuleFacts {
  kind: AfterSalesKind
  reason: Reason
  amountFen: number
  beforeShipping: boolean
  requests: number
  orders: number
}

/** All conditions that are given hold. Pure. */
export function fits(conditions: z.output<typeof RuleConditions>, facts: RuleFacts): boolean {
  return (
    (conditions.kinds.length === 0 || conditions.kinds.includes(facts.kind)) &&
    (conditions.reasons.length === 0 || conditions.reasons.includes(facts.reason)) &&
    (conditions.mostFen === null || facts.amountFen <= conditions.mostFen) &&
    (conditions.when === 'any' || (conditions.when === 'before_shipping') === facts.beforeShipping) &&
    (conditions.mostRequests === null || facts.requests <= conditions.mostRequests) &&
    (conditions.leastOrders === null || facts.orders >= conditions.leastOrders)
  )
}
