import type { z } from 'zod'
import { type Db, inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { ofShop } from '../admin.ts'
import type { Orders } from '../context.ts'
import type { BulkResult } from '../contract-handling.ts'
import type { OrderDb } from '../db.ts'
import { illegal, move } from '../move.ts'
import type { OrderRecord } from '../queries/read.ts'
import { lockToRefund } from '../queries/refunds.ts'
import { refuseUnclaimed } from '../ways/unclaimed.ts'

export interface Packer {
  shopId: string
  name: string
}

/** Staff begin to pick and pack. Beginning twice is beginning once. */
export async function prepare(orders: Orders, packer: Packer, order: OrderRecord): Promise<void> {
  if (order.state === 'preparing') return
  if (order.state !== 'paid' && order.state !== 'accepted') throw illegal(order.state, 'preparing')
  await refuseUnclaimed(orders.db, order.id)
  const step = { packer, from: order.state, to: 'preparing' as const, reason: '' }
  await inTx(orders.db, (tx) => between(orders, tx, { orderId: order.id, ...step }))
}

/** Staff put it back on the pile. */
export async function unprepare(orders: Orders, packer: Packer, { order, reason }: { order: OrderRecord; reason: string }): Promise<void> {
  if (order.state !== 'preparing') throw illegal(order.state, 'paid')
  await inTx(orders.db, async (tx) => {
    // Its money may be booked this very moment.
    const paid = (await lockToRefund(tx, order.id))?.paidAt
    await between(orders, tx, { orderId: order.id, packer, from: 'preparing', to: paid ? 'paid' : 'accepted', reason })
  })
}

interface Step {
  orderId: string
  packer: Packer
  from: 'accepted' | 'paid' | 'preparing'
  to: 'accepted' | 'paid' | 'preparing'
  reason: string
}

async function between(orders: Orders, tx: Db<OrderDb>, { packer, ...step }: Step): Promise<void> {
  const by = { actor: 'staff' as const, name: packer.name }
  await move(orders, tx, { by, ...step })
}

/** Many orders, each by itself; those that could not be are named. */
export async function prepareMany(orders: Orders, packer: Packer, ids: readonly string[]): Promise<z.input<typeof BulkResult>> {
  const result: z.input<typeof BulkResult> = { done: 0, failed: [] }
  for (const id of new Set(ids)) {
    try {
      await prepare(orders, packer, await ofShop(orders, packer.shopId, id))
      result.done += 1
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const known = error.code === 'order_not_found' ? undefined : await ofShop(orders, packer.shopId, id)
      result.failed.push({ id, number: known?.number ?? '', code: error.code })
    }
  }
  return result
}
