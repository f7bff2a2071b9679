import { z } from 'zod'
import { allocate, basisPoints } from '../../../kernel/money.ts'
import { benefit, sum } from '../rule.ts'
import { percent, zhe } from '../words.ts'

/** 折扣: a share of the goods in scope off, at most `maxOffFen`. What is taken off is rounded half up, once, here. */
export const percentOff = benefit({
  type: 'percent_off',
  title: { 'zh-CN': '折扣', en: 'Percent off' },
  kind: 'discount',
  args: z.strictObject({
    /** 2000 is 8折. */
    offBps: z.int().min(1).max(10_000),
    maxOffFen: z.int().min(1).max(100_000_000_00).optional(),
  }),
  rewardsMore: () => false,
  apply({ dueFen }, { offBps, maxOffFen }) {
    const off = basisPoints(sum(dueFen), offBps)
    return { linesFen: allocate(Math.min(off, maxOffFen ?? off), dueFen), freightFen: 0 }
  },
  describe: ({ offBps }, lang) => (lang === 'en' ? `${percent(offBps)}% off` : `${zhe(10_000 - offBps)}折`),
})
