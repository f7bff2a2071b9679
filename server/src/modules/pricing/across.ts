import type { AcrossOutcome } from '../promotion/contract.ts'
import type { Pricing } from './context.ts'
import type { Quote, ShopQuote } from './contract.ts'

interface Whole {
  shops: ShopQuote[]
  across: Quote['across']
}

/** Puts the offers over several shops on top of what each shop's own leave. */
export async function withOffersAcross(
  { promotion }: Pricing,
  shops: ShopQuote[],
  asker: { shopperId: string | null; tier: number; categoriesOf: ReadonlyMap<string, string[]> },
): Promise<Whole> {
  if (shops.length === 0) return { shops, across: { applied: [], declined: [], hints: [], exact: true, joint: true } }
  const outcome = await promotion.evaluateAcross({
    member: { shopperId: asker.shopperId, tier: asker.tier },
    shops: shops.map(({ shopId, lines }) => ({
      shopId,
      lines: lines.map(({ skuId, productId, unitPriceFen, quantity, payableFen }) => ({
        lineId: skuId,
        skuId,
        productId,
        categoryIds: asker.categoriesOf.get(skuId) ?? [],
        unitPriceFen,
        quantity,
        payableFen,
      })),
    })),
  })
  return applyAcross(shops, outcome)
}

/** Takes each shop's share off its lines and sums. Pure. */
export function applyAcross(shops: ShopQuote[], outcome: AcrossOutcome): Whole {
  const parts = new Map(outcome.shops.map((part) => [part.shopId, part]))
  const totals = new Map<string, Quote['across']['applied'][number]>()
  for (const { offerId, title, goodsFen } of outcome.shops.flatMap((part) => part.applied))
    totals.set(offerId, { offerId, title, amountFen: (totals.get(offerId)?.amountFen ?? 0) + goodsFen })
  return {
    shops: shops.map((shop) => reduced(shop, parts.get(shop.shopId))),
    across: {
      applied: [...totals.values()],
      declined: outcome.declined,
      hints: outcome.hints,
      exact: outcome.exact,
      joint: isJoint(shops, outcome),
    },
  }
}

/** Nothing was chosen before that might have been given up: no offer over several shops, or no shop with one of its own. */
const isJoint = (shops: readonly ShopQuote[], { declined, hints, shops: parts }: AcrossOutcome): boolean =>
  (declined.length === 0 && hints.length === 0 && parts.every((part) => part.applied.length === 0)) ||
  shops.every((shop) => shop.applied.length === 0)

function reduced(shop: ShopQuote, part: AcrossOutcome['shops'][number] | undefined): ShopQuote {
  if (!part || part.applied.length === 0) return shop
  const off = new Map(part.lines.map((line) => [line.lineId, line.discountFen]))
  const lines = shop.lines.map((line) => {
    const fen = off.get(line.skuId) ?? 0
    return { ...line, discountFen: line.discountFen + fen, payableFen: line.payableFen - fen }
  })
  const taken = part.lines.reduce((sum, line) => sum + line.discountFen, 0)
  return {
    ...shop,
    lines,
    goodsDiscountFen: shop.goodsDiscountFen + taken,
    payableFen: shop.payableFen - taken,
    applied: [...shop.applied, ...part.applied],
  }
}
