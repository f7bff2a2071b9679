import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Done, Fen, Id, Time } from '../../kernel/schema.ts'
import { CouponTemplateInput } from './contract-coupons.ts'
import { AcrossOutcome, Applied, Basket, Choice, Member, Outcome, UnitRun } from './contract-engine.ts'
import { RuleInput } from './contract-rules.ts'

export * from './contract-engine.ts'
export * from './contract-rules.ts'
export * from './contract-coupons.ts'
export * from './contract-issue.ts'

export const promotionCalls = {
  /**
   * Prices baskets with each shop's rules, the shopper's coupons (the named ones, the best ones, or none), and the offers over several shops, all
   * chosen together.
   */
  evaluate: call(
    z.object({
      shops: z
        .array(
          z.object({
            basket: Basket,
            /** The member tier in this shop. */
            tier: z.int().min(0),
            coupons: z.union([z.literal('best'), z.array(Id).max(5)]),
          }),
        )
        .max(200),
      member: Member.pick({ shopperId: true }).extend({ paidOrders: z.int().min(0).optional() }),
      /** Whether offers over several shops take part; lines that are only shown keep out of them. */
      across: z.boolean(),
      /** Coupons of these templates, as if the shopper had one of each; for trying out. */
      templateIds: z.array(Id).max(20).optional(),
      /** As if it were then; for trying out. */
      at: Time.optional(),
    }),
    z.object({
      /** In the order of the question. */
      shops: z.array(
        Outcome.extend({
          shopId: Id,
          usedCouponIds: z.array(Id),
          /** Rules used that have limits; to be held with the order. */ limitedRuleIds: z.array(Id),
        }),
      ),
      across: AcrossOutcome,
      choice: Choice,
    }),
  ),
  /** What each piece pays and which offer takes how much off it; pieces that are alike are told once. */
  perUnit: call(
    z.object({
      lines: z.array(z.object({ lineId: z.string(), unitPriceFen: Fen, quantity: z.int().min(1), payableFen: Fen })).max(200),
      applied: z.array(Applied),
    }),
    z.object({ lines: z.array(z.object({ lineId: z.string(), units: z.array(UnitRun) })) }),
  ),
  /** Holds coupons for an order; all or none. Same key, same answer. Throws `coupon_unusable`, `rule_used_up`. */
  hold: call(
    z.object({
      key: z.string().max(100),
      shopperId: Id,
      couponIds: z.array(Id).max(20),
      /** Rules with limits that the order uses. */ ruleIds: z.array(Id).max(50).optional(),
      minutes: z.int().min(1).max(10_080),
    }),
    Done,
  ),
  /** Held coupons become used. Twice is once. */
  redeem: call(z.object({ key: z.string().max(100) }), Done),
  /** Gives held or used coupons of this key back (an expired one stays expired). Twice is once. */
  release: call(z.object({ key: z.string().max(100) }), Done),
  /** The hold lasts so many minutes from now, if it has not ended. */
  prolong: call(z.object({ key: z.string().max(100), minutes: z.int().min(1).max(10_080) }), Done),
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({ items: z.array(z.object({ key: z.string(), couponId: Id, state: z.enum(['held', 'used', 'released']) })) }),
  ),
  putRule: call(RuleInput.extend({ shopId: Id }), z.object({ id: Id })),
  putCoupon: call(CouponTemplateInput.extend({ shopId: Id }), z.object({ id: Id })),
  /** An order is paid: the coupons that its goods bring. Keyed by the order, twice is once. */
  afterPayment: call(
    z.object({
      orderId: Id,
      shopId: Id,
      shopperId: Id,
      lines: z.array(z.object({ skuId: Id, productId: Id, quantity: z.int().min(1), unitPriceFen: Fen, payableFen: Fen })).max(200),
    }),
    z.object({ granted: z.int() }),
  ),
  /**
   * One coupon for a shopper, keyed: given twice is given once. `limit`: they have as many as each may; `gone`: it cannot be had (any more).
   * `shopId`: only one of this shop's own.
   */
  give: call(
    z.object({ key: z.string().max(150), templateId: Id, shopperId: Id, shopId: Id.optional() }),
    z.object({ outcome: z.enum(['given', 'limit', 'gone']) }),
  ),
  /** What coupons are called, and whose they are. */
  titles: call(
    z.object({ templateIds: z.array(Id).max(500) }),
    z.object({ items: z.array(z.object({ id: Id, shopId: Id, title: z.string() })) }),
  ),
  grant: call(z.object({ templateId: Id, shopperIds: z.array(Id).max(1000) }), z.object({ granted: z.int() })),
}
