import type { Interface } from '../../kernel/contract.ts'
import type { resultsCalls } from '../results/contract.ts'
import type { Bargains } from './context.ts'
import { campaignOf } from './queries/campaigns.ts'
import { resultsOf } from './queries/results.ts'
import { latestCampaigns, ordersOf, peopleOf } from './queries/told.ts'

/** What came of campaigns, as `results` asks it. A bargain comes off when it reaches its floor. */
export const resultsCallsOf = ({ db }: Pick<Bargains, 'db'>): Interface<typeof resultsCalls> => ({
  playCampaigns: async ({ shopId }) => ({
    items: (await latestCampaigns(db, shopId)).map(({ startsAt, endsAt, ...one }) => ({
      ...one,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  }),
  playResults: async ({ shopId, campaignId }) => {
    if (!(await campaignOf(db, campaignId, shopId))) return { numbers: null }
    const { opened, reachedFloor, paid, gmvFen, refundedFen, givenFen } = await resultsOf(db, campaignId)
    const orders = await ordersOf(db, campaignId)
    return { numbers: { attempts: opened, successes: reachedFloor, orders, paidOrders: paid, gmvFen, refundedFen, costFen: givenFen } }
  },
  playPeople: async (of) => ({ items: await peopleOf(db, of) }),
})
