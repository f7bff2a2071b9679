import type { z } from 'zod'
import type { Channel } from '../catalog/contract.ts'
import { type Carts, MOST_PIECES } from './context.ts'
import type { Cart, previewCart } from './contract.ts'
import { price } from './view.ts'

/** Prices the lines on a guest's device, as if they lay in a cart. The same SKU twice is one line. */
export async function preview(
  carts: Carts,
  channel: Channel | null,
  { lines }: z.output<NonNullable<typeof previewCart.body>>,
): Promise<z.output<typeof Cart>> {
  const bySku = new Map<string, (typeof lines)[number]>()
  for (const line of lines) {
    const there = bySku.get(line.skuId)
    const quantity = Math.min((there?.quantity ?? 0) + line.quantity, MOST_PIECES)
    bySku.set(line.skuId, {
      ...line,
      quantity,
      selected: line.selected || (there?.selected ?? false),
      later: line.later && (there?.later ?? true),
    })
  }
  return price(carts, { shopperId: null, channel }, [...bySku.values()])
}
