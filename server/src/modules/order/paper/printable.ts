import type { z } from 'zod'
import type { Orders } from '../context.ts'
import type { orderCalls } from '../contract.ts'
import { orderOfShop } from '../queries/read.ts'
import { whole } from '../view.ts'

/** An order for those who lay out slips of it. */
export async function printable(
  orders: Orders,
  { shopId, orderId }: { shopId: string; orderId: string },
): Promise<z.input<typeof orderCalls.printable.reply>> {
  const order = await orderOfShop(orders.db, shopId, orderId)
  if (!order) return { order: null }
  const { steps: _steps, changes: _changes, parcels: _parcels, moneyBack: _moneyBack, ...rest } = await whole(orders, order)
  return { order: rest }
}
