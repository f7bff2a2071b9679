import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Orders } from './context.ts'
import type { RefundableOrder } from './contract.ts'
import { endPause, insertPause } from './queries/pause.ts'
import { refundableLines, refundableOrders } from './queries/refundable.ts'

/** Orders as those who give something back need them. */
export async function refundable(orders: Orders, orderIds: readonly string[]): Promise<{ items: z.input<typeof RefundableOrder>[] }> {
  if (orderIds.length === 0) return { items: [] }
  const lines = Map.groupBy(await refundableLines(orders.db, orderIds), (line) => line.orderId)
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null
  return {
    items: (await refundableOrders(orders.db, orderIds)).map((order) => ({
      ...order,
      paidAt: iso(order.paidAt),
      shippedAt: iso(order.shippedAt),
      receivedAt: iso(order.receivedAt),
      lines: (lines.get(order.id) ?? []).map(({ orderId: _order, ...line }) => line),
    })),
  }
}

export async function pause(
  orders: Orders,
  { key, orderId, units = [] }: { key: string; orderId: string; units?: readonly { lineId: string; quantity: number }[] | undefined },
): Promise<{ ok: true }> {
  await insertPause(orders.db, { key, orderId, units, at: orders.now() })
  return { ok: true }
}

export async function resume(orders: Orders, { key }: { key: string }): Promise<{ ok: true }> {
  await inTx(orders.db, (tx) => endPause(tx, key, orders.now()))
  return { ok: true }
}
