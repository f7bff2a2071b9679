import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, Name, NoInput, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

/** What one side gets, by the calls of the module that gives it. */
export const Reward = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000) }),
    z.strictObject({ kind: z.literal('coupon'), templateId: Id }),
    z.strictObject({ kind: z.literal('red_packet'), amountFen: z.int().min(1).max(100_000), validDays: z.int().min(1).max(365) }),
    z.strictObject({ kind: z.literal('wallet'), amountFen: z.int().min(1).max(1_000_000) }),
  ])
  .meta({ id: 'ReferralReward' })
export type Reward = z.output<typeof Reward>

const Terms = z.strictObject({
  title: Name,
  /** joined: a friend signed up; paid: paid a first order; kept: the same, and `holdDays` have passed without it coming back. */
  at: z.enum(['joined', 'paid', 'kept']),
  holdDays: z.int().min(0).max(90),
  minOrderFen: Fen,
  inviterReward: Reward.nullable(),
  inviteeReward: Reward.nullable(),
  perDay: z.int().min(1).max(10_000),
  perPerson: z.int().min(1).max(10_000),
  /** So many referrals are rewarded at most. */
  budget: z.int().min(1).max(1_000_000),
  /** Cash-back: so many friends bring `rateBps` of the order back, `mostFen` at most. */
  friends: z.int().min(1).max(100),
  rateBps: z.int().min(0).max(10_000),
  mostFen: Fen,
  startsAt: Time,
  endsAt: Time,
  enabled: z.boolean(),
})
export const NewReferralCampaign = Terms.extend({ kind: z.enum(['invite', 'cashback']), scope: z.enum(['mall', 'shop']) })
export type ReferralTerms = z.output<typeof Terms>
export type NewReferralCampaign = z.output<typeof NewReferralCampaign>

export const ReferralState = z.enum(['open', 'review', 'due', 'given', 'refused', 'full', 'void', 'over'])
export const AdminReferralCampaign = z
  .object(NewReferralCampaign.shape)
  .extend({
    id: Id,
    state: z.enum(['off', 'soon', 'running', 'over']),
    given: z.int(),
    referrals: z.int(),
    reviews: z.int(),
    createdAt: Time,
  })
  .meta({ id: 'AdminReferralCampaign' })

const Person = z.object({ id: Id, nickname: z.string() })
export const ReferralRow = z
  .object({
    id: Id,
    inviter: Person,
    invitee: Person,
    orderId: Id.nullable(),
    orderFen: Fen,
    friends: z.int(),
    state: ReferralState,
    /** Why it was withheld, refused or given up. */
    reasons: z.array(z.string()),
    dueAt: Time.nullable(),
    worthFen: Fen,
    createdAt: Time,
    decidedBy: z.string(),
    note: z.string(),
  })
  .meta({ id: 'ReferralRow' })

export const listAdminReferralCampaigns = operation({
  id: 'listAdminReferralCampaigns',
  face: 'admin',
  method: 'GET',
  path: '/referral-campaigns',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(AdminReferralCampaign),
})
const campaignErrors = ['referral_numbers_wrong', 'referral_platform_only', 'referral_coupon_unknown'] as const
export const createReferralCampaign = operation({
  id: 'createReferralCampaign',
  face: 'admin',
  method: 'POST',
  path: '/referral-campaigns',
  access: 'staff:promotion.write',
  body: NewReferralCampaign,
  reply: AdminReferralCampaign,
  errors: campaignErrors,
})
export const updateReferralCampaign = operation({
  id: 'updateReferralCampaign',
  face: 'admin',
  method: 'PUT',
  path: '/referral-campaigns/:id',
  summary: 'Holds for what is decided from now on',
  access: 'staff:promotion.write',
  params: IdParams,
  body: Terms,
  reply: AdminReferralCampaign,
  errors: ['referral_campaign_not_found', 'referral_budget_given', ...campaignErrors],
})
export const listReferrals = operation({
  id: 'listReferrals',
  face: 'admin',
  method: 'GET',
  path: '/referral-campaigns/:id/referrals',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery.extend({ state: ReferralState.optional() }),
  reply: pageOf(ReferralRow),
  errors: ['referral_campaign_not_found'],
})
export const decideReferral = operation({
  id: 'decideReferral',
  face: 'admin',
  method: 'POST',
  path: '/referrals/:id/decision',
  summary: 'A referral that was withheld is rewarded after all, or not, with a reason',
  access: 'staff:promotion.write',
  params: IdParams,
  body: z.strictObject({ approve: z.boolean(), note: z.string().trim().min(2).max(200) }),
  reply: z.object({ state: ReferralState }),
  errors: ['referral_not_found', 'referral_decided', 'referral_limit'],
})

export const ReferralOffer = z
  .object({
    id: Id,
    kind: z.enum(['invite', 'cashback']),
    title: z.string(),
    at: z.enum(['joined', 'paid', 'kept']),
    holdDays: z.int(),
    minOrderFen: Fen,
    inviterReward: Reward.nullable(),
    inviteeReward: Reward.nullable(),
    perDay: z.int(),
    perPerson: z.int(),
    left: z.int(),
    friends: z.int(),
    rateBps: z.int(),
    mostFen: Fen,
    endsAt: Time,
  })
  .meta({ id: 'ReferralOffer' })
export const listReferralOffers = operation({
  id: 'listReferralOffers',
  face: 'shop',
  method: 'GET',
  path: '/referral-offers',
  summary: 'What bringing friends is rewarded with now',
  access: 'public',
  reply: z.object({ items: z.array(ReferralOffer) }),
})
export const MyReferral = z
  .object({
    id: Id,
    kind: z.enum(['invite', 'cashback']),
    /** The friend; nobody for a cash-back. */
    friend: z.string(),
    friends: z.int(),
    needed: z.int(),
    state: ReferralState,
    reward: Reward.nullable(),
    dueAt: Time.nullable(),
    at: Time,
  })
  .meta({ id: 'MyReferral' })
export const listMyReferrals = operation({
  id: 'listMyReferrals',
  face: 'shop',
  method: 'GET',
  path: '/referrals',
  summary: 'Friends one has brought, and what came of it',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(MyReferral),
})
export const getMyInvites = operation({
  id: 'getMyInvites',
  face: 'shop',
  method: 'GET',
  path: '/my-invites',
  access: 'shopper',
  reply: z
    .object({ visits: z.int(), joined: z.int(), rewarded: z.int(), points: z.int(), moneyFen: Fen, coupons: z.int() })
    .meta({ id: 'MyInvites' }),
})

export const referralCalls = {
  /** Creates a campaign. For set-up. */
  putCampaign: call(NewReferralCampaign.extend({ shopId: Id }), z.object({ id: Id })),
  /** Gives what is due now. For set-up. */
  giveDue: call(NoInput, z.object({ given: z.int() })),
}
