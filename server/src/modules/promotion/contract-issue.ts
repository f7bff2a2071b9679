import { z } from 'zod'
import { event, operation } from '../../kernel/contract.ts'
import { Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { MyCoupon } from './contract-coupons.ts'

// --- codes, each good for one coupon
export const CouponCode = z.object({ code: z.string(), createdAt: Time, usedAt: Time.nullable() }).meta({ id: 'CouponCode' })
export const createCouponCodes = operation({
  id: 'createCouponCodes',
  face: 'admin',
  method: 'POST',
  path: '/coupons/:id/codes',
  summary: 'Makes codes that nobody can guess, each good for one coupon; the same request id makes them once',
  access: 'staff:promotion.write',
  params: IdParams,
  body: z.strictObject({ requestId: RequestKey, count: z.int().min(1).max(5000) }),
  reply: z.object({ codes: z.array(z.string()) }),
  errors: ['coupon_not_found'],
})
export const listCouponCodes = operation({
  id: 'listCouponCodes',
  face: 'admin',
  method: 'GET',
  path: '/coupons/:id/codes',
  access: 'staff:promotion.read',
  params: IdParams,
  query: PageQuery,
  reply: pageOf(CouponCode).extend({ used: z.int() }),
  errors: ['coupon_not_found'],
})

// --- grants to many
export const Audience = z
  .discriminatedUnion('kind', [
    /** Everybody who deals with the shop. */
    z.strictObject({ kind: z.literal('all') }),
    /** Who has paid for so many orders in the shop. */
    z.strictObject({ kind: z.literal('bought'), minOrders: z.int().min(1).max(1000) }),
    /** Who deals with the shop and has never paid for an order in it. */
    z.strictObject({ kind: z.literal('not_bought') }),
    /** Those of these phone numbers who deal with the shop. */
    z.strictObject({
      kind: z.literal('phones'),
      phones: z
        .array(z.string().regex(/^1[3-9]\d{9}$/))
        .min(1)
        .max(1000),
    }),
  ])
  .meta({ id: 'CouponAudience' })
export type Audience = z.output<typeof Audience>
export const CouponGrant = z
  .object({
    id: Id,
    templateId: Id,
    title: z.string(),
    audience: z.enum(['all', 'bought', 'not_bought', 'phones']),
    state: z.enum(['running', 'done']),
    /** Shoppers looked at, and those who got one; the others have had theirs, or there were none left. */
    seen: z.int(),
    granted: z.int(),
    staffName: z.string(),
    createdAt: Time,
  })
  .meta({ id: 'CouponGrant' })
export const createCouponGrant = operation({
  id: 'createCouponGrant',
  face: 'admin',
  method: 'POST',
  path: '/coupon-grants',
  summary: 'Gives a coupon to each of an audience, once for each request id; goes on by itself',
  access: 'staff:promotion.write',
  body: z.strictObject({ requestId: RequestKey, templateId: Id, audience: Audience }),
  reply: CouponGrant,
  errors: ['coupon_not_found', 'key_reused'],
})
export const listCouponGrants = operation({
  id: 'listCouponGrants',
  face: 'admin',
  method: 'GET',
  path: '/coupon-grants',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(CouponGrant),
})

// --- verification in the shop
export const VerifiableCoupon = MyCoupon.extend({ shopperName: z.string() }).meta({ id: 'VerifiableCoupon' })
const VerifyCode = z
  .string()
  .max(40)
  .transform((text) => text.replaceAll(/\D/g, ''))
export const lookUpCoupon = operation({
  id: 'lookUpCoupon',
  face: 'admin',
  method: 'GET',
  path: '/coupon-verifications',
  summary: 'The coupon of a code that a shopper shows in the shop',
  access: 'staff:promotion.verify',
  query: z.strictObject({ code: VerifyCode }),
  reply: VerifiableCoupon,
  errors: ['coupon_not_found'],
  limit: { times: 60, seconds: 60 },
})
export const verifyCoupon = operation({
  id: 'verifyCoupon',
  face: 'admin',
  method: 'POST',
  path: '/coupon-verifications',
  summary: 'Uses a coupon up in the shop, once',
  access: 'staff:promotion.verify',
  body: z.strictObject({ code: VerifyCode }),
  reply: VerifiableCoupon,
  errors: ['coupon_not_found', 'coupon_verified', 'coupon_unusable'],
  limit: { times: 60, seconds: 60 },
})

// --- passing on to a friend
export const passCoupon = operation({
  id: 'passCoupon',
  face: 'shop',
  method: 'POST',
  path: '/coupons/:id/pass',
  summary: 'A link by which a friend takes this coupon over; asking again gives the same link',
  access: 'shopper',
  params: IdParams,
  reply: z.object({ token: z.string() }),
  errors: ['coupon_not_found', 'coupon_not_passable'],
})
const Token = z.string().min(8).max(64)
export const getPassedCoupon = operation({
  id: 'getPassedCoupon',
  face: 'shop',
  method: 'GET',
  path: '/coupon-passes',
  access: 'public',
  query: z.strictObject({ token: Token }),
  reply: MyCoupon.pick({ title: true, kind: true, value: true, capFen: true, thresholdFen: true, shopId: true, expiresAt: true }).extend({
    from: z.string(),
    /** The one who asks passed it on. */
    mine: z.boolean(),
    state: z.enum(['open', 'taken', 'gone']),
  }),
  errors: ['pass_gone'],
})
export const takePassedCoupon = operation({
  id: 'takePassedCoupon',
  face: 'shop',
  method: 'POST',
  path: '/coupon-passes',
  summary: 'Takes over a coupon that a friend passed on; twice is once',
  access: 'shopper',
  body: z.strictObject({ token: Token }),
  reply: MyCoupon,
  errors: ['pass_gone', 'pass_own', 'coupon_limit'],
})

/** A coupon that is not used yet ends within a day. Told once a coupon. */
export const couponExpiring = event(
  'promotion.coupon_expiring',
  z.object({ couponId: Id, shopperId: Id, shopId: Id, title: z.string(), expiresAt: Time }),
  ({ shopperId }) => shopperId,
)
