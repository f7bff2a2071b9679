import { z } from 'zod'
import { benefit } from '../rule.ts'
import { plainYuan } from '../words.ts'

/** 包邮, or 运费立减 when `maxOffFen` is given. The threshold, if any, is a condition. */
export const freeShipping = benefit({
  type: 'free_shipping',
  title: { 'zh-CN': '包邮', en: 'Free shipping' },
  kind: 'free_shipping',
  args: z.strictObject({ maxOffFen: z.int().min(1).max(100_000_000_00).optional() }),
  rewardsMore: () => false,
  apply({ lines, freightFen }, { maxOffFen }) {
    if (freightFen === 0) return { reason: 'no_freight' }
    return { linesFen: lines.map(() => 0), freightFen: Math.min(freightFen, maxOffFen ?? freightFen) }
  },
  describe({ maxOffFen }, lang) {
    if (maxOffFen === undefined) return lang === 'en' ? 'free shipping' : '包邮'
    return lang === 'en' ? `¥${plainYuan(maxOffFen)} off shipping` : `运费减${plainYuan(maxOffFen)}元`
  },
})
