import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { waybillMade } from '../shipping/contract.ts'
import type { Warehouse } from './context.ts'
import type { orderWaybills } from './contract.ts'
import { weightsOf } from './weights.ts'

type Result = z.output<typeof orderWaybills.reply>
const working = new Set(['accepted', 'paid', 'preparing', 'partly_shipped'])
/** What is wrong with the shop's settings is wrong with every order. */
const ofTheShop = new Set(['sender_missing', 'waybill_account_missing', 'carrier_unknown'])

/** Each order by itself; what could not be done is named. */
export async function wantWaybills(
  warehouse: Warehouse,
  clerk: { shopId: string; name: string },
  wish: z.output<typeof orderWaybills.body>,
): Promise<Result> {
  const { items } = await warehouse.order.refundable({ orderIds: wish.orderIds })
  const weights = await weightsOf(warehouse, items)
  const given = new Map(wish.weights.map((one) => [one.orderId, one.grams]))
  const result: Result = { done: 0, failed: [] }
  for (const id of new Set(wish.orderIds)) {
    const order = items.find((one) => one.id === id && one.shopId === clerk.shopId)
    const code = order
      ? await want(warehouse, { clerk, wish, order, grams: given.get(id) ?? weights.get(id)?.grams ?? 1000 })
      : 'order_not_found'
    if (code) result.failed.push({ id, number: order?.number ?? '', code })
    else result.done += 1
  }
  return result
}

interface One {
  clerk: { shopId: string; name: string }
  wish: z.output<typeof orderWaybills.body>
  order: RefundableOrder
  grams: number
}

async function want(warehouse: Warehouse, { clerk, wish, order, grams }: One): Promise<string | undefined> {
  if (!working.has(order.state)) return 'transition_illegal'
  const lines = order.lines
    .map((line) => ({ orderLineId: line.id, title: line.title, quantity: line.quantity - line.shipped - line.cancelled }))
    .filter((line) => line.quantity > 0)
  if (lines.length === 0) return 'ship_too_many'
  const { name, phone, province, city, district, detail } = order.address
  try {
    await warehouse.shipping.wantWaybill({
      key: `${order.id}:${wish.requestId}`,
      shopId: clerk.shopId,
      orderId: order.id,
      orderNumber: order.number,
      carrierCode: wish.carrierCode,
      receiver: { name, phone, province, city, district, detail },
      lines,
      weightGrams: grams,
      collectFen: order.toCollectFen,
      staffName: clerk.name,
    })
    return undefined
  } catch (error) {
    if (!(error instanceof AppError) || ofTheShop.has(error.code)) throw error
    return error.code
  }
}

/** The carrier gave a number: the pieces are shipped with it. When they cannot be any more, the number goes back. */
export async function shipWithWaybill(warehouse: Warehouse, fact: z.output<typeof waybillMade.payload>): Promise<void> {
  const { waybillId, orderId, shopId, carrierCode, number, lines, staffName } = fact
  try {
    await warehouse.order.ship({ shopId, orderId, key: `waybill-${waybillId}`, carrierCode, number, lines: [...lines], staffName })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'unavailable') throw error
    await warehouse.shipping.dropWaybill({ id: waybillId, reason: error.code })
  }
}
