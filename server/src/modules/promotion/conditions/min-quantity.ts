import { z } from 'zod'
import { condition, sum } from '../rule.ts'

/** 满件门槛: at least this many pieces in scope. */
export const minQuantity = condition({
  type: 'min_quantity',
  title: { 'zh-CN': '满件数', en: 'Buy at least' },
  args: z.strictObject({ quantity: z.int().min(1).max(9999) }),
  describe: ({ quantity }, lang) => (lang === 'en' ? `${quantity} pieces` : `满${quantity}件`),
  check({ lines }, { quantity }) {
    const missingPieces = quantity - sum(lines.map((line) => line.quantity))
    return missingPieces > 0 ? { reason: 'quantity_too_low', missingPieces } : undefined
  },
})
