import { z } from 'zod'
import { allocate, basisPoints } from '../../../kernel/money.ts'
import { benefit, sum } from '../rule.ts'
import { percent, zhe } from '../words.ts'

const Args = z
  .strictObject({
    /** 满2件9折, 满3件8折: the best step reached counts. */
    steps: z
      .array(z.strictObject({ fromPieces: z.int().min(1).max(999), offBps: z.int().min(1).max(10_000) }))
      .min(1)
      .max(10),
  })
  .refine(({ steps }) => steps.every((step, index) => index === 0 || step.fromPieces > steps[index - 1]!.fromPieces), 'steps must rise')
  .refine(
    ({ steps }) => steps.every((step, index) => index === 0 || step.offBps > steps[index - 1]!.offBps),
    'a higher step must take more off',
  )

/** 满件折: from so many pieces in scope on, all of them are cheaper. What is taken off is rounded half up, once, here. */
export const buyN = benefit({
  type: 'buy_n',
  title: { 'zh-CN': '满件折', en: 'Percent off from n pieces' },
  kind: 'discount',
  args: Args,
  rewardsMore: () => true,
  apply({ lines, dueFen }, { steps }) {
    const pieces = sum(lines.map((line) => line.quantity))
    const reached = steps.findLast((step) => pieces >= step.fromPieces)
    if (!reached) return { reason: 'quantity_too_low', missingPieces: steps[0]!.fromPieces - pieces }
    return { linesFen: allocate(basisPoints(sum(dueFen), reached.offBps), dueFen), freightFen: 0 }
  },
  next({ lines }, { steps }) {
    const pieces = sum(lines.map((line) => line.quantity))
    const step = steps.find(({ fromPieces }) => fromPieces > pieces)
    return step && { reason: 'quantity_too_low', missingPieces: step.fromPieces - pieces }
  },
  describe: ({ steps }, lang) =>
    steps
      .map(({ fromPieces, offBps }) =>
        lang === 'en'
          ? `${percent(offBps)}% off from ${fromPieces} pieces`
          : `满${fromPieces}件${offBps === 10_000 ? '免费' : `${zhe(10_000 - offBps)}折`}`,
      )
      .join(lang === 'en' ? ', ' : ' '),
})
