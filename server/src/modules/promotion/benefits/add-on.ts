import { z } from 'zod'
import { benefit, sum } from '../rule.ts'
import { plainYuan } from '../words.ts'
import { runsOf } from './units.ts'

const Args = z
  .strictObject({
    items: z
      .array(z.strictObject({ skuId: z.uuid(), priceFen: z.int().min(0).max(100_000_000_00) }))
      .min(1)
      .max(20),
    /** So many pieces in all may be bought at the low price. */
    mostPieces: z.int().min(1).max(99).default(1),
  })
  .refine(({ items }) => new Set(items.map((item) => item.skuId)).size === items.length, 'each SKU once')

/**
 * 加价购: with other goods in the basket, pieces of these SKUs cost less. The conditions are measured on the other goods only; of the pieces
 * in the basket those with the greatest saving count.
 */
export const addOn = benefit({
  type: 'add_on',
  title: { 'zh-CN': '加价购', en: 'Add-on purchase' },
  kind: 'add_on',
  args: Args,
  rewardsMore: () => true,
  also: ({ items }) => items.map((item) => item.skuId),
  addOns: ({ items, mostPieces }) => ({ items, mostPieces }),
  apply({ lines, dueFen }, { items, mostPieces }) {
    const prices = new Map(items.map((item) => [item.skuId, item.priceFen]))
    if (!lines.some((line) => prices.has(line.skuId))) return { reason: 'add_on_not_chosen' }
    const savings = runsOf(
      lines.map((line) => line.quantity),
      dueFen,
    )
      .map(({ line, fen, pieces }) => ({ line, pieces, fen: fen - (prices.get(lines[line]!.skuId) ?? Infinity) }))
      .filter(({ fen }) => fen > 0)
      .sort((a, b) => b.fen - a.fen || a.line - b.line)
    const linesFen = lines.map(() => 0)
    let left = mostPieces
    for (const { line, fen, pieces } of savings) {
      const some = Math.min(pieces, left)
      linesFen[line]! += fen * some
      left -= some
    }
    return sum(linesFen) === 0 ? { reason: 'nothing_to_take' } : { linesFen, freightFen: 0 }
  },
  describe({ items }, lang) {
    const lowest = plainYuan(Math.min(...items.map((item) => item.priceFen)))
    return lang === 'en' ? `add-ons from ¥${lowest}` : `加${lowest}元${items.length > 1 ? '起' : ''}换购`
  },
})
