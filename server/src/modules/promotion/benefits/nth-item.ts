import { z } from 'zod'
import { basisPoints } from '../../../kernel/money.ts'
import { benefit, sum, type View } from '../rule.ts'
import { groupsOf, spread } from './units.ts'
import { percent, zhe } from '../words.ts'

const Args = z.strictObject({
  n: z.int().min(2).max(20),
  /** 5000 is 半价; 10000 is free. */
  offBps: z.int().min(1).max(10_000),
  /** At most this many pieces get it; every n-th one when absent. */
  maxTimes: z.int().min(1).max(999).optional(),
})

const quantitiesOf = ({ lines }: View): number[] => lines.map((line) => line.quantity)

/** 第N件X折: of the pieces in scope, dearest first, every n-th is cheaper. What is taken off is rounded half up per piece, here. */
export const nthItem = benefit({
  type: 'nth_item',
  title: { 'zh-CN': '第N件折扣', en: 'Every n-th cheaper' },
  kind: 'discount',
  args: Args,
  rewardsMore: () => false,
  apply(view, { n, offBps, maxTimes }) {
    const quantities = quantitiesOf(view)
    const groups = groupsOf(quantities, view.dueFen, { n, maxTimes })
    if (groups.length === 0) return { reason: 'quantity_too_low', missingPieces: n - sum(quantities) }
    const off = sum(groups.map(({ parts, times }) => basisPoints(parts.at(-1)!.fen, offBps) * times))
    return { linesFen: spread(off, groups, quantities.length), freightFen: 0 }
  },
  next(view, { n, maxTimes }) {
    const pieces = sum(quantitiesOf(view))
    const full = maxTimes !== undefined && Math.floor(pieces / n) >= maxTimes
    return full ? undefined : { reason: 'quantity_too_low', missingPieces: n - (pieces % n) }
  },
  describe({ n, offBps }, lang) {
    if (lang === 'en') return `item ${n}: ${percent(offBps)}% off`
    if (offBps === 10_000) return `第${n}件免费`
    return offBps === 5000 ? `第${n}件半价` : `第${n}件${zhe(10_000 - offBps)}折`
  },
})
