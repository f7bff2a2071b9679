import { type Best, combine } from './combine.ts'
import type { Applied, Declined, EvaluateInput, Hint, Line, Offer, Outcome } from './offer.ts'
import { type Due, prepare, type Prepared } from './prepare.ts'
import { isRefusal, type Refusal, sum } from './rule.ts'

/**
 * What a basket costs after the combination of offers that is best for the shopper, and why each offer was or was not used.
 * Pure: the same basket, offers, member and time give the same outcome to the fen, in whatever order lines and offers are listed.
 */
export function evaluate({ basket, offers, member, now }: EvaluateInput): Outcome {
  const lines = [...basket.lines].sort((a, b) => order(a.skuId, b.skuId) || order(a.lineId, b.lineId))
  const whole: Due = { linesFen: lines.map((line) => line.amountFen), freightFen: basket.freightFen }
  const bound = [...offers].sort(inOrderOfUse).map((offer) => ({ offer, prepared: prepare(offer, { lines, member, now }) }))
  const working = bound.flatMap(({ prepared }) => ('reason' in prepared ? [] : [prepared]))
  // What does not work on the whole basket works on none that is already reduced.
  const candidates = working.filter((prepared) => !isRefusal(prepared.take(whole)))
  const best = combine(candidates, whole)
  return {
    lines: lines.map((line, index) => lineOf(line, best.due.linesFen[index]!)),
    goodsDiscountFen: sum(whole.linesFen) - sum(best.due.linesFen),
    freightDiscountFen: basket.freightFen - best.due.freightFen,
    applied: best.steps.map(({ prepared, taken }) => appliedOf(prepared.offer, lines, taken)),
    declined: bound.flatMap(({ offer, prepared }) => declinedOf(offer, prepared, best) ?? []),
    hints: working.flatMap((prepared) => hintOf(prepared, best) ?? []),
    search: best.search,
  }
}

/** Priority first; at the same priority rules before coupons, so that a coupon is measured on what the shop's own rules leave. */
function inOrderOfUse(a: Offer, b: Offer): number {
  return b.priority - a.priority || order(b.kind, a.kind) || order(a.id, b.id)
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const lineOf = ({ lineId, amountFen }: Line, payableFen: number): Outcome['lines'][number] => ({
  lineId,
  amountFen,
  discountFen: amountFen - payableFen,
  payableFen,
})

function appliedOf({ id, kind, title }: Offer, lines: readonly Line[], taken: Due): Applied {
  const shares = lines.map(({ lineId }, index) => ({ lineId, amountFen: taken.linesFen[index]! })).filter((share) => share.amountFen > 0)
  return { offerId: id, kind, title, goodsFen: sum(taken.linesFen), freightFen: taken.freightFen, shares }
}

/** Why an offer is not part of the best combination, seen from the place it would have had in it. */
function declinedOf(offer: Offer, prepared: Prepared | Refusal, best: Best): Declined | undefined {
  if (best.steps.some((step) => step.prepared.offer.id === offer.id)) return undefined
  const base = { offerId: offer.id, kind: offer.kind, title: offer.title }
  if ('reason' in prepared) return { ...base, ...prepared }
  const rival = offer.group === null ? undefined : best.steps.find((step) => step.prepared.offer.group === offer.group)
  const taken = prepared.take(dueAt(offer, best))
  if (isRefusal(taken)) return { ...base, ...taken }
  return { ...base, reason: 'better_offer_used', ...(rival && { byOfferId: rival.prepared.offer.id }) }
}

/** What was to pay when an offer's turn came. */
function dueAt(offer: Offer, best: Best): Due {
  const later = best.steps.find((step) => inOrderOfUse(step.prepared.offer, offer) >= 0)
  return later ? later.before : best.due
}

/** What buying more would bring: an offer that fails for want of goods, or the next step of one that is used. */
function hintOf(prepared: Prepared, best: Best): Hint | undefined {
  const { offer } = prepared
  const used = best.steps.some((step) => step.prepared.offer.id === offer.id)
  const blocked = !used && offer.group !== null && best.steps.some((step) => step.prepared.offer.group === offer.group)
  if (blocked) return undefined
  const due = dueAt(offer, best)
  const answer = used ? prepared.next(due) : prepared.take(due)
  if (!answer || !isRefusal(answer)) return undefined
  const { shortFen, shortQuantity } = answer
  if (shortFen === undefined && shortQuantity === undefined) return undefined
  return {
    offerId: offer.id,
    title: offer.title,
    ...(shortFen !== undefined && { shortFen }),
    ...(shortQuantity !== undefined && { shortQuantity }),
  }
}
