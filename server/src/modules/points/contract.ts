import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, NoInput, PageQuery, RequestKey, Time } from '../../kernel/schema.ts'

export const PointsKind = z.enum(['earn', 'take_back', 'pay', 'pay_back', 'refund', 'adjust', 'spent', 'expire', 'exchange', 'merge'])

/** How points work in the whole mall. */
export const PointsRule = z
  .strictObject({
    /** Whether points can be spent. */
    spending: z.boolean().default(true),
    /** So many points are worth one fen: 1 means that 100 points are ¥1. */
    perFen: z.int().min(1).max(1000).default(1),
    /** The greatest part of the goods of a checkout that points can pay, in basis points. */
    capBps: z.int().min(0).max(10_000).default(5000),
    /** Points for each yuan that was paid for goods, when the order is completed. */
    earnPerYuan: z.int().min(0).max(10_000).default(1),
    /** So many months after the month they came in, points are gone, the oldest first; 0: never. */
    expireMonths: z.int().min(0).max(120).default(0),
  })
  .meta({ id: 'PointsRule' })
export type PointsRule = z.output<typeof PointsRule>

export const MyPoints = z
  .object({
    available: z.int(),
    held: z.int(),
    /** What they are worth at a checkout. */
    worthFen: Fen,
    /** What goes next if it is not spent before, and when. */
    expiring: z.object({ points: z.int(), at: Time }).nullable(),
    rule: PointsRule,
  })
  .meta({ id: 'MyPoints' })
export const PointsEntry = z
  .object({ id: z.string(), kind: PointsKind, change: z.int(), balanceAfter: z.int(), note: z.string(), at: Time })
  .meta({ id: 'PointsEntry' })
export const PointsLedgerEntry = PointsEntry.extend({ shopperId: Id, reference: z.string(), actor: z.string() })

export const getMyPoints = operation({
  id: 'getMyPoints',
  face: 'shop',
  method: 'GET',
  path: '/points',
  access: 'shopper',
  reply: MyPoints,
})
export const listPointsEntries = operation({
  id: 'listPointsEntries',
  face: 'shop',
  method: 'GET',
  path: '/points/entries',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(PointsEntry),
})
export const getPointsRule = operation({
  id: 'getPointsRule',
  face: 'admin',
  method: 'GET',
  path: '/points-rule',
  access: 'staff:promotion.read',
  reply: PointsRule,
})
export const updatePointsRule = operation({
  id: 'updatePointsRule',
  face: 'admin',
  method: 'PUT',
  path: '/points-rule',
  summary: 'How points are earned and spent in the whole mall',
  access: 'staff:promotion.write',
  platform: true,
  body: PointsRule,
  reply: PointsRule,
})
export const PointsLedgerQuery = PageQuery.extend({ shopperId: Id.optional(), kind: PointsKind.optional() })

const Key = z.string().max(100)
export const pointsCalls = {
  rule: call(NoInput, PointsRule),
  balance: call(z.object({ shopperId: Id }), z.object({ available: z.int(), held: z.int() })),
  /** Sets points for so much money aside. The same key answers the first hold. Throws `balance_short`, `key_reused`, `hold_ended`. */
  hold: call(z.object({ key: Key, shopperId: Id, amountFen: z.int().min(1), minutes: z.int().min(1).max(100_000) }), Done),
  /** Sets so many points aside, whatever they are worth in money: a hold whose `fen` are points. Throws the same. */
  holdPoints: call(z.object({ key: Key, shopperId: Id, points: z.int().min(1), minutes: z.int().min(1).max(100_000) }), Done),
  /** What was set aside is spent. Twice is once; a lapsed hold is taken again if the points are there. */
  capture: call(z.object({ key: Key }), Done),
  /** Ends the hold; twice, or one that never was, is fine and prevents a later one with that key. */
  release: call(z.object({ key: Key }), Done),
  prolong: call(z.object({ key: Key, minutes: z.int().min(1).max(100_000) }), z.object({ held: z.boolean() })),
  /** Points for so much of the money come back, keyed by `returnKey`; never more than were taken. A hold that took nothing gives nothing. */
  giveBack: call(z.object({ key: Key, returnKey: Key, amountFen: Fen }), Done),
  /** Points come in, keyed by what they are for. */
  earn: call(z.object({ key: Key, shopperId: Id, points: z.int().min(0), note: z.string().max(200) }), Done),
  /**
   * Of what was earned under `earnKey` the part for `lostFen` of `ofFen` (all that is lost so far) is taken back, keyed; as far as there are
   * points.
   */
  takeBack: call(
    z.object({ key: Key, earnKey: Key, shopperId: Id, lostFen: Fen, ofFen: z.int().min(1), note: z.string().max(200) }),
    z.object({ taken: z.int() }),
  ),
  /** Everybody's entries, newest first. */
  ledger: call(PointsLedgerQuery, z.object({ items: z.array(PointsLedgerEntry), total: z.int() })),
  /** Staff add or take points, with a reason; keyed. Throws `balance_short`, `key_reused`. */
  adjust: call(
    z.object({ requestId: RequestKey, shopId: Id, staffName: z.string(), shopperId: Id, change: z.int(), reason: z.string().max(200) }),
    Done,
  ),
  /** States of holds in money, for checks over modules. */
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({
      items: z.array(
        z.object({
          key: z.string(),
          state: z.enum(['held', 'captured', 'released']),
          lapsed: z.boolean(),
          amountFen: Fen,
          returnedFen: Fen,
        }),
      ),
    }),
  ),
}
