import type { RiskDecision, RiskPolicy, RiskReason, RuleInput } from './contract.ts'

/** What was counted for a rule. */
export interface Counted {
  rule: RuleInput & { id: string }
  value: number
}
export interface Judgement {
  decision: RiskDecision
  score: number
  reasons: RiskReason[]
}

const order: readonly RiskDecision[] = ['allow', 'challenge', 'review', 'block']
const harder = (a: RiskDecision, b: RiskDecision): RiskDecision => (order.indexOf(a) >= order.indexOf(b) ? a : b)

/** A rule hits with more than it allows. */
export const hits = ({ rule, value }: Counted): boolean => value > rule.most

/** The sum of the scores of what hits, why, and the hardest of what the rules and the sum ask for. */
export function judge(counted: readonly Counted[], policy: RiskPolicy): Judgement {
  const found = counted.filter(hits)
  const score = found.reduce((sum, { rule }) => sum + rule.score, 0)
  const bySum = (from: number | null, decision: RiskDecision): RiskDecision => (from !== null && score >= from ? decision : 'allow')
  const asked = [
    ...found.map(({ rule }): RiskDecision => (rule.action === 'score' ? 'allow' : rule.action)),
    bySum(policy.challengeFrom, 'challenge'),
    bySum(policy.reviewFrom, 'review'),
    bySum(policy.blockFrom, 'block'),
  ]
  return {
    score,
    decision: asked.reduce(harder, 'allow'),
    reasons: found.map(({ rule: { id, name, measure, dimension, most, windowMinutes, score: worth }, value }) => ({
      ruleId: id,
      name,
      measure,
      dimension,
      value,
      most,
      windowMinutes,
      score: worth,
    })),
  }
}
