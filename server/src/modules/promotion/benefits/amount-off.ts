import { z } from 'zod'
import { benefit } from '../rule.ts'
import { describeSteps, nextStep, rewardsSteps, stepsRules, stepsShape, takeSteps } from './steps.ts'

const [rise, more, within, once] = stepsRules as [Rule, Rule, Rule, Rule] // the four of them
type Rule = (typeof stepsRules)[number]

/** 满减: a fixed sum off over a threshold, spread over the goods in scope by what is still to pay on each. */
export const amountOff = benefit({
  type: 'amount_off',
  title: { 'zh-CN': '满减', en: 'Amount off' },
  kind: 'reduction',
  args: z
    .strictObject(stepsShape)
    .refine(...rise)
    .refine(...more)
    .refine(...within)
    .refine(...once),
  rewardsMore: rewardsSteps,
  apply: takeSteps,
  next: nextStep,
  describe: describeSteps,
})
