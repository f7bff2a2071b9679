import type { Interface } from '../../kernel/contract.ts'
import type { resultsCalls } from '../results/contract.ts'
import type { GroupBuys } from './context.ts'
import { campaignOf } from './queries/campaigns.ts'
import { latestCampaigns, peopleOf, piecesOf, toldOf } from './queries/told.ts'

/** What came of campaigns, as `results` asks it. A group comes off when it is complete. */
export const resultsCallsOf = (groups: Pick<GroupBuys, 'db' | 'catalog'>): Interface<typeof resultsCalls> => ({
  playCampaigns: async ({ shopId }) => ({
    items: (await latestCampaigns(groups.db, shopId)).map(({ startsAt, endsAt, ...one }) => ({
      ...one,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  }),
  playResults: async ({ shopId, campaignId }) => {
    if (!(await campaignOf(groups.db, campaignId, shopId))) return { numbers: null }
    return { numbers: { ...(await toldOf(groups.db, campaignId)), costFen: await givenFen(groups, campaignId) } }
  },
  playPeople: async (of) => ({ items: await peopleOf(groups.db, of) }),
})

/** What the pieces would cost alone, at the prices of today, less what they cost in their groups. */
async function givenFen({ db, catalog }: Pick<GroupBuys, 'db' | 'catalog'>, campaignId: string): Promise<number> {
  const pieces = await piecesOf(db, campaignId)
  if (pieces.length === 0) return 0
  const { items } = await catalog.skusForSale({ skuIds: pieces.map((one) => one.skuId) })
  const priceOf = new Map(items.map((sku) => [sku.skuId, sku.priceFen]))
  return pieces.reduce((sum, one) => sum + Math.max(0, (priceOf.get(one.skuId) ?? 0) * one.pieces - one.atGroupFen), 0)
}
