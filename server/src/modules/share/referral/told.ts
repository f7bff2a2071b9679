import type { Interface } from '../../../kernel/contract.ts'
import type { resultsCalls } from '../../results/contract.ts'
import type { Shares } from '../context.ts'
import { campaignOf, campaignsOf } from '../queries/campaigns.ts'
import { peopleOf, toldOf } from '../queries/told.ts'

/** What came of campaigns, as `results` asks it. A referral comes off when its rewards are given. */
export const resultsCallsOf = ({ db }: Pick<Shares, 'db'>): Interface<typeof resultsCalls> => ({
  playCampaigns: async ({ shopId }) => ({
    items: (await campaignsOf(db, shopId, { limit: 200, offset: 0 })).items.map(({ id, title, startsAt, endsAt }) => ({
      id,
      title,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  }),
  playResults: async ({ shopId, campaignId }) => {
    if ((await campaignOf(db, campaignId))?.shopId !== shopId) return { numbers: null }
    return { numbers: await toldOf(db, campaignId) }
  },
  playPeople: async (of) => ({ items: await peopleOf(db, of) }),
})
