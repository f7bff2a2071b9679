import { basisPoints } from '../../kernel/money.ts'
import { type Best, combine, excludes } from './combine.ts'
import type { Applied, Basket, BasketLine, Declined, Hint, Member, Offer, Outcome } from './contract.ts'
import { type Due, prepare, type Prepared } from './prepare.ts'
import { isRefusal, lineTotal, type Refusal, sum } from './rule.ts'

export interface EvaluateInput {
  basket: Pick<Basket, 'lines' | 'freightFen'>
  offers: readonly Offer[]
  /** What is to pay for each line (by its id) when the turn of these offers comes; price × quantity when absent. */
  dueFen?: ReadonlyMap<string, number>
  /** Offers that are not to be used, only explained: what stands against each, or that it was not chosen. */
  aside?: readonly Offer[]
  member: Member
  now: Date
}

/** A basket with its offers bound to it, before any is chosen. */
export interface BoundBasket {
  lines: readonly BasketLine[]
  /** What is to pay before any of these offers. */
  whole: Due
  /** Offers that work on the whole basket, in the order of their use. What does not work on it works on none that is already reduced. */
  candidates: readonly Prepared[]
  working: readonly Prepared[]
  offers: readonly { offer: Offer; prepared: Prepared | Refusal }[]
  aside: readonly { offer: Offer; prepared: Prepared | Refusal }[]
}

/**
 * What a basket costs after the combination of offers that is best for the shopper, and why each offer was or was not used.
 * Pure: the same basket, offers, member and time give the same outcome to the fen, in whatever order lines and offers are listed.
 */
export function evaluate(input: EvaluateInput): Outcome {
  const bound = bindBasket(input)
  return outcomeOf(bound, combine(bound.candidates, bound.whole))
}

export function bindBasket({ basket, offers, dueFen, aside = [], member, now }: EvaluateInput): BoundBasket {
  const lines = [...basket.lines].sort((a, b) => order(a.skuId, b.skuId) || order(a.lineId, b.lineId))
  const whole: Due = { linesFen: lines.map((line) => dueFen?.get(line.lineId) ?? lineTotal(line)), freightFen: basket.freightFen }
  const bind = (offer: Offer) => ({ offer, prepared: prepare(offer, { lines, member, now }) })
  const bound = [...offers].sort(inOrderOfUse).map(bind)
  const working = bound.flatMap(({ prepared }) => ('reason' in prepared ? [] : [prepared]))
  const candidates = working.filter((prepared) => !isRefusal(prepared.take(whole)))
  return { lines, whole, candidates, working, offers: bound, aside: [...aside].sort(inOrderOfUse).map(bind) }
}

/** The outcome of one combination. `insteadId`: an offer beyond this basket for which offers that would work here were given up. */
export function outcomeOf({ lines, whole, working, offers, aside }: BoundBasket, best: Best, insteadId: string | null = null): Outcome {
  return {
    lines: lines.map((line, index) => lineOf(line, whole.linesFen[index]!, best.due.linesFen[index]!)),
    goodsDiscountFen: sum(whole.linesFen) - sum(best.due.linesFen),
    freightDiscountFen: whole.freightFen - best.due.freightFen,
    applied: best.steps.map(({ prepared, taken }) => appliedOf(prepared, lines, taken)),
    declined: [
      ...offers.flatMap(({ offer, prepared }) => declinedOf(offer, prepared, { best, insteadId }) ?? []),
      ...aside.map(({ offer, prepared }) => refusedOf(offer, prepared, best)),
    ],
    hints: working.flatMap((prepared) => hintOf(prepared, best) ?? []),
    ...alongOf(working, best),
    exact: best.exact,
  }
}

/** Priority first; at the same priority rules before coupons, so that a coupon is measured on what the shop's own rules leave. */
function inOrderOfUse(a: Offer, b: Offer): number {
  return b.priority - a.priority || order(b.source, a.source) || order(a.id, b.id)
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const named = ({ id, source, title }: Offer): Pick<Applied, 'offerId' | 'source' | 'title'> => ({ offerId: id, source, title })

function lineOf({ lineId }: BasketLine, amountFen: number, payableFen: number): Outcome['lines'][number] {
  return { lineId, amountFen, discountFen: amountFen - payableFen, payableFen }
}

function appliedOf({ offer, platformBps }: Prepared, lines: readonly BasketLine[], taken: Due): Applied {
  const shares = lines.map(({ lineId }, index) => ({ lineId, amountFen: taken.linesFen[index]! })).filter((share) => share.amountFen > 0)
  const goodsFen = sum(taken.linesFen)
  const platform = platformBps > 0 ? { platformFen: basisPoints(goodsFen + taken.freightFen, platformBps) } : {}
  return { ...named(offer), goodsFen, freightFen: taken.freightFen, shares, ...platform }
}

/** What comes along with the offers used, and what may be bought along cheaply. */
function alongOf(working: readonly Prepared[], best: Best): Pick<Outcome, 'gifts' | 'promised' | 'addOns'> {
  const gifts = best.steps.flatMap(({ prepared: { offer }, taken }) =>
    taken.gifts ? [{ ...named(offer), choose: taken.gifts.choose, items: [...taken.gifts.items] }] : [],
  )
  const promised = best.steps.flatMap(({ prepared: { offer }, taken }) =>
    taken.couponTemplateId ? [{ offerId: offer.id, title: offer.title, templateId: taken.couponTemplateId }] : [],
  )
  const addOns = working.flatMap((prepared) => {
    const found = rivalOf(prepared.offer, best) ? undefined : prepared.addOns(dueAt(prepared.offer, best))
    return found ? [{ offerId: prepared.offer.id, title: prepared.offer.title, ...found }] : []
  })
  return {
    ...(gifts.length > 0 ? { gifts } : {}),
    ...(promised.length > 0 ? { promised } : {}),
    ...(addOns.length > 0 ? { addOns } : {}),
  }
}

/** Why an offer is not part of the best combination. */
function declinedOf(
  offer: Offer,
  prepared: Prepared | Refusal,
  { best, insteadId }: { best: Best; insteadId: string | null },
): Declined | undefined {
  if (best.steps.some((step) => step.prepared.offer.id === offer.id)) return undefined
  const refused = refusedOf(offer, prepared, best)
  if (refused.reason !== 'not_chosen') return refused
  return { ...refused, reason: 'better_offer_used', byOfferId: rivalOf(offer, best)?.id ?? insteadId }
}

/** What stands against an offer, seen from the place it would have in the best combination. */
function refusedOf(offer: Offer, prepared: Prepared | Refusal, best: Best): Declined {
  const answer = 'reason' in prepared ? prepared : prepared.take(dueAt(offer, best))
  const refusal: Refusal = isRefusal(answer) ? answer : { reason: 'not_chosen' }
  const { reason, missingFen = null, missingPieces = null } = refusal
  return { ...named(offer), reason, missingFen, missingPieces, byOfferId: null }
}

/** What was to pay when an offer's turn came. */
function dueAt(offer: Offer, best: Best): Due {
  const later = best.steps.find((step) => inOrderOfUse(step.prepared.offer, offer) >= 0)
  return later ? later.before : best.due
}

const rivalOf = (offer: Offer, best: Best): Offer | undefined =>
  best.steps.map((step) => step.prepared.offer).find((other) => other.id !== offer.id && excludes(other, offer))

/** What buying more would bring: an offer that fails for want of goods, or the next step of one that is used. */
function hintOf(prepared: Prepared, best: Best): Hint | undefined {
  const { offer } = prepared
  if (rivalOf(offer, best)) return undefined
  const due = dueAt(offer, best)
  const used = best.steps.some((step) => step.prepared.offer.id === offer.id)
  const answer = used ? prepared.next(due) : prepared.take(due)
  if (!answer || !isRefusal(answer)) return undefined
  const { missingFen = null, missingPieces = null } = answer
  return missingFen === null && missingPieces === null ? undefined : { ...named(offer), missingFen, missingPieces }
}
