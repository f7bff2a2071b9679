import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Id, RequestKey, Time } from '../../kernel/schema.ts'
import { GrowthKind, TierInput } from './contract-admin.ts'

/** What somebody is in one shop. */
export const Membership = z
  .object({
    shopId: Id,
    shopName: z.string(),
    tier: z.int(),
    growth: z.int(),
    until: Time.nullable(),
    /** From the lowest to the highest, with what each needs and gives. */
    tiers: z.array(TierInput),
  })
  .meta({ id: 'Membership' })
export const listMemberships = operation({
  id: 'listMemberships',
  face: 'shop',
  method: 'GET',
  path: '/memberships',
  summary: 'The shops with tiers and what the shopper is in each, the furthest first',
  access: 'shopper',
  reply: z.object({
    items: z.array(Membership),
    growthPerYuan: z.int(),
    growthPerReview: z.int(),
    growthPerCheckIn: z.int(),
    windowDays: z.int(),
  }),
})
export const GrowthEntry = z
  .object({
    id: z.string(),
    kind: GrowthKind,
    change: z.int(),
    balanceAfter: z.int(),
    note: z.string(),
    shopName: z.string().nullable(),
    at: Time,
  })
  .meta({ id: 'GrowthEntry' })
export const listGrowthEntries = operation({
  id: 'listGrowthEntries',
  face: 'shop',
  method: 'GET',
  path: '/growth-entries',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(GrowthEntry),
})

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const CheckInState = z
  .object({
    enabled: z.boolean(),
    today: z.iso.date(),
    month: Month,
    checkedIn: z.boolean(),
    /** Days in a row up to today, or to yesterday while today is still open. */
    streak: z.int(),
    days: z.array(z.object({ day: z.iso.date(), madeUp: z.boolean(), points: z.int() })),
    points: z.int(),
    growth: z.int(),
    streaks: z.array(z.object({ days: z.int(), points: z.int(), /** Reached in this run. */ reached: z.boolean() })),
    /** The earliest day that can be made up; null: none can. */
    makeUpFrom: z.iso.date().nullable(),
    /** Make-up cards in hand, and how many more can be taken this month. */
    cards: z.int(),
    cardsToTake: z.int(),
  })
  .meta({ id: 'CheckInState' })
export const getCheckIn = operation({
  id: 'getCheckIn',
  face: 'shop',
  method: 'GET',
  path: '/check-in',
  summary: 'The calendar of a month with the streak; this month when none is named',
  access: 'shopper',
  query: z.strictObject({ month: Month.optional() }),
  reply: CheckInState,
})
export const checkIn = operation({
  id: 'checkIn',
  face: 'shop',
  method: 'POST',
  path: '/check-in',
  summary: 'Check in for today; again is the same',
  access: 'shopper',
  reply: z.object({ state: CheckInState, /** What today brought, streak included. */ gainedPoints: z.int() }),
  errors: ['check_in_closed'],
})
export const makeUpCheckIn = operation({
  id: 'makeUpCheckIn',
  face: 'shop',
  method: 'POST',
  path: '/check-in/make-up',
  summary: 'A card makes up for a missed day; a day that is there costs none',
  access: 'shopper',
  body: z.strictObject({ day: z.iso.date() }),
  reply: CheckInState,
  errors: ['check_in_closed', 'make_up_too_late', 'make_up_no_card'],
})
export const takeMakeUpCard = operation({
  id: 'takeMakeUpCard',
  face: 'shop',
  method: 'POST',
  path: '/check-in/cards',
  summary: 'One of the make-up cards of the month',
  access: 'shopper',
  body: z.strictObject({ requestId: RequestKey }),
  reply: CheckInState,
  errors: ['check_in_closed', 'make_up_cards_gone', 'make_up_card_limit'],
})
