import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { ShopperRow } from '../shopper/contract.ts'

const Reward = z.int().min(0).max(100_000)
/** How members grow, check in and celebrate in the whole mall. */
export const MembershipRule = z
  .strictObject({
    /** Growth for each yuan that was paid for goods, when the order is completed. */
    growthPerYuan: z.int().min(0).max(100).default(1),
    growthPerReview: Reward.default(5),
    pointsPerReview: Reward.default(0),
    /** Only so many reviews a day bring something. */
    reviewsPerDay: z.int().min(0).max(50).default(5),
    /** Growth of so many past days decides the tier; 0: all of it. */
    windowDays: z.int().min(0).max(3650).default(365),
    /** A tier once reached stands so long, then it is what growth says. */
    termDays: z.int().min(1).max(3650).default(365),
    checkIn: z
      .strictObject({
        enabled: z.boolean().default(true),
        points: Reward.default(2),
        growth: Reward.default(1),
        /** Points on top when so many days in a row are reached. */
        streaks: z
          .array(z.strictObject({ days: z.int().min(2).max(365), points: z.int().min(1).max(100_000) }))
          .max(10)
          .default([
            { days: 3, points: 5 },
            { days: 7, points: 20 },
            { days: 30, points: 100 },
          ]),
        /** A missed day can be made up for so many days; 0: never. */
        makeUpDays: z.int().min(0).max(60).default(7),
        /** Make-up cards the mall gives in a month, and how many one shopper may take. */
        cardsPerMonth: z.int().min(0).max(10_000_000).default(1000),
        cardsPerShopper: z.int().min(0).max(31).default(1),
      })
      .prefault({}),
    birthday: z.strictObject({ points: Reward.default(0), growth: Reward.default(0) }).prefault({}),
  })
  .meta({ id: 'MembershipRule' })
export type MembershipRule = z.output<typeof MembershipRule>

export const RightKind = z.enum(['discount', 'free_shipping', 'birthday', 'support', 'exclusive', 'other'])
export const TierRight = z
  .strictObject({
    kind: RightKind,
    text: z.string().trim().min(1).max(40),
    /** Of a discount: off all goods of the shop for this tier and above, in basis points. A right of free shipping holds by itself. */
    offBps: z.int().min(1).max(9000).nullable().default(null),
  })
  .meta({ id: 'TierRight' })
export const TierInput = z
  .strictObject({
    level: z.int().min(1).max(99),
    name: z.string().trim().min(1).max(20),
    growth: z.int().min(1).max(100_000_000),
    rights: z.array(TierRight).max(8).default([]),
  })
  .meta({ id: 'MemberTier' })
export type TierInput = z.output<typeof TierInput>
const Tiers = z.object({ items: z.array(TierInput) })

export const getMembershipRule = operation({
  id: 'getMembershipRule',
  face: 'admin',
  method: 'GET',
  path: '/membership-rule',
  access: 'staff:promotion.read',
  reply: MembershipRule,
})
export const updateMembershipRule = operation({
  id: 'updateMembershipRule',
  face: 'admin',
  method: 'PUT',
  path: '/membership-rule',
  summary: 'How members grow and check in, in the whole mall',
  access: 'staff:promotion.write',
  platform: true,
  body: MembershipRule,
  reply: MembershipRule,
  errors: ['streaks_wrong'],
})
export const getMemberTiers = operation({
  id: 'getMemberTiers',
  face: 'admin',
  method: 'GET',
  path: '/member-tiers',
  access: 'staff:promotion.read',
  reply: Tiers,
})
export const putMemberTiers = operation({
  id: 'putMemberTiers',
  face: 'admin',
  method: 'PUT',
  path: '/member-tiers',
  summary: 'The tiers of the shop with the growth each needs; members move to what theirs gives',
  access: 'staff:promotion.write',
  body: z.strictObject({ items: z.array(TierInput).max(10) }),
  reply: Tiers,
  errors: ['tiers_wrong'],
})
export const listCheckInDays = operation({
  id: 'listCheckInDays',
  face: 'admin',
  method: 'GET',
  path: '/check-in-days',
  summary: 'How many checked in on each of the past thirty days, and how many make-up cards of this month are gone',
  access: 'staff:promotion.read',
  platform: true,
  reply: z.object({
    days: z.array(z.object({ day: z.iso.date(), people: z.int(), madeUp: z.int() })),
    cardsTaken: z.int(),
  }),
})

const TierChange = z.object({ tierBefore: z.int(), tier: z.int(), reason: z.string(), staffName: z.string(), at: Time })
export const Member = z
  .object({
    shopper: ShopperRow,
    tier: z.int(),
    tierName: z.string().nullable(),
    /** What counts for the tier here. */
    growth: z.int(),
    nextGrowth: z.int().nullable(),
    until: Time.nullable(),
    tierByStaff: z.boolean(),
    tags: z.array(z.string()),
    checkIns: z.int(),
    streak: z.int(),
    /** Of the whole mall: only for its staff. */
    assets: z.object({ points: z.int(), walletFen: Fen, redPacketFen: Fen }).nullable(),
    tierChanges: z.array(TierChange),
  })
  .meta({ id: 'Member' })
export const getMember = operation({
  id: 'getMember',
  face: 'admin',
  method: 'GET',
  path: '/members/:id',
  access: 'staff:shopper.read',
  params: IdParams,
  reply: Member,
  errors: ['shopper_not_found'],
})
export const GrowthKind = z.enum(['order', 'refund', 'review', 'check_in', 'task', 'birthday', 'adjust', 'seed', 'merge'])
export const MemberEvent = z
  .object({
    id: z.string(),
    kind: GrowthKind,
    /** Growth that came or went. */
    change: z.int(),
    note: z.string(),
    actor: z.string(),
    at: Time,
  })
  .meta({ id: 'MemberEvent' })
export const listMemberEvents = operation({
  id: 'listMemberEvents',
  face: 'admin',
  method: 'GET',
  path: '/members/:id/events',
  summary: 'What a member did and was given here, newest first',
  access: 'staff:shopper.read',
  params: IdParams,
  query: PageQuery,
  reply: pageOf(MemberEvent),
  errors: ['shopper_not_found'],
})
export const adjustGrowth = operation({
  id: 'adjustGrowth',
  face: 'admin',
  method: 'POST',
  path: '/members/:id/growth',
  summary: 'Add or take growth in this shop, with a reason',
  access: 'staff:shopper.write',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    change: z
      .int()
      .min(-10_000_000)
      .max(10_000_000)
      .refine((change) => change !== 0),
    reason: z.string().trim().min(2).max(100),
  }),
  reply: z.object({ growth: z.int() }),
  errors: ['shopper_not_found', 'balance_short', 'key_reused'],
})
export const putMemberTags = operation({
  id: 'putMemberTags',
  face: 'admin',
  method: 'PUT',
  path: '/members/:id/tags',
  access: 'staff:shopper.write',
  params: IdParams,
  body: z.strictObject({ tags: z.array(z.string().trim().min(1).max(12)).max(20) }),
  reply: z.object({ tags: z.array(z.string()) }),
  errors: ['shopper_not_found'],
})
