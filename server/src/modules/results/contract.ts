import { z } from 'zod'
import { call, operation, slot } from '../../kernel/contract.ts'
import { Fen, Id, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

/** The name of the module that runs a play. */
export const PlayKind = z.string().regex(/^[a-z][a-z-]{1,30}$/)
const Count = z.int().min(0)

/** What a play knows of one campaign. Money is of paid orders only. */
export const PlayNumbers = z
  .object({
    /** Things that were begun and can come off or not (a group, a bargain); null where a play has no such thing. */
    attempts: Count.nullable(),
    /** Of these, those that came off (a full group, a bargain at its floor). */
    successes: Count.nullable(),
    /** Placed, whatever became of them. */
    orders: Count,
    /** Paid, whatever went back later. */
    paidOrders: Count,
    gmvFen: Fen,
    /** Of it, what went back. */
    refundedFen: Fen,
    /** What the campaign gave: price reductions on paid orders, prizes, rewards. */
    costFen: Fen,
  })
  .meta({ id: 'PlayNumbers' })
export type PlayNumbers = z.output<typeof PlayNumbers>

const Campaign = z.object({ id: Id, title: z.string(), startsAt: Time, endsAt: Time })

/** All that a play answers to have its results shown. Each only reads. */
export const resultsCalls = {
  /** Its campaigns in a shop, the latest first, 200 at most. */
  playCampaigns: call(z.object({ shopId: Id }), z.object({ items: z.array(Campaign).max(200) })),
  /** The numbers of a campaign; null when the shop has no such campaign. */
  playResults: call(z.object({ shopId: Id, campaignId: Id }), z.object({ numbers: PlayNumbers.nullable() })),
  /**
   * Who took part, in order of their ids, those after one. `orderId`: their earliest paid order of the campaign, or null. A helper of somebody
   * else's bargain takes part.
   */
  playPeople: call(
    z.object({ campaignId: Id, after: Id.nullable(), limit: z.int().min(1).max(1000) }),
    z.object({ items: z.array(z.object({ shopperId: Id, orderId: Id.nullable() })) }),
  ),
}
/** Where plays tell what came of their campaigns. */
export const resultsSlot = slot('results', resultsCalls)

export const reachCalls = {
  /** Who saw the pages of campaigns and passed them on. */
  reachOf: call(
    z.object({ kind: PlayKind, campaignIds: z.array(Id).max(200) }),
    z.object({ items: z.array(z.object({ campaignId: Id, visitors: Count, shares: Count, sharedVisits: Count })) }),
  ),
  /** Those of these shoppers who came to the campaign by somebody's share. */
  cameByShare: call(z.object({ kind: PlayKind, campaignId: Id, shopperIds: z.array(Id).max(1000) }), z.object({ shopperIds: z.array(Id) })),
}
/** Where it is told who saw a campaign. */
export const reachSlot = slot('reach', reachCalls)

const CampaignRow = Campaign.extend({
  kind: PlayKind,
  state: z.enum(['soon', 'running', 'over']),
  visitors: Count,
  paidOrders: Count,
  gmvFen: Fen,
  costFen: Fen,
}).meta({ id: 'CampaignResultsRow' })

export const CampaignResults = z
  .object({
    kind: PlayKind,
    campaign: Campaign,
    numbers: PlayNumbers,
    /** Different visitors of its pages. */
    reach: Count,
    shares: Count,
    /** Visitors of these shares. */
    sharedVisits: Count,
    participants: Count,
    buyers: Count,
    newCustomers: Count,
    /** Participants who came by somebody's share. */
    invited: Count,
    /** participants ÷ reach, in basis points; null where there is nothing to divide by. So are all below. */
    participationBps: Count.nullable(),
    /** buyers ÷ reach */
    conversionBps: Count.nullable(),
    /** successes ÷ attempts */
    successBps: Count.nullable(),
    /** invited ÷ participants, in thousandths */
    kMilli: Count.nullable(),
    /** (GMV − refunds) ÷ cost, in basis points */
    roiBps: Count.nullable(),
    /** cost ÷ new customers */
    cacFen: Fen.nullable(),
    /** People were counted up to a limit; there are more. */
    partial: z.boolean(),
  })
  .meta({ id: 'CampaignResults' })
export type CampaignResults = z.output<typeof CampaignResults>

export const listCampaignResults = operation({
  id: 'listCampaignResults',
  face: 'admin',
  method: 'GET',
  path: '/campaign-results',
  summary: 'Campaigns of every play of the shop, the latest first',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ kind: PlayKind.optional() }),
  reply: pageOf(CampaignRow).extend({ kinds: z.array(PlayKind) }),
})
export const getCampaignResults = operation({
  id: 'getCampaignResults',
  face: 'admin',
  method: 'GET',
  path: '/campaign-results/:kind/:id',
  summary: 'Reach, participation, conversion, success rate, K-factor, cost, GMV, ROI and CAC of one campaign',
  access: 'staff:promotion.read',
  params: z.strictObject({ kind: PlayKind, id: Id }),
  reply: CampaignResults,
  errors: ['campaign_results_not_found'],
})
