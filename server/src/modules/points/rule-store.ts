import type { Points } from './context.ts'
import { PointsRule } from './contract.ts'
import { putRule, ruleValue } from './queries.ts'

/** Parsing fills in the defaults of what the mall has not set. */
export async function ruleOf(points: Pick<Points, 'db'>): Promise<PointsRule> {
  return PointsRule.parse((await ruleValue(points.db)) ?? {})
}

export async function changeRule(points: Points, rule: PointsRule): Promise<PointsRule> {
  await putRule(points.db, rule)
  return rule
}
