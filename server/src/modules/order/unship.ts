import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { Orders } from './context.ts'
import { orderShipmentVoided } from './contract.ts'
import { move } from './move.ts'
import { insertRemark, orderState } from './queries/read.ts'
import { collectionOf } from './queries/on-delivery.ts'
import { linesToShip, takeShipped, voidShipment } from './queries/ship.ts'

interface Voided {
  orderId: string
  key: string
  number: string
  lines: readonly { orderLineId: string; quantity: number }[]
  staffName: string
  reason: string
}

/** A parcel was voided before it left: its pieces are to be sent again, and the order goes back to where it was. Twice is once. */
export async function unship(orders: Orders, voided: Voided): Promise<void> {
  const { orderId } = voided
  // Parcels of others (one that comes back to the shop) are no shipment of an order.
  if (!(await orderState(orders.db, orderId))) return
  await inTx(orders.db, async (tx) => {
    const before = await linesToShip(tx, orderId)
    const from = before[0]?.state
    if (!(await voidShipment(tx, voided.key, orders.now()))) return
    // Pieces that were paid back as sent stay sent; the others of the parcel are to be sent again.
    const lines = voided.lines.flatMap(({ orderLineId, quantity }) => {
      const line = before.find(({ id }) => id === orderLineId)
      const free = line ? Math.min(quantity, line.shipped - Math.max(0, line.refunded - line.cancelled)) : 0
      return free > 0 ? [{ orderLineId, quantity: free }] : []
    })
    if ((from !== 'shipped' && from !== 'partly_shipped') || lines.length === 0) {
      // It was received, or paid back as sent, meanwhile: that stands.
      const text = `包裹 ${voided.number} 已作废：${voided.reason}`
      return insertRemark(tx, { id: orders.newId(), orderId, staffName: voided.staffName, text, at: orders.now() })
    }
    for (const line of lines) {
      if (!(await takeShipped(tx, orderId, line))) throw new Error(`${line.orderLineId} changed under its order's lock`)
    }
    const due = (await collectionOf(tx, orderId))?.state === 'due'
    const sent = (await linesToShip(tx, orderId)).reduce((sum, line) => sum + line.shipped, 0)
    const { payableFen: _payable, ...moved } = await move(orders, tx, {
      orderId,
      from,
      to: sent > 0 ? 'partly_shipped' : due ? 'accepted' : 'paid',
      by: { actor: 'staff', name: voided.staffName },
      reason: `作废包裹 ${voided.number}：${voided.reason}`,
      set: sent > 0 ? { auto_receive_at: null } : { auto_receive_at: null, shipped_at: null },
    })
    await emit(tx, orderShipmentVoided, { ...moved, key: voided.key, lines })
  })
}
