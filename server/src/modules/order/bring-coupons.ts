import type { z } from 'zod'
import type { Orders } from './context.ts'
import type { orderPaid } from './contract.ts'
import { linesOf } from './queries/read.ts'

/** Paid: the coupons that the order brings. It is counted as paid first, so that the rules know how many there were before. */
export async function bringCoupons(orders: Orders, fact: z.output<typeof orderPaid.payload>): Promise<void> {
  const { orderId, shopId, shopperId } = fact
  await orders.shopper.recordPaid({ shopId, shopperId, orderId })
  const lines = (await linesOf(orders.db, [orderId])).filter((line) => !line.gift)
  await orders.promotion.afterPayment({
    orderId,
    shopId,
    shopperId,
    lines: lines.map(({ skuId, productId, quantity, unitPriceFen, payableFen }) => ({
      skuId,
      productId,
      quantity,
      unitPriceFen,
      payableFen,
    })),
  })
}
