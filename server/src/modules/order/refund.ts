import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { type Mover, type Orders, system } from './context.ts'
import { orderRefunded, orderRefundStarted } from './contract.ts'
import { illegal, move } from './move.ts'
import { insertRemark, orderOfShop, type OrderRecord, orderState } from './queries/read.ts'
import { soldLines } from './queries/checkout.ts'

/** One key a try: what the channel has clearly refused is never sent again under its old number. */
const keyOf = (orderId: string, refused: number): string => (refused === 0 ? `order:${orderId}` : `order:${orderId}#${refused}`)
const orderOf = (key: string): string | undefined => /^order:([^#]+)/.exec(key)?.[1]

/** All money of a paid order that is not shipped is to go back. */
export async function startRefund(orders: Orders, orderId: string, wish: { by: Mover; reason: string }): Promise<void> {
  await inTx(orders.db, async (tx) => {
    const { payableFen, ...moved } = await move(orders, tx, { orderId, from: 'paid', to: 'refunding', by: wish.by, reason: wish.reason })
    await emit(tx, orderRefundStarted, { ...moved, amountFen: payableFen, reason: wish.reason, refused: 0 })
  })
}

/** The channel refused to give the money back, and somebody has seen to it: asks again. Two who ask at once ask once. */
export async function refundAgain(orders: Orders, order: OrderRecord, wish: { by: Mover; reason: string }): Promise<void> {
  const { items } = await orders.payment.find({ subjects: [order.checkoutId] })
  const tries = (items[0]?.refunds ?? []).filter((refund) => refund.orderId === order.id)
  if (tries.length === 0 || tries.some((refund) => refund.state !== 'failed')) throw illegal(order.state, 'refunding')
  const { id: orderId, checkoutId, shopId, shopperId, payableFen } = order
  await inTx(orders.db, async (tx) => {
    await insertRemark(tx, { id: orders.newId(), orderId, staffName: wish.by.name, text: `重新退款：${wish.reason}`, at: orders.now() })
    const again = { orderId, checkoutId, shopId, shopperId, amountFen: payableFen, reason: wish.reason, refused: tries.length }
    await emit(tx, orderRefundStarted, again)
  })
}

/** Asks payment for the money; keyed by the order, so that asking twice pays once. */
export async function askForMoney(
  orders: Orders,
  fact: { orderId: string; checkoutId: string; shopId: string; amountFen: number; reason: string; refused: number },
): Promise<void> {
  if (fact.amountFen === 0) return finishRefund(orders, { orderId: fact.orderId, amountFen: 0 })
  await orders.payment.refund({
    key: keyOf(fact.orderId, fact.refused),
    subject: fact.checkoutId,
    orderId: fact.orderId,
    shopId: fact.shopId,
    amountFen: fact.amountFen,
    reason: fact.reason,
  })
}

/** Payment says how a refund ended. Refunds that are not an order's (late money) are none of our business. */
export async function onRefunded(orders: Orders, fact: { key: string; amountFen: number; ok: boolean }): Promise<void> {
  const orderId = orderOf(fact.key)
  if (!orderId) return
  if (fact.ok) return finishRefund(orders, { orderId, amountFen: fact.amountFen })
  await insertRemark(orders.db, { id: orders.newId(), orderId, staffName: '系统', text: '渠道退款失败，请人工处理', at: orders.now() })
}

async function finishRefund(orders: Orders, { orderId, amountFen }: { orderId: string; amountFen: number }): Promise<void> {
  if ((await orderState(orders.db, orderId)) === 'refunded') return
  await inTx(orders.db, async (tx) => {
    const set = { ended_at: orders.now(), refunded_fen: amountFen }
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from: 'refunding',
      to: 'refunded',
      by: system,
      reason: '',
      set,
    })
    await emit(tx, orderRefunded, { ...moved, amountFen })
  })
}

/** Paid: what was held is sold. Stock that is gone (the hold had lapsed before the money came) sends the money back. */
export async function sellStock(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.inventory.sell({ key: orderId }), reason: '库存不足，自动退款' })
}

/** Paid: its coupons are used. One that another order took after the hold had lapsed sends the money back: no coupon counts twice. */
export async function useCoupons(orders: Orders, orderId: string): Promise<void> {
  await orRefund(orders, orderId, { run: () => orders.promotion.redeem({ key: orderId }), reason: '优惠券已失效，自动退款' })
}

async function orRefund(orders: Orders, orderId: string, { run, reason }: { run: () => Promise<unknown>; reason: string }): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    if ((await orderState(orders.db, orderId)) === 'paid') await startRefund(orders, orderId, { by: system, reason })
  }
}

/** Refunded: what was sold goes back to the shelf. Selling comes first, so that a sale that is told later finds itself done. */
export async function giveStockBack(orders: Orders, orderId: string): Promise<void> {
  const order = await orderOfShop(orders.db, undefined, orderId)
  if (!order) throw new Error(`refunded order ${orderId} is not known`)
  try {
    await orders.inventory.sell({ key: orderId })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    await orders.inventory.release({ key: orderId })
    return
  }
  const lines = await soldLines(orders.db, orderId)
  await orders.inventory.restock({
    key: orderId,
    restockKey: `refund:${orderId}`,
    lines: lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
  })
}
