import { z } from 'zod'
import { call, event } from '../../kernel/contract.ts'
import { Done, Id } from '../../kernel/schema.ts'
import { MembershipRule, TierInput } from './contract-admin.ts'
import { TaskInput } from './contract-tasks.ts'

export * from './contract-admin.ts'
export * from './contract-shop.ts'
export * from './contract-tasks.ts'

/** The growth of a shopper is another now: in one shop, or (null) in the mall. `lost`: some of it was taken back. */
export const growthChanged = event(
  'membership.growth_changed',
  z.object({ shopperId: Id, shopId: Id.nullable(), lost: z.boolean() }),
  ({ shopperId }) => shopperId,
)
/** Points are due for something that was done; told in the transaction that says so. */
export const rewardDue = event(
  'membership.reward_due',
  z.object({ key: z.string().max(100), shopperId: Id, points: z.int().min(1), note: z.string().max(100) }),
  ({ shopperId }) => shopperId,
)
/** A shop has other tiers: its members are looked at, those after one, page by page. */
export const tiersChanged = event('membership.tiers_changed', z.object({ shopId: Id, after: Id.nullable() }), ({ shopId }) => shopId)

export const membershipCalls = {
  /** The growth that counts for the tier in each of these shops. */
  growth: call(
    z.object({ shopperId: Id, shopIds: z.array(Id).max(200) }),
    z.object({ items: z.array(z.object({ shopId: Id, growth: z.int() })) }),
  ),
  /** The mall's rule, its tasks and the tiers of shops. For set-up. */
  put: call(
    z.object({
      rule: MembershipRule.optional(),
      tiers: z.array(z.object({ shopId: Id, items: z.array(TierInput).max(10) })).default([]),
      tasks: z.array(TaskInput).default([]),
    }),
    Done,
  ),
  /** Past check-ins and growth. For set-up. */
  seed: call(
    z.object({
      checkIns: z.array(z.object({ shopperId: Id, days: z.array(z.iso.date()).max(400) })).max(2000),
      growth: z.array(z.object({ key: z.string().max(80), shopId: Id, shopperId: Id, growth: z.int().min(1), note: z.string() })).max(5000),
      tags: z.array(z.object({ shopId: Id, shopperId: Id, tags: z.array(z.string()) })).default([]),
    }),
    Done,
  ),
}
