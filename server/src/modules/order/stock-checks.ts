import type { Violation } from '../../kernel/doctor.ts'
import type { Orders } from './context.ts'
import { piecesOf } from './queries/checks.ts'

interface Row {
  id: string
  state: string
  onDelivery: boolean
}

const stock: Record<string, readonly string[]> = {
  pending_payment: ['held'],
  cancelled: ['released', 'none'],
  closed: ['released', 'none'],
  refunding: ['sold', 'held', 'released'],
  refunded: ['sold', 'released'],
}

/** What a promise had sold and then came back stays a sale that was undone. */
const stockDue = (row: Row): readonly string[] => {
  const due = stock[row.state] ?? ['sold']
  return row.onDelivery && due.includes('released') ? [...due, 'sold'] : due
}

export async function stockOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const { items } = await orders.inventory.holds({ keys: rows.map((row) => row.id) })
  const states = new Map(items.map((item) => [item.key, item.state]))
  return rows
    .filter((row) => !stockDue(row).includes(states.get(row.id) ?? 'none'))
    .map((row) => ({ id: row.id, text: `order is ${row.state}, its stock is ${states.get(row.id) ?? 'not held at all'}` }))
}

/**
 * Pieces off the shelf for an order, against those it has. What was cancelled, and all of an order that ended unpaid, lies on the shelf again;
 * what came back from the shopper may lie there before its refund is decided, so that there may be fewer, and never more.
 */
export async function piecesOff(orders: Orders, rows: readonly Row[]): Promise<Violation[]> {
  const ids = rows.map((row) => row.id)
  const [{ items }, lines] = await Promise.all([orders.inventory.holds({ keys: ids }), piecesOf(orders.db, ids)])
  const away = new Map<string, number>()
  for (const hold of items) {
    if (hold.state === 'released') continue
    for (const { skuId, quantity, restocked } of hold.lines) {
      const at = `${hold.key} ${skuId}`
      away.set(at, (away.get(at) ?? 0) + quantity - restocked)
    }
  }
  return lines.flatMap(({ orderId, skuId, ordered, cancelled, lost }) => {
    const state = rows.find((row) => row.id === orderId)?.state ?? ''
    const over = state === 'cancelled' || state === 'closed'
    const most = over ? (lost ? ordered : 0) : ordered - cancelled
    const pieces = away.get(`${orderId} ${skuId}`) ?? 0
    const wrong = pieces > most || (state === 'pending_payment' && pieces < most)
    return wrong ? [{ id: orderId, text: `order is ${state} with ${most} pieces of SKU ${skuId}, ${pieces} are held or sold for it` }] : []
  })
}
