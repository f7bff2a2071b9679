import type { z } from 'zod'
import type { Orders } from './context.ts'
import type { orderCalls, ReviewableLine } from './contract.ts'
import { lineForReview, linesOf, orderOfShopper } from './queries/read.ts'

/** One line with whose it is and whether it was received; null when there is none. */
export async function reviewableLine(orders: Orders, orderLineId: string): Promise<{ line: z.input<typeof ReviewableLine> | null }> {
  const line = await lineForReview(orders.db, orderLineId)
  if (!line) return { line: null }
  return {
    line: {
      ...line,
      options: line.options as string[], // written by insertOrder only
      receivedAt: line.receivedAt?.toISOString() ?? null,
    },
  }
}

/** What a shopper bought, to buy it again. */
export async function boughtLines(
  orders: Orders,
  { shopperId, orderId }: { shopperId: string; orderId: string },
): Promise<z.input<typeof orderCalls.boughtLines.reply>> {
  if (!(await orderOfShopper(orders.db, shopperId, orderId))) return { lines: null }
  const lines = await linesOf(orders.db, [orderId])
  // Options are written by insertOrder only.
  return { lines: lines.map(({ skuId, quantity, title, options }) => ({ skuId, quantity, title, options: options as string[] })) }
}
