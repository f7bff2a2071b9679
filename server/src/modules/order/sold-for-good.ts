import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'

/**
 * Whether the stock of an order is sold, so that some or all of it can come back. It is sold first, so that a sale that is told later finds
 * itself done; where that cannot be, it is released, so that a sale that is told later takes nothing.
 */
export async function soldForGood(orders: Orders, orderId: string): Promise<boolean> {
  try {
    await orders.inventory.sell({ key: orderId })
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    // Somebody may have sold it in between.
    return (await orders.inventory.release({ key: orderId })).state === 'sold'
  }
}
