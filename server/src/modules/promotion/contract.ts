import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Done, Id } from '../../kernel/schema.ts'
import { CouponTemplateInput } from './contract-coupons.ts'
import { Basket, Member, Outcome } from './contract-engine.ts'
import { RuleInput } from './contract-rules.ts'

export * from './contract-engine.ts'
export * from './contract-rules.ts'
export * from './contract-coupons.ts'

export const promotionCalls = {
  /** Prices a basket with the shop's rules and the shopper's coupons: the named ones, the best ones, or none. */
  evaluate: call(
    z.object({ basket: Basket, member: Member.omit({ paidOrders: true }), coupons: z.union([z.literal('best'), z.array(Id).max(5)]) }),
    Outcome.extend({ usedCouponIds: z.array(Id) }),
  ),
  /** Holds coupons for an order; all or none. Same key, same answer. Throws `coupon_unusable`. */
  hold: call(
    z.object({ key: z.string().max(100), shopperId: Id, couponIds: z.array(Id).max(20), minutes: z.int().min(1).max(10_080) }),
    Done,
  ),
  /** Held coupons become used. Twice is once. */
  redeem: call(z.object({ key: z.string().max(100) }), Done),
  /** Gives held or used coupons of this key back (an expired one stays expired). Twice is once. */
  release: call(z.object({ key: z.string().max(100) }), Done),
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({ items: z.array(z.object({ key: z.string(), couponId: Id, state: z.enum(['held', 'used', 'released']) })) }),
  ),
  putRule: call(RuleInput.extend({ shopId: Id }), z.object({ id: Id })),
  putCoupon: call(CouponTemplateInput.extend({ shopId: Id }), z.object({ id: Id })),
  grant: call(z.object({ templateId: Id, shopperIds: z.array(Id).max(1000) }), z.object({ granted: z.int() })),
}
