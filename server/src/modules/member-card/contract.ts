import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'

export const CardMonths = z.union([z.literal(1), z.literal(3), z.literal(12)])
const PlanInput = z.strictObject({
  months: CardMonths,
  priceFen: z.int().min(1).max(10_000_00),
  /** What it is said to be worth; struck out. */
  listPriceFen: z.int().min(1).max(10_000_00),
  enabled: z.boolean().default(true),
})
/** The paid card of a shop. */
export const MemberCardInput = z
  .strictObject({
    title: z.string().trim().min(1).max(20),
    intro: z.string().trim().max(200).default(''),
    /** Holders count as this member tier, when growth has not brought them higher. */
    level: z.int().min(1).max(99),
    /** Off all goods of the shop, in basis points; 0: nothing. */
    discountBps: z.int().min(0).max(9000).default(0),
    freeShipping: z.boolean().default(false),
    /** Coupons of the shop, one of each in every month of the term. */
    templateIds: z.array(Id).max(5).default([]),
    /** So many days after payment the rest of the term is paid back; 0: never. */
    refundDays: z.int().min(0).max(365).default(7),
    enabled: z.boolean().default(true),
    plans: z.array(PlanInput).min(1).max(3),
  })
  .meta({ id: 'MemberCardInput' })
export type MemberCardInput = z.output<typeof MemberCardInput>

const Plan = PlanInput.extend({ id: Id })
export const MemberCard = MemberCardInput.extend({
  shopId: Id,
  shopName: z.string(),
  plans: z.array(Plan),
  coupons: z.array(z.object({ id: Id, title: z.string() })),
}).meta({ id: 'MemberCard' })
export type MemberCard = z.output<typeof MemberCard>

export const CardTermState = z.enum(['open', 'paid', 'closed', 'refunding', 'refunded'])
export const CardTerm = z
  .object({
    id: Id,
    source: z.enum(['bought', 'points']),
    title: z.string(),
    months: z.int(),
    priceFen: Fen,
    state: CardTermState,
    createdAt: Time,
    paidAt: Time.nullable(),
    startsAt: Time.nullable(),
    endsAt: Time.nullable(),
    refundFen: Fen,
    /** What it would give to give it back now; 0: it cannot be. */
    refundableFen: Fen,
  })
  .meta({ id: 'CardTerm' })
export const AdminCardTerm = CardTerm.extend({ shopperId: Id, shopperName: z.string(), refundReason: z.string() }).meta({
  id: 'AdminCardTerm',
})

export const listMemberCards = operation({
  id: 'listMemberCards',
  face: 'shop',
  method: 'GET',
  path: '/member-cards',
  summary: 'The cards that can be bought, and until when one has each',
  access: 'public',
  reply: z.object({ items: z.array(MemberCard.extend({ until: Time.nullable() })) }),
})
export const getMemberCard = operation({
  id: 'getMemberCard',
  face: 'shop',
  method: 'GET',
  path: '/member-cards/:id',
  summary: 'The card of this shop',
  access: 'public',
  params: IdParams,
  reply: z.object({ card: MemberCard, until: Time.nullable(), terms: z.array(CardTerm) }),
  errors: ['card_not_found'],
})
export const buyMemberCard = operation({
  id: 'buyMemberCard',
  face: 'shop',
  method: 'POST',
  path: '/member-cards/:id/terms',
  summary: 'Buys a term of the card; one that is bought while another runs begins when that ends',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    planId: Id,
    /** As it was shown; another price is refused. */
    priceFen: Fen,
    method: PayMethod,
    returnPath: z
      .string()
      .regex(/^\/[^/\\]/)
      .max(300)
      .nullable()
      .default(null),
  }),
  reply: z.object({ term: CardTerm, action: PayAction }),
  errors: ['card_not_found', 'card_price_changed', 'key_reused', 'payer_unknown', 'payment_closed', 'payment_method_unavailable'],
})
export const getCardTerm = operation({
  id: 'getCardTerm',
  face: 'shop',
  method: 'GET',
  path: '/member-card-terms/:id',
  summary: 'A term, asked for at the channel when it is not known to be paid',
  access: 'shopper',
  params: IdParams,
  reply: CardTerm,
  errors: ['card_term_not_found'],
})
export const refundMyCardTerm = operation({
  id: 'refundMyCardTerm',
  face: 'shop',
  method: 'POST',
  path: '/member-card-terms/:id/refund',
  summary: 'Gives a term back by the rule it was bought under: what is left of its days is paid back',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ refundFen: Fen }),
  reply: CardTerm,
  errors: ['card_term_not_found', 'card_refund_over', 'card_refund_changed'],
})

export const getCardProgram = operation({
  id: 'getCardProgram',
  face: 'admin',
  method: 'GET',
  path: '/member-card',
  access: 'staff:promotion.read',
  reply: z.object({
    card: MemberCard.nullable(),
    numbers: z.object({ holders: z.int(), sold: z.int(), soldFen: Fen, refundedFen: Fen, given: z.int() }),
  }),
})
export const putCardProgram = operation({
  id: 'putCardProgram',
  face: 'admin',
  method: 'PUT',
  path: '/member-card',
  summary: 'The card of the shop, its terms and prices; terms that were bought keep what they were bought with',
  access: 'staff:promotion.write',
  body: MemberCardInput,
  reply: MemberCard,
  errors: ['card_plan_wrong', 'coupon_not_found'],
})
export const listCardTerms = operation({
  id: 'listCardTerms',
  face: 'admin',
  method: 'GET',
  path: '/member-card/terms',
  access: 'staff:promotion.read',
  query: PageQuery.extend({ state: CardTermState.optional(), shopperId: Id.optional() }),
  reply: pageOf(AdminCardTerm),
})
export const refundCardTerm = operation({
  id: 'refundCardTerm',
  face: 'admin',
  method: 'POST',
  path: '/member-card/terms/:id/refund',
  summary: 'Ends a term and pays back so much of its price, with a reason',
  access: 'staff:promotion.write',
  params: IdParams,
  body: z.strictObject({ refundFen: z.int().min(1).max(10_000_00), reason: z.string().trim().min(2).max(60) }),
  reply: AdminCardTerm,
  errors: ['card_term_not_found', 'card_refund_over', 'card_refund_changed'],
})

/** Who holds the card of a shop until when, as of then. */
export const cardHolderChanged = event(
  'member_card.holder_changed',
  z.object({ shopId: Id, shopperId: Id, level: z.int(), until: Time, at: Time }),
  ({ shopId, shopperId }) => `${shopId}:${shopperId}`,
)
export const memberCardCalls = {
  /** A term for nothing, keyed: what was exchanged for points. Throws `card_not_found`. */
  give: call(z.object({ key: z.string().max(60), shopId: Id, shopperId: Id, months: z.int().min(1).max(12) }), z.object({ termId: Id })),
  /** The card of a shop with its terms, for those who give it; null when there is none to be had. */
  program: call(z.object({ shopId: Id }), z.object({ card: z.object({ title: z.string(), level: z.int() }).nullable() })),
  /** Sets the card of a shop up. For set-up. */
  put: call(MemberCardInput.extend({ shopId: Id }), Done),
}
