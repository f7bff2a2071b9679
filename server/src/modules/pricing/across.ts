import type { AcrossOutcome } from '../promotion/contract.ts'
import type { Quote, ShopQuote } from './contract.ts'

/** Takes each shop's share off its lines and sums. Pure. */
export function applyAcross(shops: ShopQuote[], outcome: AcrossOutcome): { shops: ShopQuote[]; across: Quote['across'] } {
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
    },
  }
}

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
