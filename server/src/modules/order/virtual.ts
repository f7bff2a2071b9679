import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { type Orders, system } from './context.ts'
import { type orderUnitsRefunded, orderVirtualDue } from './contract.ts'
import { entitled, isUnderWay } from './entitled.ts'
import { move } from './move.ts'
import { orderOfShop } from './queries/read.ts'
import { addShipped, linesToShip } from './queries/ship.ts'
import { deliveriesOf, sentVirtual } from './queries/virtual.ts'

/**
 * Paid: card keys and vouchers count as sent, and are given from the pool by what follows. Everything that may yet send the money back
 * (stock, limits, coupons) comes first, so that nothing is given for an order that ends. An order of nothing else is received by itself.
 */
export async function sendVirtual(orders: Orders, orderId: string): Promise<void> {
  const deliveries = [...(await deliveriesOf(orders.db, orderId)).values()]
  if (deliveries.every((delivery) => delivery === 'parcel')) return
  if (!(await entitled(orders, orderId))) {
    // What is missing now may be there when those look who would send the money back: until the order ends, this is looked at again.
    if (await isUnderWay(orders, orderId)) throw new Error(`order ${orderId} lacks what it needs, and its money is not on its way back yet`)
    return
  }
  const order = await orderOfShop(orders.db, undefined, orderId)
  if (!order) throw new Error(`paid order ${orderId} is not known`)
  const { autoReceiveDays } = await orders.settings.ofShop({ shopId: order.shopId })
  const onlyVirtual = deliveries.every((delivery) => delivery !== 'parcel')
  await inTx(orders.db, async (tx) => {
    const lines = await linesToShip(tx, orderId)
    const due = lines.filter((line) => line.delivery !== 'parcel' && line.left > 0)
    const from = lines[0]?.state
    if (due.length === 0 || (from !== 'paid' && from !== 'preparing' && from !== 'partly_shipped')) return
    for (const line of due) await addShipped(tx, orderId, { orderLineId: line.id, quantity: line.left })
    const complete = lines.every((line) => line.left === 0 || due.includes(line))
    const now = orders.now()
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from,
      to: complete ? 'shipped' : 'partly_shipped',
      by: system,
      reason: '自动发放',
      set: complete ? { shipped_at: now, auto_receive_at: onlyVirtual ? now : later(now, { days: autoReceiveDays }) } : { shipped_at: now },
    })
    await emit(tx, orderVirtualDue, moved)
  })
}

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
