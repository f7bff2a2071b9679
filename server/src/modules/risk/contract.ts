import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { guardCalls } from '../../kernel/guard.ts'
import { Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

/** Kinds of acts that are watched; operations say theirs (`Operation.guard`). `group`: an order of a group buy. */
export const RiskKind = z.enum(['login', 'code', 'order', 'group', 'bargain', 'coupon', 'refund', 'withdraw', 'distribution', 'flash'])
export type RiskKind = z.output<typeof RiskKind>
/** What acts may have in common. */
export const RiskDimension = z.enum(['shopper', 'device', 'ip', 'phone', 'address'])
export type RiskDimension = z.output<typeof RiskDimension>
/** `velocity`: acts. `concentration`: persons. `new_accounts`: persons with a new account. `cash_out`: money. */
export const RiskMeasure = z.enum(['velocity', 'concentration', 'new_accounts', 'cash_out'])
export type RiskMeasure = z.output<typeof RiskMeasure>
export const RiskDecision = z.enum(['allow', 'challenge', 'review', 'block'])
export type RiskDecision = z.output<typeof RiskDecision>

const RuleInput = z.strictObject({
  name: Name,
  kinds: z.array(RiskKind).min(1).max(10),
  measure: RiskMeasure,
  dimension: RiskDimension,
  /** It hits with more than so many acts, persons or fen. */
  most: z.int().min(0).max(100_000_000_00),
  windowMinutes: z.int().min(1).max(43_200),
  /** Accounts younger than so many hours are new: for `new_accounts`, and, where given, for `velocity` and `cash_out` only theirs count. */
  accountHours: z.int().min(1).max(8760).nullable().default(null),
  score: z.int().min(0).max(100),
  /** What it does by itself; `score`: it only adds its score to the sum. */
  action: z.enum(['score', 'challenge', 'review', 'block']),
  enabled: z.boolean().default(false),
})
export type RuleInput = z.output<typeof RuleInput>
export const RiskRule = z
  .object({
    ...RuleInput.shape,
    id: Id,
    accountHours: z.int().nullable(),
    enabled: z.boolean(),
    updatedAt: Time,
    /** How often it has hit within seven days. */
    hits: z.int(),
  })
  .meta({ id: 'RiskRule' })
export const RiskPolicy = z
  .strictObject({
    /** With at least this sum of scores; null: never by the sum. */
    challengeFrom: z.int().min(1).max(1000).nullable(),
    reviewFrom: z.int().min(1).max(1000).nullable(),
    blockFrom: z.int().min(1).max(1000).nullable(),
    /** So long is remembered who did what from where. */
    keepDays: z.int().min(30).max(730),
  })
  .meta({ id: 'RiskPolicy' })
export type RiskPolicy = z.output<typeof RiskPolicy>

/** Why: a rule with what it counted, or a list. */
export const RiskReason = z
  .object({
    ruleId: Id.nullable(),
    name: z.string(),
    measure: RiskMeasure.nullable(),
    dimension: RiskDimension,
    value: z.int(),
    most: z.int(),
    windowMinutes: z.int(),
    score: z.int(),
  })
  .meta({ id: 'RiskReason' })
export type RiskReason = z.output<typeof RiskReason>

const manage = { face: 'admin', access: 'staff:risk.write', platform: true } as const
const look = { face: 'admin', access: 'staff:risk.read', platform: true } as const
export const listRiskRules = operation({
  ...look,
  id: 'listRiskRules',
  method: 'GET',
  path: '/risk/rules',
  reply: z.object({ items: z.array(RiskRule), policy: RiskPolicy }),
})
export const createRiskRule = operation({
  ...manage,
  id: 'createRiskRule',
  method: 'POST',
  path: '/risk/rules',
  body: RuleInput,
  reply: RiskRule,
  errors: ['risk_rule_wrong', 'risk_rules_many'],
})
export const updateRiskRule = operation({
  ...manage,
  id: 'updateRiskRule',
  method: 'PUT',
  path: '/risk/rules/:id',
  params: IdParams,
  body: RuleInput,
  reply: RiskRule,
  errors: ['risk_rule_wrong', 'risk_rule_not_found'],
})
export const deleteRiskRule = operation({
  ...manage,
  id: 'deleteRiskRule',
  method: 'DELETE',
  path: '/risk/rules/:id',
  params: IdParams,
  reply: Done,
  errors: ['risk_rule_not_found'],
})
export const putRiskPolicy = operation({
  ...manage,
  id: 'putRiskPolicy',
  method: 'PUT',
  path: '/risk/policy',
  body: RiskPolicy,
  reply: RiskPolicy,
})
export const tryRiskRule = operation({
  ...look,
  id: 'tryRiskRule',
  method: 'POST',
  path: '/risk/try',
  summary: 'What a rule would have hit of what was done within some days; changes nothing',
  body: z.strictObject({ rule: RuleInput, days: z.int().min(1).max(90) }),
  reply: z.object({
    /** Acts of its kinds. */
    acts: z.int(),
    hits: z.int(),
    /** Persons of these hits. */
    persons: z.int(),
    examples: z.array(
      z.object({ at: Time, kind: RiskKind, shopperId: Id.nullable(), nickname: z.string(), ip: z.string(), value: z.int() }),
    ),
  }),
  errors: ['risk_rule_wrong'],
  changes: () => false,
})

export const RiskListing = z
  .object({
    id: Id,
    list: z.enum(['allow', 'block']),
    dimension: RiskDimension,
    /** As it may be shown: phones with stars. */
    label: z.string(),
    note: z.string(),
    until: Time.nullable(),
    staffName: z.string(),
    createdAt: Time,
  })
  .meta({ id: 'RiskListing' })
export const listRiskListings = operation({
  ...look,
  id: 'listRiskListings',
  method: 'GET',
  path: '/risk/listings',
  query: PageQuery.extend({ list: z.enum(['allow', 'block']).optional() }),
  reply: pageOf(RiskListing),
})
export const putRiskListing = operation({
  ...manage,
  id: 'putRiskListing',
  method: 'POST',
  path: '/risk/listings',
  summary: 'Always let through, or never; what is on a list already moves to this one',
  body: z.strictObject({
    list: z.enum(['allow', 'block']),
    /** An address is listed from a review, not by hand. */
    dimension: z.enum(['shopper', 'device', 'ip', 'phone']),
    value: z.string().trim().min(3).max(64),
    note: z.string().trim().max(200).default(''),
    until: Time.nullable().default(null),
  }),
  reply: RiskListing,
  errors: ['risk_listing_wrong', 'risk_listings_many'],
})
export const deleteRiskListing = operation({
  ...manage,
  id: 'deleteRiskListing',
  method: 'DELETE',
  path: '/risk/listings/:id',
  params: IdParams,
  reply: Done,
  errors: ['risk_listing_not_found'],
})

export const RiskReview = z
  .object({
    id: Id,
    kind: RiskKind,
    shopperId: Id.nullable(),
    nickname: z.string(),
    orderId: Id.nullable(),
    orderNumber: z.string().nullable(),
    amountFen: Fen.nullable(),
    score: z.int(),
    reasons: z.array(RiskReason),
    times: z.int(),
    state: z.enum(['open', 'passed', 'refused']),
    note: z.string(),
    staffName: z.string(),
    createdAt: Time,
    decidedAt: Time.nullable(),
  })
  .meta({ id: 'RiskReview' })
export const listRiskReviews = operation({
  ...look,
  id: 'listRiskReviews',
  method: 'GET',
  path: '/risk/reviews',
  query: PageQuery.extend({ state: z.enum(['open', 'passed', 'refused']).default('open') }),
  reply: pageOf(RiskReview).extend({ open: z.int() }),
})
export const decideRiskReview = operation({
  ...manage,
  id: 'decideRiskReview',
  method: 'POST',
  path: '/risk/reviews/:id/decision',
  summary: 'Passed: a held order goes on. Refused: it is called off and its money goes back',
  params: IdParams,
  body: z.strictObject({
    pass: z.boolean(),
    note: z.string().trim().min(1).max(200),
    /** What becomes of the person. */
    list: z.enum(['none', 'allow', 'block']).default('none'),
  }),
  reply: Done,
  errors: ['risk_review_not_found', 'risk_review_decided', 'risk_listings_many'],
})
export const RiskHit = z
  .object({
    id: Id,
    kind: RiskKind,
    at: Time,
    shopperId: Id.nullable(),
    nickname: z.string(),
    device: z.string().nullable(),
    ip: z.string(),
    score: z.int(),
    decision: RiskDecision,
    passed: z.boolean(),
    reasons: z.array(RiskReason),
  })
  .meta({ id: 'RiskHit' })
export const listRiskHits = operation({
  ...look,
  id: 'listRiskHits',
  method: 'GET',
  path: '/risk/hits',
  query: PageQuery.extend({ kind: RiskKind.optional(), decision: RiskDecision.optional() }),
  reply: pageOf(RiskHit),
})

export const createChallenge = operation({
  id: 'createChallenge',
  face: 'shop',
  method: 'POST',
  path: '/challenges',
  summary: 'A puzzle for whoever was told `challenge_needed`',
  access: 'public',
  reply: z
    .object({
      id: Id,
      puzzle: z.object({ kind: z.literal('picture'), picture: z.string() }),
      /** Present only while the shop runs as a demo. */
      demoAnswer: z.string().optional(),
    })
    .meta({ id: 'Challenge' }),
  limit: { times: 30, seconds: 60 },
})
export const answerChallenge = operation({
  id: 'answerChallenge',
  face: 'shop',
  method: 'POST',
  path: '/challenges/:id/answer',
  summary: 'Answers with a pass, to be sent as `X-Challenge-Pass` with the call that was refused',
  access: 'public',
  params: IdParams,
  body: z.strictObject({ answer: z.string().trim().min(1).max(500) }),
  reply: z.object({ pass: z.string() }),
  errors: ['challenge_wrong', 'challenge_over'],
  limit: { times: 30, seconds: 60 },
})

export const riskCalls = {
  ...guardCalls,
  /**
   * For a module that wants a challenge of its own: whether this pass is good for one more act of whoever brings it. If not, throw
   * `challenge_needed` (`forbidden`), which the storefront answers with the puzzle and by asking again.
   */
  usePass: call(
    z.object({ pass: z.string().nullable(), shopperId: Id.nullable(), device: z.string().nullable(), ip: z.string() }),
    z.object({ passed: z.boolean() }),
  ),
  /** Makes these rules and the policy what there is, when there is none yet. For set-up. */
  seed: call(z.object({ rules: z.array(RuleInput).max(100), policy: RiskPolicy }), Done),
}
