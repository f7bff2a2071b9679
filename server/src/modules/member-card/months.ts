import type { MemberCards } from './context.ts'
import { dueMonths, markGiven } from './queries/terms.ts'

/** The coupons of months that have begun, each once: keyed by term, month and coupon. Returns how many months. */
export async function giveMonths(cards: MemberCards): Promise<number> {
  const due = await dueMonths(cards.db, cards.now(), 100)
  for (const { termId, nth, shopperId, templateIds } of due) {
    for (const templateId of templateIds)
      await cards.promotion.give({ key: `member-card:${termId}:${nth}:${templateId}`, templateId, shopperId })
    await markGiven(cards.db, { termId, nth }, cards.now())
  }
  return due.length
}
