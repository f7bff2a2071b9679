import { allocate } from '../../kernel/money.ts'
import type { AcrossOutcome, Applied, Outcome } from './contract.ts'
import { sum } from './rule.ts'

/**
 * What offers over several shops take off all goods together, told shop by shop: their shares lie on lines, and what the platform bears is split
 * over the same lines. Everything sums exactly. Pure.
 */
export function partsAcross(
  shops: readonly { shopId: string; lineIds: readonly string[] }[],
  { lines, applied, declined, hints, exact }: Outcome,
): AcrossOutcome {
  const discounts = new Map(lines.map((line) => [line.lineId, line.discountFen]))
  const parts = shops.map(({ shopId, lineIds }) => ({
    shopId,
    lines: lineIds.map((lineId) => ({ lineId, discountFen: discounts.get(lineId) ?? 0 })),
    applied: applied.flatMap((offer) => partOf(offer, new Set(lineIds)) ?? []),
  }))
  return { shops: parts, declined, hints, exact }
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
