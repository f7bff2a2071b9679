import { z } from 'zod'
import type { Lang } from '../../../kernel/messages.ts'
import { allocate } from '../../../kernel/money.ts'
import { type Refusal, sum, type Taken, type View } from '../rule.ts'
import { plainYuan } from '../words.ts'

const Step = z.strictObject({ fromFen: z.int().min(0).max(100_000_000_00), offFen: z.int().min(1).max(100_000_000_00) })

/** Arguments of every 满减: sums off over thresholds. */
export const stepsShape = {
  /** 满100减10, 满200减30, …: the best step reached counts. `fromFen: 0` needs no threshold. */
  steps: z.array(Step).min(1).max(10),
  /** 每满: a single step, given again for every time it is reached. */
  repeat: z.boolean().default(false),
  /** 上不封顶 when absent. */
  maxOffFen: z.int().min(1).max(100_000_000_00).optional(),
}
export interface Steps {
  steps: z.output<typeof Step>[]
  repeat: boolean
  maxOffFen?: number | undefined
}

/** What the steps must be among each other, beyond their shape. */
export const stepsRules: readonly (readonly [(args: Steps) => boolean, string])[] = [
  [({ steps }) => steps.every((step, index) => index === 0 || step.fromFen > steps[index - 1]!.fromFen), 'steps must rise'],
  [({ steps }) => steps.every((step, index) => index === 0 || step.offFen > steps[index - 1]!.offFen), 'a higher step must take more off'],
  [({ steps }) => steps.every((step) => step.fromFen === 0 || step.offFen <= step.fromFen), 'a step may not take more than its threshold'],
  [({ steps, repeat }) => !repeat || (steps.length === 1 && steps[0]!.fromFen > 0), 'only a single step with a threshold repeats'],
]

function worth(spendFen: number, { steps, repeat, maxOffFen }: Steps): number {
  const reached = steps.findLast((step) => spendFen >= step.fromFen)
  if (!reached) return 0
  const off = repeat ? reached.offFen * Math.floor(spendFen / reached.fromFen) : reached.offFen
  return Math.min(off, maxOffFen ?? off, spendFen)
}

export const rewardsSteps = ({ steps, repeat }: Steps): boolean => repeat || steps.length > 1 || steps[0]!.fromFen > 0

/** Takes off what the best step gives, spread over the goods by what is still to pay on each. */
export function takeSteps({ dueFen }: View, args: Steps): Taken | Refusal {
  const spend = sum(dueFen)
  const first = args.steps[0]!.fromFen
  if (spend < first) return { reason: 'spend_too_low', missingFen: first - spend }
  return { linesFen: allocate(worth(spend, args), dueFen), freightFen: 0 }
}

export function nextStep({ dueFen }: View, args: Steps): Refusal | undefined {
  const spend = sum(dueFen)
  const step = args.steps.find(({ fromFen }) => fromFen > spend)
  if (step) return { reason: 'spend_too_low', missingFen: step.fromFen - spend }
  const each = args.steps[0]!.fromFen
  const more = args.repeat && worth(spend + each, args) > worth(spend, args)
  return more ? { reason: 'spend_too_low', missingFen: each - (spend % each) } : undefined
}

export function describeSteps({ steps, repeat }: Steps, lang: Lang): string {
  const words = steps.map(({ fromFen, offFen }) => {
    if (fromFen === 0) return lang === 'en' ? `¥${plainYuan(offFen)} off` : `立减${plainYuan(offFen)}元`
    if (lang === 'en') return `¥${plainYuan(offFen)} off ${repeat ? 'every' : 'over'} ¥${plainYuan(fromFen)}`
    return `${repeat ? '每满' : '满'}${plainYuan(fromFen)}减${plainYuan(offFen)}`
  })
  return words.join(lang === 'en' ? ', ' : ' ')
}
