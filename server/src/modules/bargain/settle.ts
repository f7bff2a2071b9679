import { inTx } from '../../kernel/db.ts'
import { type Handler, on, when } from '../../kernel/events.ts'
import { orderClosed, orderPaid, orderUnitsRefunded } from '../order/contract.ts'
import type { Bargains } from './context.ts'
import { release } from './play.ts'
import { buyBargain } from './queries/bargains.ts'
import { campaignOf, takePiece } from './queries/campaigns.ts'
import { insertRefund, movePlace, placeOf } from './queries/places.ts'
import { count } from './queries/used.ts'

/** What the orders of bargains come to. Each may be heard twice. */
export const handlersOf = (bargains: Bargains): Handler[] => [
  when(
    'bargain',
    on(orderPaid, 'bargain.keep', ({ payload }) => paid(bargains, payload.orderId)),
  ),
  when(
    'bargain',
    on(orderClosed, 'bargain.free', async ({ payload }) => void (await release(bargains, payload.orderId))),
  ),
  when(
    'bargain',
    on(orderUnitsRefunded, 'bargain.note-refund', async ({ payload: { orderId, refundKey, amountFen } }) => {
      await insertRefund(bargains.db, { key: orderId, refundKey, amountFen, now: bargains.now() })
    }),
  ),
]

/** Paid is final. An order whose place was given away before its money was known is called off, and its money goes back. */
async function paid(bargains: Bargains, orderId: string): Promise<void> {
  if (!(await keep(bargains, orderId))) await bargains.order.callOff({ orderId, reason: '砍价名额已失效，自动退款' })
}

class PlaceGone extends Error {}

async function keep(bargains: Bargains, key: string): Promise<boolean> {
  const now = bargains.now()
  try {
    await inTx(bargains.db, async (tx) => {
      const place = await placeOf(tx, key, true)
      if (place?.state === 'paid') return
      const { bargainId, campaignId, shopperId } = place ?? {}
      if (!place || place.state === 'released' || !bargainId || !campaignId || !shopperId) throw new PlaceGone()
      if (place.state === 'lapsed') {
        const most = (await campaignOf(tx, campaignId))?.perPerson ?? 0
        const again = (await takePiece(tx, campaignId)) && (await count(tx, { campaignId, shopperId, what: 'buy', span: 'ever', most }))
        if (!again) throw new PlaceGone()
      }
      const from = place.state === 'held' ? (['ordered'] as const) : (['open', 'expired'] as const)
      if (!(await buyBargain(tx, bargainId, from, now))) throw new PlaceGone()
      await movePlace(tx, key, { to: 'paid', now })
    })
    return true
  } catch (error) {
    if (error instanceof PlaceGone) return false
    throw error
  }
}
