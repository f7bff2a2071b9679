import type { z } from 'zod'
import { dayOf, later, startOfDay } from '../../kernel/clock.ts'
import { type AnyDb, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { balances, HOUSE, post } from '../../kernel/ledger.ts'
import { ledger, MALL, type Members } from './context.ts'
import { type adjustGrowth, growthChanged, type GrowthKind, rewardDue } from './contract.ts'
import { lockBook } from './queries/check-in.ts'
import { countDeeds, eventReference, growthByAccount, grownOrder, keepOrder, loseTo, noteDeed } from './queries/growth.ts'
import { ruleOf } from './rule-store.ts'

interface Booking {
  event: string
  kind: z.output<typeof GrowthKind>
  shopperId: string
  /** Null: of the mall. */
  shopId: string | null
  change: number
  note?: string
  reference?: string
  actor?: string
  at?: Date
}

/** Books growth in the caller's transaction, once an event, and tells of it. Throws `balance_short` where there is not so much to take. */
export async function book(members: Members, tx: AnyDb, booking: Booking): Promise<boolean> {
  const { event, kind, shopperId, shopId, change, note = '', reference = '', actor = '' } = booking
  if (change === 0) return false
  const booked = await post(tx, ledger, {
    event,
    kind,
    note,
    reference,
    actor,
    at: booking.at ?? members.now(),
    changes: [
      { owner: shopperId, name: shopId ?? MALL, amount: change },
      { owner: HOUSE, name: kind, amount: -change },
    ],
  })
  if (booked) await emit(tx, growthChanged, { shopperId, shopId, lost: change < 0 })
  return booked
}

/** Points for something, in the caller's transaction; keyed by what it is for. */
export async function reward(tx: AnyDb, due: { key: string; shopperId: string; points: number; note: string }): Promise<void> {
  if (due.points > 0) await emit(tx, rewardDue, due)
}

/** An order is completed: growth for what was paid for goods and stayed. */
export async function growByOrder(
  members: Members,
  fact: { orderId: string; shopId: string; shopperId: string; goodsPaidFen: number },
): Promise<void> {
  const { orderId, shopId, shopperId, goodsPaidFen: paidFen } = fact
  if (paidFen === 0) return
  const { growthPerYuan } = await ruleOf(members)
  const growth = Number((BigInt(paidFen) * BigInt(growthPerYuan)) / 100n)
  await inTx(members.db, async (tx) => {
    if (!(await keepOrder(tx, { orderId, shopId, shopperId, paidFen, growth }, members.now()))) return
    await book(members, tx, { event: `order:${orderId}`, kind: 'order', shopperId, shopId, change: growth, reference: orderId })
  })
  // A refund that was told before the completion found nothing to take back.
  await loseByRefund(members, orderId)
}

/** Money for goods of a completed order went back: so does the growth for it, in proportion, rounded down in sum; down to nothing. */
export async function loseByRefund(members: Members, orderId: string): Promise<void> {
  const grown = await grownOrder(members.db, orderId)
  if (!grown) return
  const { items } = await members.order.refundable({ orderIds: [orderId] })
  const left = items[0]?.lines.reduce((sum, line) => sum + line.payableFen - line.refundedFen - line.allowanceFen, 0)
  if (left === undefined) return
  const { shopId, shopperId, paidFen, growth } = grown
  const lostFen = Math.min(Math.max(0, paidFen - left), paidFen)
  const lost = Number((BigInt(growth) * BigInt(lostFen)) / BigInt(paidFen))
  await inTx(members.db, async (tx) => {
    const more = await loseTo(tx, orderId, lost)
    if (more === 0) return
    const has = (await balances(tx, ledger, { owner: shopperId, lock: true })).get(shopId) ?? 0
    const change = -Math.min(more, has)
    await book(members, tx, { event: `refund:${orderId}:${lost}`, kind: 'refund', shopperId, shopId, change, reference: orderId })
  })
}

/** A review was written: growth in its shop and points, for so many a day. */
export async function growByReview(members: Members, fact: { orderLineId: string; shopId: string; shopperId: string }): Promise<void> {
  const { orderLineId: key, shopId, shopperId } = fact
  const rule = await ruleOf(members)
  const at = members.now()
  await inTx(members.db, async (tx) => {
    await lockBook(tx, shopperId)
    if (!(await noteDeed(tx, { shopperId, kind: 'review', key, at }))) return
    const today = await countDeeds(tx, { shopperId, kind: 'review', since: startOfDay(dayOf(at)) })
    if (today > rule.reviewsPerDay) return
    await book(members, tx, { event: `review:${key}`, kind: 'review', shopperId, shopId, change: rule.growthPerReview, reference: key })
    await reward(tx, { key: `review:${key}`, shopperId, points: rule.pointsPerReview, note: '评价商品' })
  })
}

/** Staff add or take growth in their shop; keyed. Throws `shopper_not_found`, `balance_short`, `key_reused`. */
export async function adjust(
  members: Members,
  by: { shopId: string; name: string },
  wish: z.output<typeof adjustGrowth.body> & { shopperId: string },
): Promise<{ growth: number }> {
  const { shopId } = by
  const { shopperId, change, reason, requestId } = wish
  if (!(await members.shopper.dealsWith({ shopId, shopperId })).known) throw new AppError('not_found', 'shopper_not_found')
  const event = `adjust:${shopId}:${requestId}`
  const sameness = `${shopperId} ${change}`
  const booked = await inTx(members.db, (tx) =>
    book(members, tx, { event, kind: 'adjust', shopperId, shopId, change, note: reason, reference: sameness, actor: by.name }),
  )
  if (!booked && (await eventReference(members.db, event)) !== sameness) throw new AppError('conflict', 'key_reused', { key: requestId })
  return { growth: await growthIn(members, shopperId, shopId) }
}

/** What counts for the tier: the growth of the window in that shop and in the mall. */
export async function growthIn(members: Members, shopperId: string, shopId: string): Promise<number> {
  return (await growthOf(members, shopperId))(shopId)
}

export async function growthOf(members: Members, shopperId: string): Promise<(shopId: string) => number> {
  const { windowDays } = await ruleOf(members)
  const since = windowDays === 0 ? null : later(members.now(), { days: -windowDays })
  const by = await growthByAccount(members.db, shopperId, since)
  return (shopId) => (by.get(shopId) ?? 0) + (by.get(MALL) ?? 0)
}
