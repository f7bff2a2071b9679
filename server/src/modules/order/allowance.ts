import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { allocate } from '../../kernel/money.ts'
import type { Orders } from './context.ts'
import { orderAllowanceGiven, orderRefundStarted, type refundCalls } from './contract.ts'
import type { OrderDb } from './db.ts'
import { illegal } from './move.ts'
import { addDecided, insertAllowance, insertRefund, linesToRefund, lockToRefund, refundByKey } from './queries/refunds.ts'
import { refuseUncollected } from './refund-units.ts'
import { unitsLeft } from './refund-plan.ts'

type Wish = z.output<typeof refundCalls.giveAllowance.input>

/**
 * Money back for units that stay with the shopper, shared over them by capped largest remainder: a unit that is refunded later gives that
 * much less, so that no unit ever gives back more than it paid. Throws `allowance_too_much`, `transition_illegal`, `key_reused`.
 */
export async function giveAllowance(orders: Orders, wish: Wish): Promise<{ amountFen: number }> {
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([wish.orderId, wish.lineId, wish.amountFen]))
    .digest('base64url')
  await inTx(orders.db, async (tx) => {
    const order = await lockToRefund(tx, wish.orderId)
    if (!order) throw new AppError('not_found', 'order_not_found')
    const known = await refundByKey(tx, wish.key)
    if (known && known.bodyHash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: wish.key })
    if (known) return
    if (!['paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed'].includes(order.state))
      throw illegal(order.state, order.state)
    refuseUncollected(order)
    const line = await book(orders, tx, { ...wish, bodyHash })
    const { checkoutId, shopId, shopperId } = order
    const who = { orderId: order.id, checkoutId, shopId, shopperId, refundKey: wish.key, reason: wish.reason, amountFen: wish.amountFen }
    await emit(tx, orderAllowanceGiven, { ...who, lineId: line.id, skuId: line.skuId, productId: line.productId })
    await emit(tx, orderRefundStarted, { ...who, refused: 0 })
  })
  return { amountFen: wish.amountFen }
}

async function book(orders: Orders, tx: Db<OrderDb>, wish: Wish & { bodyHash: string }) {
  const { key, orderId, amountFen, reason, bodyHash } = wish
  const line = (await linesToRefund(tx, orderId)).find((one) => one.id === wish.lineId)
  const left = line ? unitsLeft(line) : []
  const most = left.reduce((sum, fen) => sum + fen, 0)
  if (!line || amountFen > most || !(await addDecided(tx, orderId, { amountFen, freightFen: 0 })))
    throw new AppError('conflict', 'allowance_too_much', { lineId: wish.lineId, mostFen: most })
  await insertRefund(tx, { key, orderId, kind: 'allowance', bodyHash, amountFen, freightFen: 0, restock: false, reason, at: orders.now() })
  await insertAllowance(tx, { key, lineId: line.id, firstUnit: line.refunded + 1, unitFens: allocate(amountFen, left), amountFen })
  return line
}
