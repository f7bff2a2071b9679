import type { Violation } from '../../kernel/doctor.ts'
import type { Orders } from './context.ts'
import { nothingToHandOver } from './queries/ship.ts'

const living = ['kept', 'ready', 'taken']
const due: Record<string, readonly string[]> = {
  pending_payment: ['held', 'released'],
  received: ['done'],
  completed: ['done'],
  cancelled: ['released'],
  closed: ['released'],
  refunding: ['released', 'done'],
  refunded: ['released', 'done'],
}

/** The place of an order that is fetched or brought stands as the order does: no code outlives its order. */
export async function placesOff(orders: Orders, rows: readonly { id: string; state: string }[]): Promise<Violation[]> {
  const { items } = await orders.shipping.deliveries({ orderIds: rows.map((row) => row.id) })
  const states = new Map(items.map((item) => [item.orderId, item.state]))
  const none = await nothingToHandOver(orders.db, [...states.keys()])
  return rows.flatMap(({ id, state }) => {
    const place = states.get(id)
    const wanted = none.has(id) ? ['released'] : (due[state] ?? living)
    return !place || wanted.includes(place) ? [] : [{ id, text: `order is ${state}, its pickup or delivery is ${place}` }]
  })
}
