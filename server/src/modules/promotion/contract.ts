import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

// --- what the engine reads and answers (pure; see evaluate.ts)
export const BasketLine = z.object({
  lineId: z.string(),
  skuId: Id,
  productId: Id,
  categoryIds: z.array(Id),
  unitPriceFen: Fen,
  quantity: z.int().min(1),
})
export type BasketLine = z.output<typeof BasketLine>
/** The shopper as the rules see them; `paidOrders` counts those in this shop. */
export const Member = z.object({ shopperId: Id.nullable(), tier: z.int().min(0), paidOrders: z.int().min(0) })
export type Member = z.output<typeof Member>
export const Basket = z.object({ shopId: Id, lines: z.array(BasketLine).max(200), freightFen: Fen })
export type Basket = z.output<typeof Basket>

/** Which lines a rule looks at. Lists of what is in are alternatives, all empty means all goods; what is out is always out. */
export const Scope = z
  .strictObject({
    categoryIds: z.array(Id).max(50).default([]),
    productIds: z.array(Id).max(200).default([]),
    skuIds: z.array(Id).max(200).default([]),
    excludeCategoryIds: z.array(Id).max(50).default([]),
    excludeProductIds: z.array(Id).max(200).default([]),
    excludeSkuIds: z.array(Id).max(200).default([]),
  })
  .meta({ id: 'Scope' })
export type Scope = z.output<typeof Scope>
/** A condition or benefit of the registry with its arguments; `listRuleKinds` tells which there are. */
export const Part = z.strictObject({ type: z.string().max(40), args: z.record(z.string(), z.unknown()) })

export const Offer = z.object({
  id: Id,
  source: z.enum(['rule', 'coupon']),
  title: z.string(),
  /** Greater is applied first. */
  priority: z.int(),
  /** Offers of one group exclude each other; different groups add up. */
  group: z.string(),
  scope: Scope,
  conditions: z.array(Part),
  benefit: Part,
  startsAt: Time.nullable(),
  endsAt: Time.nullable(),
  /** How often this shopper may still use it; null: as often as they like. */
  usesLeft: z.int().nullable(),
})
export type Offer = z.output<typeof Offer>

export const Share = z.object({ lineId: z.string(), amountFen: Fen })
export const Applied = z
  .object({ offerId: Id, source: z.enum(['rule', 'coupon']), title: z.string(), goodsFen: Fen, freightFen: Fen, shares: z.array(Share) })
  .meta({ id: 'AppliedOffer' })
export type Applied = z.output<typeof Applied>
/** Why an offer was not used. */
export const DeclineReason = z.enum([
  'not_started',
  'ended',
  'limit_reached',
  'nothing_in_scope',
  'rule_unknown',
  'spend_too_low',
  'quantity_too_low',
  'tier_too_low',
  'not_new_customer',
  'no_freight',
  'nothing_to_take',
  'better_offer_used',
  /** It would work, but the shopper chose otherwise. */
  'not_chosen',
  'coupon_unusable',
])
export type DeclineReason = z.output<typeof DeclineReason>
export const Declined = z
  .object({
    offerId: Id,
    source: z.enum(['rule', 'coupon']),
    title: z.string(),
    reason: DeclineReason,
    /** How much more goods in scope would help, when that would. */
    missingFen: Fen.nullable(),
    missingPieces: z.int().nullable(),
    /** The offer that was used in its place. */
    byOfferId: Id.nullable(),
  })
  .meta({ id: 'DeclinedOffer' })
export type Declined = z.output<typeof Declined>
/** 再买…: what buying more would bring. One of the two numbers is given. */
export const Hint = z
  .object({
    offerId: Id,
    source: z.enum(['rule', 'coupon']),
    title: z.string(),
    missingFen: Fen.nullable(),
    missingPieces: z.int().nullable(),
  })
  .meta({ id: 'OfferHint' })
export type Hint = z.output<typeof Hint>
export const Outcome = z.object({
  /** What each line comes to: price × quantity, and what all discounts leave of it. */
  lines: z.array(z.object({ lineId: z.string(), amountFen: Fen, discountFen: Fen, payableFen: Fen })),
  applied: z.array(Applied),
  declined: z.array(Declined),
  goodsDiscountFen: Fen,
  freightDiscountFen: Fen,
  hints: z.array(Hint),
  /** False: more candidates than the exact search takes; the best found is used. */
  exact: z.boolean(),
})
export type Outcome = z.output<typeof Outcome>

// --- rules in the console
export const RuleInput = z.strictObject({
  title: Name,
  priority: z.int().min(-1000).max(1000).default(0),
  group: z.string().trim().min(1).max(40),
  scope: Scope,
  conditions: z.array(Part).max(8),
  benefit: Part,
  startsAt: Time.nullable().default(null),
  endsAt: Time.nullable().default(null),
  enabled: z.boolean().default(true),
})
export const Rule = RuleInput.extend({ id: Id, createdAt: Time, updatedAt: Time }).meta({ id: 'PromotionRule' })
const ruleErrors = ['rule_kind_unknown', 'rule_args_wrong', 'period_wrong']
export const listRules = operation({
  id: 'listRules',
  face: 'admin',
  method: 'GET',
  path: '/promotions',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(Rule),
})
export const createRule = operation({
  id: 'createRule',
  face: 'admin',
  method: 'POST',
  path: '/promotions',
  access: 'staff:promotion.write',
  body: RuleInput,
  reply: Rule,
  errors: ruleErrors,
})
export const updateRule = operation({
  id: 'updateRule',
  face: 'admin',
  method: 'PUT',
  path: '/promotions/:id',
  access: 'staff:promotion.write',
  params: IdParams,
  body: RuleInput,
  reply: Rule,
  errors: ['rule_not_found', ...ruleErrors],
})
export const listRuleKinds = operation({
  id: 'listRuleKinds',
  face: 'admin',
  method: 'GET',
  path: '/promotion-kinds',
  summary: 'Kinds of conditions and benefits with the JSON Schema of their arguments; the form is drawn from it',
  access: 'staff:promotion.read',
  reply: z.object({
    items: z.array(
      z.object({
        part: z.enum(['condition', 'benefit']),
        type: z.string(),
        title: z.object({ 'zh-CN': z.string(), en: z.string() }),
        schema: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
})

// --- coupons
export const CouponKind = z.enum(['amount', 'percent', 'shipping'])
export const CouponTemplateInput = z.strictObject({
  title: Name,
  kind: CouponKind,
  /** Fen for `amount`; basis points off for `percent` (2000 = 八折); ignored for `shipping`. */
  value: z.int().min(0).max(100_000_00),
  /** Greatest saving of a percent coupon. */
  capFen: Fen.nullable().default(null),
  /** Goods in scope must come to this much; 0: none. */
  thresholdFen: Fen,
  scope: Scope,
  /** How many there are in all. */
  stock: z.int().min(1).max(10_000_000),
  perShopper: z.int().min(1).max(100).default(1),
  /** Anybody may claim it on the page; otherwise only by code or grant. */
  claimable: z.boolean().default(true),
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{4,20}$/)
    .nullable()
    .default(null),
  claimFrom: Time.nullable().default(null),
  claimUntil: Time.nullable().default(null),
  /** Either a fixed end, or days from claiming. */
  validUntil: Time.nullable().default(null),
  validDays: z.int().min(1).max(365).nullable().default(null),
  enabled: z.boolean().default(true),
})
export const CouponTemplate = CouponTemplateInput.extend({ id: Id, claimed: z.int(), used: z.int(), createdAt: Time }).meta({
  id: 'CouponTemplate',
})
const couponErrors = ['coupon_validity_wrong', 'coupon_code_taken', 'coupon_value_wrong']
export const listCouponTemplates = operation({
  id: 'listCouponTemplates',
  face: 'admin',
  method: 'GET',
  path: '/coupons',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(CouponTemplate),
})
export const createCouponTemplate = operation({
  id: 'createCouponTemplate',
  face: 'admin',
  method: 'POST',
  path: '/coupons',
  access: 'staff:promotion.write',
  body: CouponTemplateInput,
  reply: CouponTemplate,
  errors: couponErrors,
})
export const updateCouponTemplate = operation({
  id: 'updateCouponTemplate',
  face: 'admin',
  method: 'PUT',
  path: '/coupons/:id',
  summary: 'What was claimed keeps its terms',
  access: 'staff:promotion.write',
  params: IdParams,
  body: CouponTemplateInput,
  reply: CouponTemplate,
  errors: ['coupon_not_found', 'coupon_stock_below_claimed', ...couponErrors],
})

const CouponTerms = z.object({
  title: z.string(),
  kind: CouponKind,
  value: z.int(),
  capFen: Fen.nullable(),
  thresholdFen: Fen,
  scope: Scope,
})
export const ClaimableCoupon = CouponTerms.extend({
  id: Id,
  shopId: Id,
  left: z.int(),
  mine: z.int(),
  perShopper: z.int(),
  validUntil: Time.nullable(),
  validDays: z.int().nullable(),
}).meta({ id: 'ClaimableCoupon' })
export const listClaimableCoupons = operation({
  id: 'listClaimableCoupons',
  face: 'shop',
  method: 'GET',
  path: '/coupons/claimable',
  access: 'public',
  query: z.strictObject({ shopId: Id.optional(), productId: Id.optional() }),
  reply: z.object({ items: z.array(ClaimableCoupon) }),
})
export const CouponState = z.enum(['usable', 'held', 'used', 'expired'])
export const MyCoupon = CouponTerms.extend({
  id: Id,
  templateId: Id,
  shopId: Id,
  state: CouponState,
  claimedAt: Time,
  expiresAt: Time,
  usedAt: Time.nullable(),
}).meta({ id: 'MyCoupon' })
export const claimCoupon = operation({
  id: 'claimCoupon',
  face: 'shop',
  method: 'POST',
  path: '/coupons/:id/claim',
  access: 'shopper',
  params: IdParams,
  reply: MyCoupon,
  errors: ['coupon_not_found', 'coupon_gone', 'coupon_limit', 'coupon_closed'],
})
export const claimCouponByCode = operation({
  id: 'claimCouponByCode',
  face: 'shop',
  method: 'POST',
  path: '/coupons/codes',
  access: 'shopper',
  body: z.strictObject({ code: z.string().trim().toUpperCase().max(20) }),
  reply: MyCoupon,
  errors: ['coupon_not_found', 'coupon_gone', 'coupon_limit', 'coupon_closed'],
  limit: { times: 20, seconds: 60 },
})
export const listMyCoupons = operation({
  id: 'listMyCoupons',
  face: 'shop',
  method: 'GET',
  path: '/coupons',
  access: 'shopper',
  query: z.strictObject({ state: CouponState.optional() }),
  reply: z.object({ items: z.array(MyCoupon) }),
})
/** What is on for a product, in words. */
/** `label`: what it does in the few words of a tag, in the caller's language; `title`: what the shop calls it. */
export const ProductPromotion = z
  .object({ id: Id, title: z.string(), label: z.string(), endsAt: Time.nullable() })
  .meta({ id: 'ProductPromotion' })
export const listProductPromotions = operation({
  id: 'listProductPromotions',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/promotions',
  access: 'public',
  params: IdParams,
  reply: z.object({ items: z.array(ProductPromotion) }),
})

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
