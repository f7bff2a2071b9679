import type { z } from 'zod'
import type { Orders } from './context.ts'
import type { ReviewableLine } from './contract.ts'
import { lineForReview } from './queries/read.ts'

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
