import type { Interface } from '../../kernel/contract.ts'
import { giveAllowance } from './allowance.ts'
import type { Orders } from './context.ts'
import type { refundCalls } from './contract.ts'
import { spentInShop } from './queries/refundable.ts'
import { refunds, retryRefund } from './refund-money.ts'
import { quoteRefund, refundUnits } from './refund-units.ts'
import { pause, refundable, resume } from './refundable.ts'
import { setVouchersAside } from './virtual.ts'

/** What those call who give something back. */
export function refundCallsOf(orders: Orders): Interface<typeof refundCalls> {
  return {
    refundUnits: ({ withFreight = false, ...input }) => refundUnits(orders, { ...input, withFreight }),
    setAside: async (input) => {
      await setVouchersAside(orders, input)
      return { ok: true as const }
    },
    putBack: (input) => orders.cardKey.putBack(input),
    quoteRefund: ({ withFreight = false, ...input }) => quoteRefund(orders, { ...input, withFreight }),
    giveAllowance: (input) => giveAllowance(orders, input),
    retryRefund: (input) => retryRefund(orders, input),
    refundable: ({ orderIds }) => refundable(orders, orderIds),
    refunds: ({ keys }) => refunds(orders, keys),
    pause: (input) => pause(orders, input),
    resume: (input) => resume(orders, input),
    spent: async (who) => ({ amountFen: await spentInShop(orders.db, who) }),
  }
}
