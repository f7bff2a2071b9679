import { allocate } from '../../kernel/money.ts'
import type { AcrossOutcome, Applied, BasketLine, Member, Offer } from './contract.ts'
import { evaluate } from './evaluate.ts'
import { sum } from './rule.ts'

/** What one shop's goods come to after its own offers. */
export interface ShopPart {
  shopId: string
  lines: readonly (BasketLine & { payableFen: number })[]
}

/**
 * Offers over several shops, after each shop's own: measured on what those leave of all goods together, and split over shops and lines by what
 * is still to pay on each. What the platform bears is split over the same lines. Everything sums exactly. Pure.
 */
export function evaluateAcross(input: { shops: readonly ShopPart[]; offers: readonly Offer[]; member: Member; now: Date }): AcrossOutcome {
  const all = input.shops.flatMap((shop) => shop.lines)
  const outcome = evaluate({
    basket: { lines: all, freightFen: 0 },
    dueFen: new Map(all.map((line) => [line.lineId, line.payableFen])),
    offers: input.offers,
    member: input.member,
    now: input.now,
  })
  const { declined, hints, exact } = outcome
  const discounts = new Map(outcome.lines.map((line) => [line.lineId, line.discountFen]))
  const shops = input.shops.map(({ shopId, lines }) => ({
    shopId,
    lines: lines.map(({ lineId }) => ({ lineId, discountFen: discounts.get(lineId) ?? 0 })),
    applied: outcome.applied.flatMap((offer) => partOf(offer, new Set(lines.map((line) => line.lineId))) ?? []),
  }))
  return { shops, declined, hints, exact }
}

/** One shop's part of an offer; nothing when it has none. */
function partOf(offer: Applied, mine: ReadonlySet<string>): Applied | undefined {
  const byPlatform = allocate(
    offer.platformFen ?? 0,
    offer.shares.map((share) => share.amountFen),
  )
  const shares = offer.shares.filter((share) => mine.has(share.lineId))
  if (shares.length === 0) return undefined
  const platformFen = sum(offer.shares.map((share, index) => (mine.has(share.lineId) ? byPlatform[index]! : 0)))
  return { ...offer, shares, goodsFen: sum(shares.map((share) => share.amountFen)), freightFen: 0, platformFen }
}
