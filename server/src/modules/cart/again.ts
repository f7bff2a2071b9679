import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { merge } from './change.ts'
import type { Carts } from './context.ts'
import type { buyAgain } from './contract.ts'
import { view, type Who } from './view.ts'

type Reply = z.input<typeof buyAgain.reply>

/** What can still be bought of an own order goes to the cart, at today's price; what cannot, wholly or in part, is named. */
export async function again(carts: Carts, who: Who & { shopperId: string }, wish: { requestId: string; orderId: string }): Promise<Reply> {
  const { shopperId } = who
  const { lines } = await carts.order.boughtLines({ shopperId, orderId: wish.orderId })
  if (!lines) throw new AppError('not_found', 'order_not_found')
  const skuIds = lines.map((line) => line.skuId)
  const [skus, stock] = await Promise.all([carts.catalog.skusForSale({ skuIds }), carts.inventory.available({ skuIds })])
  const onSale = new Set(skus.items.filter((sku) => sku.onSale).map((sku) => sku.skuId))
  const left = new Map(stock.items.map((one) => [one.skuId, one.available]))
  const gone: Reply['gone'] = []
  const buy = lines.flatMap(({ skuId, quantity, title, options }) => {
    const available = onSale.has(skuId) ? (left.get(skuId) ?? 0) : 0
    if (available < quantity) gone.push({ title, options, reason: onSale.has(skuId) ? 'stock_short' : 'off_sale', available })
    return available > 0 ? [{ skuId, quantity: Math.min(quantity, available) }] : []
  })
  await merge(carts, shopperId, { requestId: wish.requestId, lines: buy })
  return { cart: await view(carts, who), gone }
}
