import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { Scope } from './contract-engine.ts'

// --- coupons
export const CouponPlace = z.enum(['online', 'store', 'both'])
export const CouponKind = z.enum(['amount', 'percent', 'shipping', 'gift'])
export const CouponGift = z.strictObject({ skuId: Id, quantity: z.int().min(1).max(99) })
export const CouponTemplateInput = z.strictObject({
  title: Name,
  kind: CouponKind,
  /** Fen for `amount`; basis points off for `percent` (2000 = 八折); ignored for `shipping` and `gift`. */
  value: z.int().min(0).max(100_000_00),
  /** Greatest saving of a percent coupon. */
  capFen: Fen.nullable().default(null),
  /** Goods in scope must come to this much; 0: none. */
  thresholdFen: Fen,
  scope: Scope,
  /** What a gift coupon gives: one of these, as the shopper chooses. */
  gifts: z.array(CouponGift).max(10).default([]),
  /** Coupons of one group exclude each other, those of different groups add up. Without a name: one on goods and one on freight. */
  stackGroup: z.string().trim().max(40).default(''),
  useIn: CouponPlace.default('online'),
  /** What the platform bears of it, in basis points; only the shop that runs the platform may say so. */
  platformShareBps: z.int().min(0).max(10_000).default(0),
  /** It may be passed on to a friend, once. */
  passable: z.boolean().default(false),
  /** Given by itself: to whoever joins, or on a birthday. */
  auto: z.enum(['none', 'newcomer', 'birthday']).default('none'),
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
const couponErrors = ['coupon_validity_wrong', 'coupon_code_taken', 'coupon_value_wrong', 'platform_only']
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
  gifts: z.array(CouponGift),
  useIn: CouponPlace,
})
export const ClaimableCoupon = CouponTerms.extend({
  id: Id,
  shopId: Id,
  left: z.int(),
  mine: z.int(),
  perShopper: z.int(),
  /** Only for those who have never paid for an order in the shop. */
  newcomersOnly: z.boolean(),
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
  /** It may still be passed on. */
  passable: z.boolean(),
  /** Read out in the shop. */
  verifyCode: z.string().nullable(),
}).meta({ id: 'MyCoupon' })
export const listShopperCoupons = operation({
  id: 'listShopperCoupons',
  face: 'admin',
  method: 'GET',
  path: '/shoppers/:id/coupons',
  summary: 'The coupons of this shop that a shopper has or has had, newest first',
  access: 'staff:shopper.read',
  params: IdParams,
  reply: z.object({ items: z.array(MyCoupon.omit({ verifyCode: true }).meta({ id: 'ShopperCoupon' })) }),
  errors: ['shopper_not_found'],
})
export const claimCoupon = operation({
  id: 'claimCoupon',
  face: 'shop',
  method: 'POST',
  path: '/coupons/:id/claim',
  access: 'shopper',
  params: IdParams,
  reply: MyCoupon,
  errors: ['coupon_not_found', 'coupon_gone', 'coupon_limit', 'coupon_closed', 'coupon_newcomers_only'],
  guard: () => ({ kind: 'coupon' }),
})
export const claimCouponByCode = operation({
  id: 'claimCouponByCode',
  face: 'shop',
  method: 'POST',
  path: '/coupons/codes',
  access: 'shopper',
  body: z.strictObject({ code: z.string().trim().toUpperCase().max(40) }),
  reply: MyCoupon,
  errors: ['coupon_not_found', 'coupon_gone', 'coupon_limit', 'coupon_closed', 'coupon_code_used', 'coupon_code_throttled'],
  limit: { times: 20, seconds: 60 },
  guard: () => ({ kind: 'coupon' }),
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
