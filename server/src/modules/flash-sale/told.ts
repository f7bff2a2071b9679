import type { Interface } from '../../kernel/contract.ts'
import type { resultsCalls } from '../results/contract.ts'
import type { FlashSales } from './context.ts'
import { outcomeOf } from './queries/numbers.ts'
import { sessionOfShop } from './queries/sessions.ts'
import { latestSessions, peopleOf } from './queries/told.ts'

/** What came of sessions, as `results` asks it. There is nothing in a flash sale that has to come off. */
export const resultsCallsOf = ({ db }: Pick<FlashSales, 'db'>): Interface<typeof resultsCalls> => ({
  playCampaigns: async ({ shopId }) => ({
    items: (await latestSessions(db, shopId)).map(({ startsAt, endsAt, ...one }) => ({
      ...one,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  }),
  playResults: async ({ shopId, campaignId }) => {
    if (!(await sessionOfShop(db, { id: campaignId, shopId }))) return { numbers: null }
    const { orders, paidOrders, paidFen, refundedFen, savedFen } = await outcomeOf(db, campaignId)
    const money = { gmvFen: paidFen + refundedFen, refundedFen, costFen: savedFen }
    return { numbers: { attempts: null, successes: null, orders, paidOrders, ...money } }
  },
  playPeople: async (of) => ({ items: await peopleOf(db, of) }),
})
