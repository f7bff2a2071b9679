import { z } from 'zod'
import { benefit, sum } from '../rule.ts'
import { groupFen, groupsOf, spread } from './units.ts'
import { plainYuan } from '../words.ts'

const Args = z.strictObject({
  n: z.int().min(2).max(50),
  priceFen: z.int().min(1).max(100_000_000_00),
  /** At most this many groups; as many as are full when absent. */
  maxTimes: z.int().min(1).max(999).optional(),
})

/** N件一口价: every n pieces in scope, dearest first, cost so much together, if that is less. */
export const nForPrice = benefit({
  type: 'n_for_price',
  title: { 'zh-CN': 'N件一口价', en: 'N for a price' },
  kind: 'set_price',
  args: Args,
  rewardsMore: () => true,
  apply({ lines, dueFen }, { n, priceFen, maxTimes }) {
    const quantities = lines.map((line) => line.quantity)
    const groups = groupsOf(quantities, dueFen, { n, maxTimes })
    if (groups.length === 0) return { reason: 'quantity_too_low', missingPieces: n - sum(quantities) }
    const cheaper = groups.filter((group) => groupFen(group) > priceFen)
    const off = sum(cheaper.map((group) => (groupFen(group) - priceFen) * group.times))
    return { linesFen: spread(off, cheaper, lines.length), freightFen: 0 }
  },
  next({ lines }, { n, maxTimes }) {
    const pieces = sum(lines.map((line) => line.quantity))
    const full = maxTimes !== undefined && Math.floor(pieces / n) >= maxTimes
    return full ? undefined : { reason: 'quantity_too_low', missingPieces: n - (pieces % n) }
  },
  describe: ({ n, priceFen }, lang) => (lang === 'en' ? `${n} for ¥${plainYuan(priceFen)}` : `${plainYuan(priceFen)}元任选${n}件`),
})
