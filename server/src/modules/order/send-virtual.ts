import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import { spendAssets } from './assets.ts'
import { type Orders, system } from './context.ts'
import { orderVirtualDue } from './contract.ts'
import { entitled, isUnderWay } from './entitled.ts'
import { keepPlace } from './handover.ts'
import { keepLimits } from './limits.ts'
import { move } from './move.ts'
import { isHeld } from './queries/pause.ts'
import { orderOfShop } from './queries/read.ts'
import { addShipped, linesToShip } from './queries/ship.ts'
import { deliveriesOf } from './queries/virtual.ts'
import { sellStock, useCoupons } from './refund-stock.ts'

/**
 * Paid: card keys and vouchers count as sent, and are given from the pool by what follows. Everything that may yet send the money back
 * (stock, limits, coupons) comes first, so that nothing is given for an order that ends. An order of nothing else is received by itself.
 */
export async function sendVirtual(orders: Orders, orderId: string): Promise<void> {
  const deliveries = [...(await deliveriesOf(orders.db, orderId)).values()]
  if (deliveries.every((delivery) => delivery === 'parcel')) return
  // The steps of everybody who may send the money back, whoever of them comes first.
  for (const need of [sellStock, keepLimits, useCoupons, spendAssets, keepPlace]) await need(orders, orderId)
  if (!(await entitled(orders, orderId))) {
    // Gone between those steps and this look: it is looked at again until the order has what it needs or ends.
    if (await isUnderWay(orders, orderId)) throw new Error(`order ${orderId} lacks what it needs, and its money is not on its way back yet`)
    return
  }
  // Whoever ends the hold sends it.
  if (await isHeld(orders.db, orderId)) return
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
