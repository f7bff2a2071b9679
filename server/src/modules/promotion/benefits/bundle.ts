import { z } from 'zod'
import { allocate } from '../../../kernel/money.ts'
import { benefit, sum, type View } from '../rule.ts'
import { plainYuan } from '../words.ts'
import { runsOf } from './units.ts'

const Args = z
  .strictObject({
    items: z
      .array(z.strictObject({ skuId: z.uuid(), quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(20),
    priceFen: z.int().min(1).max(100_000_000_00),
    /** At most so many sets; as many as are complete when absent. */
    maxTimes: z.int().min(1).max(999).optional(),
  })
  .refine(({ items }) => new Set(items.map((item) => item.skuId)).size === items.length, 'each SKU once')
  .refine(({ items }) => sum(items.map((item) => item.quantity)) > 1, 'a set has two pieces or more')
type Bundle = z.output<typeof Args>

const piecesOf = ({ lines }: View, skuId: string): number => sum(lines.map((line) => (line.skuId === skuId ? line.quantity : 0)))

function setsOf(view: View, { items, maxTimes }: Bundle): number {
  return Math.min(maxTimes ?? Infinity, ...items.map(({ skuId, quantity }) => Math.floor(piecesOf(view, skuId) / quantity)))
}

/** How many pieces lack for one set more than so many. */
const missing = (view: View, { items }: Bundle, sets: number): number =>
  sum(items.map(({ skuId, quantity }) => Math.max(0, quantity * (sets + 1) - piecesOf(view, skuId))))

/** 套装价: a set of named SKUs costs so much together, if that is less. Of each SKU the dearest pieces are in it. */
export const bundle = benefit({
  type: 'bundle',
  title: { 'zh-CN': '套装价', en: 'Set at a price' },
  kind: 'set_price',
  args: Args,
  rewardsMore: () => true,
  only: ({ items }) => items.map((item) => item.skuId),
  apply(view, args) {
    if (!args.items.some(({ skuId }) => piecesOf(view, skuId) > 0)) return { reason: 'nothing_in_scope' }
    const sets = setsOf(view, args)
    if (sets === 0) return { reason: 'quantity_too_low', missingPieces: missing(view, args, 0) }
    const needed = new Map(args.items.map(({ skuId, quantity }) => [skuId, quantity * sets]))
    const inSets = view.lines.map(() => 0)
    for (const { line, fen, pieces } of runsOf(
      view.lines.map((one) => one.quantity),
      view.dueFen,
    )) {
      const { skuId } = view.lines[line]!
      const some = Math.min(pieces, needed.get(skuId) ?? 0)
      if (some > 0) needed.set(skuId, needed.get(skuId)! - some)
      inSets[line]! += fen * some
    }
    return { linesFen: allocate(Math.max(0, sum(inSets) - args.priceFen * sets), inSets), freightFen: 0 }
  },
  next(view, args) {
    const sets = setsOf(view, args)
    return sets >= (args.maxTimes ?? Infinity) ? undefined : { reason: 'quantity_too_low', missingPieces: missing(view, args, sets) }
  },
  describe({ items, priceFen }, lang) {
    const pieces = sum(items.map((item) => item.quantity))
    return lang === 'en' ? `set of ${pieces} for ¥${plainYuan(priceFen)}` : `套装${pieces}件${plainYuan(priceFen)}元`
  },
})
