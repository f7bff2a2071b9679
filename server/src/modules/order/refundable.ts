import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { RefundableOrder, refundCalls } from './contract.ts'
import { isUnderWay } from './entitled.ts'
import { endPause, insertPause, isHeld } from './queries/pause.ts'
import { refundableOrders } from './queries/refundable.ts'
import { linesToShip } from './queries/ship.ts'
import { sendVirtual } from './send-virtual.ts'

/** Orders as those who give something back need them. */
export async function refundable(orders: Orders, orderIds: readonly string[]): Promise<{ items: z.input<typeof RefundableOrder>[] }> {
  if (orderIds.length === 0) return { items: [] }
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null
  return {
    items: (await refundableOrders(orders.db, orderIds)).map((order) => ({
      ...order,
      paidAt: iso(order.paidAt),
      shippedAt: iso(order.shippedAt),
      receivedAt: iso(order.receivedAt),
    })),
  }
}

/** Under the order's lock, as shipping is: of keeping pieces back and sending them at one moment the later sees the other. */
export async function pause(orders: Orders, input: z.input<typeof refundCalls.pause.input>): Promise<{ ok: true }> {
  const { key, orderId, units = [], ifUnshipped = false } = input
  await inTx(orders.db, async (tx) => {
    if (ifUnshipped) {
      const left = new Map((await linesToShip(tx, orderId)).map((line) => [line.id, line.left]))
      const gone = units.find(({ lineId, quantity }) => (left.get(lineId) ?? 0) < quantity)
      if (gone) throw new AppError('conflict', 'refund_units_gone', { lineId: gone.lineId, unshipped: left.get(gone.lineId) ?? 0 })
    }
    await insertPause(tx, { key, orderId, units, at: orders.now() })
  })
  return { ok: true }
}

export async function resume(orders: Orders, { key }: { key: string }): Promise<{ ok: true }> {
  const orderId = await inTx(orders.db, (tx) => endPause(tx, key, orders.now()))
  // What goes out by itself went nowhere while the order was held. Should this process die here, it is asked to resume again.
  const held = key.startsWith('hold:') ? (orderId ?? key.split(':').at(-1)) : undefined
  if (held && (await isUnderWay(orders, held)) && !(await isHeld(orders.db, held))) await sendVirtual(orders, held)
  return { ok: true }
}
