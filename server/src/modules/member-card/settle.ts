import { type Db, inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { MemberCards } from './context.ts'
import { cardHolderChanged } from './contract.ts'
import type { MemberCardDb } from './db.ts'
import { lockHolder, moveTerm, payTerm, runningTerms, termOf } from './queries/terms.ts'
import { addMonths, chained } from './term.ts'

interface Holder {
  shopId: string
  shopperId: string
}

/** The terms of a holder follow one another, and whoever prices is told until when the card is held. In the caller's transaction. */
export async function settle(tx: Db<MemberCardDb>, holder: Holder, now: Date): Promise<void> {
  await lockHolder(tx, holder.shopId, holder.shopperId)
  for (const span of chained(await runningTerms(tx, holder, now), now)) await moveTerm(tx, span)
  const running = await runningTerms(tx, holder, now)
  const until = running.reduce((last, term) => (term.endsAt > last ? term.endsAt : last), now)
  const level = Math.max(1, ...running.map((term) => term.level))
  await emit(tx, cardHolderChanged, { ...holder, level, until: until.toISOString(), at: now.toISOString() })
}

/** A term is paid: it begins now, or when the last one ends. Twice is once. A subject that is no term is none of our business. */
export async function begin(cards: MemberCards, { subject, paidAt }: { subject: string; paidAt: Date }): Promise<void> {
  const found = await termOf(cards.db, subject)
  if (!found) return
  const now = cards.now()
  // Its staff may see who holds the card of their shop.
  await cards.shopper.meet({ shopId: found.shopId, shopperId: found.shopperId })
  await inTx(cards.db, async (tx) => {
    await lockHolder(tx, found.shopId, found.shopperId)
    const running = await runningTerms(tx, found, now)
    const startsAt = running.reduce((last, term) => (term.endsAt > last ? term.endsAt : last), now)
    const endsAt = addMonths(startsAt, found.months)
    const months = found.templateIds.length === 0 ? [] : Array.from({ length: found.months }, (_, n) => addMonths(startsAt, n))
    if (await payTerm(tx, { id: found.id, startsAt, endsAt, paidAt, months })) await settle(tx, found, now)
  })
}
