import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { amountsFor } from './basis.ts'
import { type Invoices, type Mover, system } from './context.ts'
import { invoiceById } from './queries/invoices.ts'
import { moved, move, tryMove } from './move.ts'
import { isReady, settingsOf } from './settings.ts'

/** What the order can be invoiced for now, at the shop's rates. */
export async function amountsNow(invoices: Invoices, order: { orderId: string; shopId: string }) {
  const settings = await settingsOf(invoices, order.shopId)
  const found = (await invoices.order.refundable({ orderIds: [order.orderId] })).items[0]
  return { settings, amounts: found && (await amountsFor(invoices, found, settings)) }
}

/**
 * Fixes the amounts and the issuer, so that it can be sent off. The counter of refunds is read before the amounts: a refund that is heard of
 * between them and the move makes it begin again. Throws `invoice_moved`, `invoice_nothing`, `invoice_settings_incomplete`.
 */
export async function begin(invoices: Invoices, id: string, by: Mover): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const row = await invoiceById(invoices.db, id)
    if (!row) throw new AppError('not_found', 'invoice_not_found')
    if (row.state !== 'requested' && row.state !== 'failed') throw moved(row.state, 'issuing')
    const from = row.state
    const { settings, amounts } = await amountsNow(invoices, { orderId: row.order_id, shopId: row.shop_id })
    if (!amounts || amounts.totalFen === 0) {
      const reason = '订单已全部退款，无可开票金额'
      await inTx(invoices.db, (tx) => move(invoices, tx, { id, from, to: 'withdrawn', by: system, reason, set: { reason, dueAt: null } }))
      throw new AppError('conflict', 'invoice_nothing')
    }
    if (!isReady(settings)) throw new AppError('conflict', 'invoice_settings_incomplete')
    const { taxCode, category, drawer } = settings
    const seller = { ...settings.seller, taxCode, category, drawer }
    const set = { amounts, seller, sentAt: null, reverseWanted: false, reason: '', dueAt: invoices.now() }
    const step = { id, from, to: 'issuing', by, set, refundsSeen: row.refunds_seen } as const
    if (await inTx(invoices.db, (tx) => tryMove(invoices, tx, step))) return
  }
  throw moved('requested', 'issuing')
}
