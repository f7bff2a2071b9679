import { type Db, inTx } from '../../kernel/db.ts'
import { type Handler, on, when } from '../../kernel/events.ts'
import { orderClosed, orderPaid, orderUnitsRefunded, orderWaiting } from '../order/contract.ts'
import { paymentPaid } from '../payment/contract.ts'
import { KIND, type Presales } from './context.ts'
import type { PresaleDb } from './db.ts'
import { book } from './deposit.ts'
import { giveUnitsBack } from './give-back.ts'
import { release } from './play.ts'
import { campaignOf, countPerson, lockCampaign, takePieces, usedOf } from './queries/campaigns.ts'
import { depositOf, moveDeposit } from './queries/deposits.ts'
import { insertRefund, movePlace, placeOf, type PlaceRow } from './queries/places.ts'

interface Refunded {
  orderId: string
  refundKey: string
  amountFen: number
  lines: readonly { quantity: number }[]
}

/** What deposits and orders of presales come to. Each may be heard twice. */
export const handlersOf = (presales: Presales): Handler[] => [
  on(paymentPaid, 'presale.book-deposit', ({ payload }) => book(presales, payload)),
  when(
    KIND,
    on(orderWaiting, 'presale.keep-waiting', ({ payload }) => paid(presales, payload.orderId)),
  ),
  when(
    KIND,
    on(orderPaid, 'presale.keep', ({ payload }) => paid(presales, payload.orderId)),
  ),
  when(
    KIND,
    on(orderClosed, 'presale.free', async ({ payload }) => void (await release(presales, payload.orderId))),
  ),
  when(
    KIND,
    on(orderUnitsRefunded, 'presale.return-deposit', ({ payload }) => refunded(presales, payload)),
  ),
]

/** Paid is final. An order whose place was given away before its money was known is called off, and its money goes back. */
async function paid(presales: Presales, orderId: string): Promise<void> {
  if (!(await keep(presales, orderId))) await presales.order.callOff({ orderId, reason: '预售名额已失效，自动退款' })
}

async function keep(presales: Presales, key: string): Promise<boolean> {
  const now = presales.now()
  return inTx(presales.db, async (tx) => {
    const place = await placeOf(tx, key, true)
    if (place?.state === 'paid') return true
    if (!place || place.state === 'released' || !(await has(tx, place, now))) return false
    await movePlace(tx, key, { to: 'paid', now })
    return true
  })
}

/** What the place stands for is this order's for good; where it was given back in between, it is taken again if it is still there. */
async function has(tx: Db<PresaleDb>, place: PlaceRow, now: Date): Promise<boolean> {
  const held = place.state === 'held'
  if (place.depositId) return moveDeposit(tx, place.depositId, { from: [held ? 'ordered' : 'paid'], to: 'bought', now })
  if (held) return true
  const campaign = await lockCampaign(tx, place.campaignId)
  const used = await usedOf(tx, place.campaignId, place.shopperId)
  if (!campaign || campaign.taken + place.quantity > campaign.pieces || used + place.quantity > campaign.perPerson) return false
  return (await takePieces(tx, place)) && countPerson(tx, place, campaign.perPerson)
}

/** Pieces go back: so does the deposit that paid for them, once for each refund. */
async function refunded(presales: Presales, { orderId, refundKey, amountFen, lines }: Refunded): Promise<void> {
  const now = presales.now()
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0)
  await inTx(presales.db, async (tx) => {
    const place = await placeOf(tx, orderId, true)
    if (!place || !(await insertRefund(tx, { refundKey, key: orderId, quantity, amountFen, now }))) return
    const deposit = place.depositId && place.state === 'paid' ? await depositOf(tx, place.depositId, true) : undefined
    if (!deposit) return
    const campaign = await campaignOf(tx, place.campaignId)
    const byShop = campaign !== undefined && campaign.cancelledAt !== null
    await giveUnitsBack(tx, deposit, { refundKey, quantity, byShop, now })
  })
}
