import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Warehouse } from './context.ts'
import type { bookCourierPickup } from './contract.ts'
import { weightsOf } from './weights.ts'

/** What lies here, or is on its way out of the door. */
const there = new Set(['accepted', 'paid', 'preparing', 'partly_shipped', 'shipped'])

/** One courier for the parcels of these orders. Throws `order_not_found`, `transition_illegal`, `sender_missing` and what `wantPickup` throws. */
export async function bookPickup(
  warehouse: Warehouse,
  clerk: { shopId: string; name: string },
  wish: z.output<typeof bookCourierPickup.body>,
): Promise<{ id: string }> {
  const ids = [...new Set(wish.orderIds)]
  const { items } = await warehouse.order.refundable({ orderIds: ids })
  const orders = ids.map((id) => items.find((one) => one.id === id && one.shopId === clerk.shopId))
  const own = orders.filter((order) => order !== undefined)
  const [first] = own
  if (own.length < ids.length || !first) throw new AppError('not_found', 'order_not_found')
  const key = `pickup:${clerk.shopId}:${wish.requestId}`
  const over = own.find((order) => !there.has(order.state))
  if (over) throw new AppError('conflict', 'transition_illegal', { from: over.state, to: 'shipped' })
  const sender = wish.sender ?? (await warehouse.shipping.sender({ shopId: clerk.shopId })).sender
  if (!sender) throw new AppError('conflict', 'sender_missing')
  const weights = await weightsOf(warehouse, own)
  const summed = [...weights.values()].reduce((sum, one) => sum + one.grams, 0)
  const { name, phone, province, city, district, detail } = first.address
  return warehouse.shipping.wantPickup({
    key,
    shopId: clerk.shopId,
    carrierCode: wish.carrierCode,
    from: wish.from,
    to: wish.to,
    sender,
    receiver: { name, phone, province, city, district, detail },
    orders: own.map((order) => ({ id: order.id, number: order.number })),
    goods: own
      .flatMap((order) => order.lines)
      .slice(0, 20)
      .map((line) => ({ name: line.title, quantity: line.quantity })),
    parcels: wish.parcels,
    weightGrams: wish.weightGrams ?? summed,
    remark: wish.remark,
    staffName: clerk.name,
  })
}
