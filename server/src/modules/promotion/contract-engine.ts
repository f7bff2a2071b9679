import { z } from 'zod'
import { Fen, Id, Time } from '../../kernel/schema.ts'

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
/** The shopper as the rules see them; `paidOrders` counts those in this shop, `paidInAll` those in every shop. */
export const Member = z.object({
  shopperId: Id.nullable(),
  tier: z.int().min(0),
  paidOrders: z.int().min(0),
  paidInAll: z.int().min(0).optional(),
})
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
  /** Goes with no other offer at all. */
  alone: z.boolean().optional(),
  /** Of what it takes off, what the platform bears, in basis points; a kind may say so itself. */
  platformBps: z.int().min(0).max(10_000).optional(),
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
  .object({
    offerId: Id,
    source: z.enum(['rule', 'coupon']),
    title: z.string(),
    goodsFen: Fen,
    freightFen: Fen,
    shares: z.array(Share),
    /** Of what is taken off, what the platform bears; the shop bears the rest. Absent: the shop bears all. */
    platformFen: Fen.optional(),
  })
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
  'add_on_not_chosen',
  'gift_gone',
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
/** Goods that an offer gives along. `one`: the shopper chooses one of them. */
export const Gift = z.object({
  offerId: Id,
  source: z.enum(['rule', 'coupon']),
  title: z.string(),
  choose: z.enum(['one', 'all']),
  items: z.array(z.object({ skuId: Id, quantity: z.int().min(1) })),
})
export type Gift = z.output<typeof Gift>
/** A coupon that comes after payment. */
export const Promised = z.object({ offerId: Id, title: z.string(), templateId: Id })
/** What may be bought along at a low price with what is in the basket. */
export const AddOn = z.object({
  offerId: Id,
  title: z.string(),
  mostPieces: z.int(),
  items: z.array(z.object({ skuId: Id, priceFen: Fen })),
})
export type AddOn = z.output<typeof AddOn>
export const Outcome = z.object({
  /** What each line comes to: price × quantity, and what all discounts leave of it. */
  lines: z.array(z.object({ lineId: z.string(), amountFen: Fen, discountFen: Fen, payableFen: Fen })),
  applied: z.array(Applied),
  declined: z.array(Declined),
  goodsDiscountFen: Fen,
  freightDiscountFen: Fen,
  hints: z.array(Hint),
  gifts: z.array(Gift).optional(),
  promised: z.array(Promised).optional(),
  addOns: z.array(AddOn).optional(),
  /** False: more candidates than the exact search takes; the best found is used. */
  exact: z.boolean(),
})
export type Outcome = z.output<typeof Outcome>

/** What offers over several shops take off, shop by shop; what is true of all shops together is said once. */
export const AcrossOutcome = z.object({
  shops: z.array(z.object({ shopId: Id, applied: z.array(Applied), lines: z.array(z.object({ lineId: z.string(), discountFen: Fen })) })),
  declined: z.array(Declined),
  hints: z.array(Hint),
  exact: z.boolean(),
})
export type AcrossOutcome = z.output<typeof AcrossOutcome>
/** How the offers were chosen: of so many that work here, having weighed so many combinations; `exact`: all there are. */
export const Choice = z.object({ exact: z.boolean(), offers: z.int(), weighed: z.int() }).meta({ id: 'OfferChoice' })
export type Choice = z.output<typeof Choice>
/** So many pieces of a line, one after the other, that pay the same with the same shares. */
export const UnitRun = z
  .object({ pieces: z.int(), amountFen: Fen, payableFen: Fen, shares: z.array(z.object({ offerId: Id, amountFen: Fen })) })
  .meta({ id: 'UnitRun' })
export type UnitRun = z.output<typeof UnitRun>
