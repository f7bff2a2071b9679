import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { claim, end, giveBack, keep, lapse, left, prolong } from './claim.ts'
import type { Limits } from './context.ts'
import { purchaseLimitCalls } from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { countsOffTheClaims, statesOf } from './queries.ts'

export const purchaseLimit = defineModule({
  name: 'purchase-limit',
  calls: { ...purchaseLimitCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  messages,
  create: ({ db, now }) => {
    const limits: Limits = { db, now }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        left: (input) => left(limits, input),
        claim: (input) => claim(limits, input),
        keep: (input) => keep(limits, input),
        prolong: (input) => prolong(limits, input),
        end: (input) => end(limits, input),
        giveBack: (input) => giveBack(limits, input),
        claims: async ({ keys }) => ({ items: await statesOf(db, keys) }),
      },
      routes: [],
      handlers: [],
      jobs: [sweep({ name: 'purchase-limit.lapse', everyMs: 2_000, run: () => lapse(limits) })],
      checks: [{ name: 'what persons bought is counted as claimed', invariant: 9, run: () => countsOffTheClaims(db) }],
    }
  },
})
