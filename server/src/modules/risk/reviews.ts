import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { EventRecord } from '../../kernel/events.ts'
import type { decideRiskReview, listRiskHits, listRiskReviews } from './contract.ts'
import type { Risk } from './context.ts'
import { put } from './listings.ts'
import { hitsPage, lastOrderHit } from './queries/facts.ts'
import { claimToTell, decideReview, markTold, putOrderReview, reviewExists, reviewsPage } from './queries/reviews.ts'

/** An order is placed so soon after it was judged. */
const PLACING_MINUTES = 5
const AGAIN_SECONDS = 20
const reason = '风控审核未通过'
const holdKey = (orderId: string): string => `hold:risk:${orderId}`

/** An order that was let through to be looked at is held, until somebody has. */
export async function holdOrder(risk: Risk, { payload, at }: EventRecord<{ orderId: string; shopperId: string }>): Promise<void> {
  const hit = await lastOrderHit(risk.db, payload.shopperId, { from: later(at, { minutes: -PLACING_MINUTES }), to: at })
  if (hit?.decision !== 'review') return
  const { orderId, shopperId } = payload
  // The sooner the better; should this process die in between, `tell` does it.
  await putOrderReview(risk.db, { ...hit, id: risk.newId(), hitId: hit.id, subject: shopperId, orderId, at: risk.now() })
  await tell(risk)
}

/** Orders hear that they are held, go on, or are off. What it did not get to say is said again. Returns how many were told. */
export async function tell(risk: Risk): Promise<number> {
  const now = risk.now()
  const due = await claimToTell(risk.db, { now, until: later(now, { seconds: AGAIN_SECONDS }), limit: 20 })
  for (const { id, orderId, state } of due) {
    if (orderId === null) continue
    if (state === 'open') await hold(risk, orderId)
    if (state === 'refused') await risk.order.callOff({ orderId, reason })
    if (state !== 'open') await risk.order.resume({ key: holdKey(orderId) })
    await markTold(risk.db, id, state)
  }
  return due.length
}

async function hold(risk: Risk, orderId: string): Promise<void> {
  const [order] = (await risk.order.refundable({ orderIds: [orderId] })).items
  if (!order) return
  const units = order.lines
    .map(({ id, quantity, shipped, cancelled }) => ({ lineId: id, quantity: quantity - shipped - cancelled }))
    .filter((one) => one.quantity > 0)
  await risk.order.pause({ key: holdKey(orderId), orderId, units })
}

export async function decide(
  risk: Risk,
  by: { id: string; staffName: string },
  { pass, note, list }: z.output<typeof decideRiskReview.body>,
): Promise<{ ok: true }> {
  const decided = await decideReview(risk.db, { ...by, state: pass ? 'passed' : 'refused', note, now: risk.now() })
  if (!decided) {
    if (await reviewExists(risk.db, by.id)) throw new AppError('conflict', 'risk_review_decided')
    throw new AppError('not_found', 'risk_review_not_found')
  }
  if (list !== 'none' && decided.shopperId !== null)
    await put(risk, by.staffName, { list, dimension: 'shopper', value: decided.shopperId, note, until: null })
  return { ok: true }
}

export async function queue(risk: Risk, query: z.output<typeof listRiskReviews.query>): Promise<z.input<typeof listRiskReviews.reply>> {
  const { items, total, open } = await reviewsPage(risk.db, query)
  const names = await namesOf(
    risk,
    items.map((one) => one.shopperId),
  )
  const orderIds = items.flatMap((one) => one.orderId ?? [])
  const orders = new Map((await risk.order.refundable({ orderIds })).items.map((one) => [one.id, one]))
  return {
    total,
    open,
    items: items.map(({ createdAt, decidedAt, ...one }) => {
      const order = orders.get(one.orderId ?? '')
      return {
        ...one,
        nickname: names.get(one.shopperId ?? '') ?? '',
        orderNumber: order?.number ?? null,
        amountFen: order?.payableFen ?? null,
        createdAt: createdAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
      }
    }),
  }
}

export async function hitList(risk: Risk, query: z.output<typeof listRiskHits.query>): Promise<z.input<typeof listRiskHits.reply>> {
  const { items, total } = await hitsPage(risk.db, query)
  const names = await namesOf(
    risk,
    items.map((one) => one.shopperId),
  )
  return {
    total,
    items: items.map(({ fact: _fact, at, ...one }) => ({ ...one, at: at.toISOString(), nickname: names.get(one.shopperId ?? '') ?? '' })),
  }
}

export async function namesOf(risk: Risk, shopperIds: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(shopperIds.flatMap((id) => id ?? []))]
  if (ids.length === 0) return new Map()
  return new Map((await risk.shopper.find({ ids })).items.map((one) => [one.id, one.nickname]))
}
