import { inTx } from '../../kernel/db.ts'
import { amountsNow } from './begin.ts'
import { type Invoices, system } from './context.ts'
import { move, startReversal } from './move.ts'
import { countRefund, insertCorrection, lockLive, setEstimate, wantReversal } from './queries/corrections.ts'
import { liveOfOrder } from './queries/invoices.ts'

const REASON = '订单退款'

/**
 * Something of an order went back. What was issued for more than is left is reversed as a whole, and the rest issued anew: it is compared,
 * not counted, so hearing of a refund twice, late, or in another order does nothing more. While it is still being issued, the reversal
 * waits for it.
 */
export async function correct(invoices: Invoices, refund: { refundKey: string; orderId: string; amountFen: number }): Promise<void> {
  const { refundKey, orderId, amountFen } = refund
  // Before the order is looked at: see `begin`.
  await countRefund(invoices.db, orderId)
  const before = await liveOfOrder(invoices.db, orderId)
  const now = before && (await amountsNow(invoices, { orderId, shopId: before.shop_id }))
  await inTx(invoices.db, async (tx) => {
    const row = await lockLive(tx, orderId)
    const left = now?.amounts?.totalFen ?? 0
    // One that came meanwhile has read the order after this refund.
    const concerned = row && row.id === before?.id ? row : undefined
    const tooMuch =
      concerned !== undefined &&
      ['issuing', 'issued', 'reversing', 'reverse_failed'].includes(concerned.state) &&
      concerned.total_fen > left
    await insertCorrection(tx, { refundKey, orderId, amountFen, invoiceId: tooMuch ? concerned.id : null, at: invoices.now() })
    if (!concerned) return
    const { id, state } = concerned
    if (state === 'requested' || state === 'failed') {
      if (left > 0 && now?.amounts) return setEstimate(tx, id, now.amounts)
      const reason = '订单已全部退款，无可开票金额'
      await move(invoices, tx, { id, from: state, to: 'withdrawn', by: system, reason, set: { reason, dueAt: null } })
    } else if (tooMuch && state === 'issuing') await wantReversal(tx, id, REASON)
    else if (tooMuch && state === 'issued') await startReversal(invoices, tx, { id, by: system, reason: REASON, reissue: true })
  })
}
