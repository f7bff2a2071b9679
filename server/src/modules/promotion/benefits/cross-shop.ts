import { z } from 'zod'
import { benefit } from '../rule.ts'
import { describeSteps, nextStep, rewardsSteps, stepsRules, stepsShape, takeSteps } from './steps.ts'

const [rise, more, within, once] = stepsRules as [Rule, Rule, Rule, Rule] // the four of them
type Rule = (typeof stepsRules)[number]

/**
 * 跨店满减: a sum off over what goods of several shops come to after each shop's own offers, spread over shops and lines by what is still to
 * pay on each. The platform bears its part of it, the shops the rest. Only the shop that runs the platform makes such a rule.
 */
export const crossShop = benefit({
  type: 'cross_shop',
  title: { 'zh-CN': '跨店满减', en: 'Off over several shops' },
  kind: 'across',
  args: z
    .strictObject({
      ...stepsShape,
      /** What the platform bears; 5000 is half. */
      platformShareBps: z.int().min(0).max(10_000).default(0),
    })
    .refine(...rise)
    .refine(...more)
    .refine(...within)
    .refine(...once),
  rewardsMore: rewardsSteps,
  apply: takeSteps,
  next: nextStep,
  platformBps: ({ platformShareBps }) => platformShareBps,
  describe: (args, lang) => (lang === 'en' ? `across shops ${describeSteps(args, lang)}` : `跨店${describeSteps(args, lang)}`),
})
