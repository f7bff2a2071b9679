import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { unitsShare } from '../../kernel/money.ts'
import type { Mover, Orders } from './context.ts'
import { orderRefundStarted, type OrderState, orderUnitsRefunded, type refundCalls, type RefundPlan } from './contract.ts'
import type { OrderDb } from './db.ts'
import { illegal, move } from './move.ts'
import {
  addDecided,
  insertRefund,
  insertRefundLine,
  linesToRefund,
  type LineToRefund,
  lockToRefund,
  type OrderToRefund,
  orderToRefund,
  refundByKey,
  refundLinesOf,
  takeUnits,
} from './queries/refunds.ts'
import { setVouchersAside } from './virtual.ts'
import { discountsOf, type Plan, planRefund } from './refund-plan.ts'

export interface RefundWish extends Omit<z.output<typeof refundCalls.refundUnits.input>, 'by'> {
  by: Mover
}

/** States in which something of an order can go back. */
const refundable: readonly OrderState[] = ['paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed']

/** Decides that these units go back. The same key is the same refund. Throws `refund_units_gone`, `transition_illegal`, `key_reused`. */
export async function refundUnits(orders: Orders, wish: RefundWish): Promise<RefundPlan> {
  const order = await orderToRefund(orders.db, wish.orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  const { autoReceiveDays } = await orders.settings.ofShop({ shopId: order.shopId })
  const holder = orders.newId()
  await holdVouchers(orders, wish, holder)
  try {
    return await decideUnits(orders, wish, autoReceiveDays)
  } catch (error) {
    // Nothing was decided here: the vouchers can be used again, unless somebody else is deciding under the same key at this moment.
    if (!(await refundByKey(orders.db, wish.key))) await orders.cardKey.putBack({ key: wish.key, holder })
    throw error
  }
}

/** A voucher is used or refunded: before the refund is decided, it can no longer be used. Throws `refund_units_gone`. */
async function holdVouchers(orders: Orders, wish: RefundWish, holder: string): Promise<void> {
  if (await refundByKey(orders.db, wish.key)) return
  const { lines } = await quoteRefund(orders, wish)
  await setVouchersAside(orders, { key: wish.key, holder, orderId: wish.orderId, lines })
}

function decideUnits(orders: Orders, wish: RefundWish, autoReceiveDays: number): Promise<RefundPlan> {
  return inTx(orders.db, async (tx) => {
    const locked = await lockToRefund(tx, wish.orderId)
    if (!locked) throw new AppError('not_found', 'order_not_found')
    const known = await knownPlan(tx, wish)
    if (known) return known
    if (!refundable.includes(locked.state)) throw illegal(locked.state, 'refunding')
    refuseUncollected(locked)
    const lines = await linesToRefund(tx, wish.orderId)
    const plan = planRefund(locked, lines, wish)
    await decide(orders, tx, { order: locked, lines, plan, wish, autoReceiveDays })
    return plan
  })
}

/** What `refundUnits` would give now. */
export async function quoteRefund(orders: Orders, wish: z.output<typeof refundCalls.quoteRefund.input>): Promise<RefundPlan> {
  const order = await orderToRefund(orders.db, wish.orderId)
  if (!order) throw new AppError('not_found', 'order_not_found')
  return planRefund(order, await linesToRefund(orders.db, wish.orderId), wish)
}

/** All that is left of a paid order, of which nothing was shipped, is to go back. */
export async function startRefund(orders: Orders, orderId: string, wish: { by: Mover; reason: string }): Promise<void> {
  await inTx(orders.db, async (tx) => {
    const order = await lockToRefund(tx, orderId)
    if (!order) throw new AppError('not_found', 'order_not_found')
    if (order.state !== 'waiting' && order.state !== 'paid' && order.state !== 'preparing') throw illegal(order.state, 'refunding')
    refuseUncollected(order)
    const lines = await linesToRefund(tx, orderId)
    const left = lines
      .filter((line) => line.refunded < line.quantity)
      .map((line) => ({ lineId: line.id, quantity: line.quantity - line.refunded, unshipped: line.quantity - line.refunded }))
    const whole = { key: `order:${orderId}`, orderId, lines: left, withFreight: true, restock: true, ...wish }
    await decide(orders, tx, { order, lines, plan: planRefund(order, lines, whole), wish: whole, autoReceiveDays: 0 })
  })
}

/** Nothing can go back of money that was never taken: such an order is cancelled or refused. Throws `not_collected`. */
export function refuseUncollected(order: { id: string; paidAt: Date | null }): void {
  if (!order.paidAt) throw new AppError('conflict', 'not_collected', { orderId: order.id })
}

interface Decision {
  order: OrderToRefund
  lines: readonly LineToRefund[]
  plan: Plan
  wish: RefundWish
  autoReceiveDays: number
}

async function decide(orders: Orders, tx: Db<OrderDb>, { order, lines, plan, wish, autoReceiveDays }: Decision): Promise<void> {
  const { key, orderId, restock, reason } = wish
  const { amountFen, freightFen } = plan
  await insertRefund(tx, { key, orderId, kind: 'units', bodyHash: hashOf(wish), amountFen, freightFen, restock, reason, at: orders.now() })
  for (const line of plan.lines) {
    if (!(await takeUnits(tx, line))) throw new AppError('conflict', 'refund_units_gone', { lineId: line.lineId })
    await insertRefundLine(tx, key, line)
  }
  if (!(await addDecided(tx, orderId, plan))) throw new AppError('conflict', 'refund_units_gone', { orderId })
  const { checkoutId, shopId, shopperId, concerns } = order
  await moveOn(orders, tx, { order, lines, plan, wish, autoReceiveDays })
  const who = { orderId, checkoutId, shopId, shopperId, refundKey: key, reason }
  await emit(tx, orderUnitsRefunded, {
    ...who,
    restock,
    ...(concerns ? { concerns } : {}),
    ...plan,
    lines: plan.lines.map(({ firstUnit: _first, ...line }) => line),
  })
  await emit(tx, orderRefundStarted, { ...who, amountFen, refused: 0 })
}

/** The last units take the order with them; those that were all that was left to ship make it shipped. Otherwise it stays where it is. */
async function moveOn(orders: Orders, tx: Db<OrderDb>, { order, lines, plan, wish, autoReceiveDays }: Decision): Promise<void> {
  const { by, reason } = wish
  if (plan.all) return void (await move(orders, tx, { orderId: order.id, from: order.state, to: 'refunding', by, reason }))
  const cancelled = new Map(plan.lines.map((line) => [line.lineId, line.unshipped]))
  const toShip = lines.reduce((sum, line) => sum + line.quantity - line.shipped - line.cancelled - (cancelled.get(line.id) ?? 0), 0)
  if (order.state !== 'partly_shipped' || toShip > 0) return
  const set = { auto_receive_at: later(orders.now(), { days: autoReceiveDays }) }
  await move(orders, tx, { orderId: order.id, from: 'partly_shipped', to: 'shipped', by, reason, set })
}

const hashOf = (wish: RefundWish): string =>
  createHash('sha256')
    .update(JSON.stringify([wish.orderId, wish.lines, wish.withFreight, wish.restock]))
    .digest('base64url')

/** The answer this key was given before, if it was. */
async function knownPlan(tx: Db<OrderDb>, wish: RefundWish): Promise<RefundPlan | undefined> {
  const known = await refundByKey(tx, wish.key)
  if (!known) return undefined
  if (known.bodyHash !== hashOf(wish)) throw new AppError('conflict', 'key_reused', { key: wish.key })
  const lines = await refundLinesOf(tx, wish.key)
  const left = await linesToRefund(tx, wish.orderId)
  return {
    lines: lines.map(({ firstUnit, units, discounts, ...line }) => ({
      ...line,
      pointsFen: unitsShare(line.pointsFen, units, { first: firstUnit, count: line.quantity }),
      redPacketFen: unitsShare(line.redPacketFen, units, { first: firstUnit, count: line.quantity }),
      // Written by insertOrder only.
      discounts: discountsOf(discounts as { title: string; amountFen: number }[], units, { first: firstUnit, count: line.quantity }),
    })),
    freightFen: known.freightFen,
    amountFen: known.amountFen,
    all: left.every((line) => line.refunded === line.quantity),
  }
}
