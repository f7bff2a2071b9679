import { z } from 'zod'
import { plainYuan } from '../words.ts'
import { condition, sum } from '../rule.ts'

/** 满额门槛: what is still to pay for the goods in scope is at least this much. */
export const minSpend = condition({
  type: 'min_spend',
  title: { 'zh-CN': '满金额', en: 'Spend at least' },
  args: z.strictObject({ amountFen: z.int().min(1).max(100_000_000_00) }),
  describe: ({ amountFen }, lang) => (lang === 'en' ? `over ¥${plainYuan(amountFen)}` : `满${plainYuan(amountFen)}元`),
  check({ dueFen }, { amountFen }) {
    const missingFen = amountFen - sum(dueFen)
    return missingFen > 0 ? { reason: 'spend_too_low', missingFen } : undefined
  },
})
