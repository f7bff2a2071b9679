import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { numbersOf, reached } from './board.ts'
import type { Results } from './context.ts'
import type { CampaignResults } from './contract.ts'
import { figures } from './figures.ts'

const PAGE = 1000
/** So many people are looked at; a campaign of more says that its counts of people are partial. */
const PAGES = 200

interface Of {
  shopId: string
  kind: string
  id: string
}

/** All that is known of one campaign. Throws `campaign_results_not_found`. */
export async function gather(results: Results, of: Of): Promise<z.input<typeof CampaignResults>> {
  const numbers = await numbersOf(results, of)
  const campaigns = numbers ? await results.plays().get(of.kind)?.playCampaigns({ shopId: of.shopId }) : undefined
  const campaign = campaigns?.items.find((one) => one.id === of.id)
  if (!numbers || !campaign) throw new AppError('not_found', 'campaign_results_not_found')
  const { visitors, shares, sharedVisits } = (await reached(results, of.kind, [of.id]))(of.id)
  const people = await peopleOf(results, of)
  // Whoever took part has seen it, also where no visit was recorded.
  const reach = Math.max(visitors, people.participants)
  const counted = { numbers, reach, ...people }
  return { kind: of.kind, campaign, ...counted, shares, sharedVisits, ...figures(counted) }
}

interface Person {
  shopperId: string
  orderId: string | null
}

async function pageOf(results: Results, { kind, ...of }: { kind: string; campaignId: string; after: string | null }): Promise<Person[]> {
  return (
    (
      await results
        .plays()
        .get(kind)
        ?.playPeople({ ...of, limit: PAGE })
    )?.items ?? []
  )
}

async function peopleOf(results: Results, { shopId, kind, id }: Of) {
  const counts = { participants: 0, buyers: 0, newCustomers: 0, invited: 0, partial: false }
  let after: string | null = null
  for (let page = 0; page < PAGES; page += 1) {
    const items = await pageOf(results, { kind, campaignId: id, after })
    if (items.length === 0) return counts
    const orderIds = items.flatMap(({ orderId }) => orderId ?? [])
    const shopperIds = items.map((one) => one.shopperId)
    counts.participants += items.length
    counts.buyers += orderIds.length
    if (orderIds.length > 0) counts.newCustomers += (await results.shopper.firstOrders({ shopId, orderIds })).ids.length
    for (const reach of results.reach().values())
      counts.invited += (await reach.cameByShare({ kind, campaignId: id, shopperIds })).shopperIds.length
    if (items.length < PAGE) return counts
    after = shopperIds.at(-1) ?? null
  }
  return { ...counts, partial: true }
}
