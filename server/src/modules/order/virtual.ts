import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Orders } from './context.ts'
import type { orderUnitsRefunded } from './contract.ts'
import { orderOfShop } from './queries/read.ts'
import { deliveriesOf, sentVirtual } from './queries/virtual.ts'

/** Gives what counts as sent; keyed by the order, so that each unit gets one. */
export async function deliverSecrets(orders: Orders, orderId: string): Promise<void> {
  const lines = await sentVirtual(orders.db, orderId)
  const order = await orderOfShop(orders.db, undefined, orderId)
  if (!order || lines.length === 0) return
  await orders.cardKey.deliver({ key: orderId, shopId: order.shopId, orderId, shopperId: order.shopperId, lines })
}

/** Vouchers of refunded units become void. They are given first, so that none is given later. */
export async function takeSecretsBack(orders: Orders, fact: z.output<typeof orderUnitsRefunded.payload>): Promise<void> {
  const deliveries = await deliveriesOf(orders.db, fact.orderId)
  const lines = fact.lines
    .filter((line) => deliveries.get(line.lineId) === 'voucher' && line.quantity > line.unshipped)
    .map((line) => ({ orderLineId: line.lineId, quantity: line.quantity - line.unshipped }))
  if (lines.length === 0) return
  await deliverSecrets(orders, fact.orderId)
  await orders.cardKey.takeBack({ key: `${fact.orderId}:${fact.refundKey}`, asideKey: fact.refundKey, lines })
}

interface Aside {
  key: string
  holder?: string | undefined
  orderId: string
  lines: readonly { lineId: string; quantity: number; unshipped: number }[]
}

/**
 * Vouchers among these units can no longer be used: their refund is being decided under this key. Given first, if they are on their way. Throws
 * `refund_units_gone` when they were used.
 */
export async function setVouchersAside(orders: Orders, { key, holder = '', orderId, lines }: Aside): Promise<void> {
  const deliveries = await deliveriesOf(orders.db, orderId)
  const vouchers = lines
    .filter((line) => deliveries.get(line.lineId) === 'voucher' && line.quantity > line.unshipped)
    .map((line) => ({ orderLineId: line.lineId, quantity: line.quantity - line.unshipped }))
  if (vouchers.length === 0) return
  await deliverSecrets(orders, orderId)
  try {
    await orders.cardKey.setAside({ key, holder, lines: vouchers })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'vouchers_used') throw error
    throw new AppError('conflict', 'refund_units_gone', error.detail)
  }
}
