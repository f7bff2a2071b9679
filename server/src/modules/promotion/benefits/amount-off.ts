import { z } from 'zod'
import { allocate } from '../../../kernel/money.ts'
import { benefit, sum } from '../rule.ts'
import { plainYuan } from '../words.ts'

const Step = z.strictObject({ fromFen: z.int().min(0).max(100_000_000_00), offFen: z.int().min(1).max(100_000_000_00) })

const Args = z
  .strictObject({
    /** 满100减10, 满200减30, …: the best step reached counts. `fromFen: 0` needs no threshold. */
    steps: z.array(Step).min(1).max(10),
    /** 每满: a single step, given again for every time it is reached. */
    repeat: z.boolean().default(false),
    /** 上不封顶 when absent. */
    maxOffFen: z.int().min(1).max(100_000_000_00).optional(),
  })
  .refine(({ steps }) => steps.every((step, index) => index === 0 || step.fromFen > steps[index - 1]!.fromFen), 'steps must rise')
  .refine(
    ({ steps }) => steps.every((step, index) => index === 0 || step.offFen > steps[index - 1]!.offFen),
    'a higher step must take more off',
  )
  .refine(
    ({ steps }) => steps.every((step) => step.fromFen === 0 || step.offFen <= step.fromFen),
    'a step may not take more than its threshold',
  )
  .refine(({ steps, repeat }) => !repeat || (steps.length === 1 && steps[0]!.fromFen > 0), 'only a single step with a threshold repeats')

function worth(spendFen: number, { steps, repeat, maxOffFen }: z.output<typeof Args>): number {
  const reached = steps.findLast((step) => spendFen >= step.fromFen)
  if (!reached) return 0
  const off = repeat ? reached.offFen * Math.floor(spendFen / reached.fromFen) : reached.offFen
  return Math.min(off, maxOffFen ?? off, spendFen)
}

/** 满减: a fixed sum off over a threshold, spread over the goods in scope by what is still to pay on each. */
export const amountOff = benefit({
  type: 'amount_off',
  title: { 'zh-CN': '满减', en: 'Amount off' },
  args: Args,
  rewardsMore: ({ steps, repeat }) => repeat || steps.length > 1 || steps[0]!.fromFen > 0,
  apply({ dueFen }, args) {
    const spend = sum(dueFen)
    const first = args.steps[0]!.fromFen
    if (spend < first) return { reason: 'spend_too_low', missingFen: first - spend }
    return { linesFen: allocate(worth(spend, args), dueFen), freightFen: 0 }
  },
  next({ dueFen }, args) {
    const spend = sum(dueFen)
    const step = args.steps.find(({ fromFen }) => fromFen > spend)
    if (step) return { reason: 'spend_too_low', missingFen: step.fromFen - spend }
    const each = args.steps[0]!.fromFen
    const more = args.repeat && worth(spend + each, args) > worth(spend, args)
    return more ? { reason: 'spend_too_low', missingFen: each - (spend % each) } : undefined
  },
  describe({ steps, repeat }, lang) {
    const words = steps.map(({ fromFen, offFen }) => {
      if (fromFen === 0) return lang === 'en' ? `¥${plainYuan(offFen)} off` : `立减${plainYuan(offFen)}元`
      if (lang === 'en') return `¥${plainYuan(offFen)} off ${repeat ? 'every' : 'over'} ¥${plainYuan(fromFen)}`
      return `${repeat ? '每满' : '满'}${plainYuan(fromFen)}减${plainYuan(offFen)}`
    })
    return words.join(lang === 'en' ? ', ' : ' ')
  },
})
