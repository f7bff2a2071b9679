import { z } from 'zod'
import { allocate } from '../../../kernel/money.ts'
import { benefit, sum } from '../rule.ts'
import { plainYuan } from '../words.ts'

/** 首单立减: a sum off the first order, in this shop or anywhere in the mall. Such a rule counts once a shopper, whatever its own limit says. */
export const firstOrder = benefit({
  type: 'first_order',
  title: { 'zh-CN': '首单立减', en: 'Off the first order' },
  kind: 'newcomer',
  args: z.strictObject({
    offFen: z.int().min(1).max(100_000_000_00),
    fromFen: z.int().min(0).max(100_000_000_00).default(0),
    /** True: the shopper has never paid for an order in any shop. */
    inAll: z.boolean().default(false),
  }),
  rewardsMore: ({ fromFen }) => fromFen > 0,
  apply({ dueFen, member }, { offFen, fromFen, inAll }) {
    const paid = inAll ? (member.paidInAll ?? member.paidOrders) : member.paidOrders
    if (paid > 0) return { reason: 'not_new_customer' }
    const spend = sum(dueFen)
    if (spend < fromFen) return { reason: 'spend_too_low', missingFen: fromFen - spend }
    return { linesFen: allocate(Math.min(offFen, spend), dueFen), freightFen: 0 }
  },
  describe({ offFen, fromFen }, lang) {
    if (lang === 'en') return `¥${plainYuan(offFen)} off your first order${fromFen > 0 ? ` over ¥${plainYuan(fromFen)}` : ''}`
    return fromFen > 0 ? `首单满${plainYuan(fromFen)}减${plainYuan(offFen)}` : `首单立减${plainYuan(offFen)}元`
  },
})
