import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { type Handler, on, when } from '../../kernel/events.ts'
import { orderClosed, orderReceived, orderUnitsRefunded, orderWaiting, type RefundPlan } from '../order/contract.ts'
import type { Community } from './context.ts'
import { communityArrived } from './contract.ts'
import { keep, release } from './play.ts'
import { batchOf, closeDue, countBack, lockBatch, putPiecesBack } from './queries/batches.ts'
import { dueCommissions, insertCommission, lowerCommission, markPaid, settleCommission, toPay } from './queries/commissions.ts'
import { leaderOf } from './queries/leaders.ts'
import { addRefund, insertRefund, markHanded, markWentOn, placeOf, waitingInClosed } from './queries/places.ts'

const CALLED_OFF = '本次社区团购已取消，自动退款'
const SOLD_OUT = '社区团购已售完，自动退款'

/** What the orders of batches come to. Each may be heard twice. */
export const handlersOf = (community: Community): Handler[] => [
  when(
    'community',
    on(orderWaiting, 'community.keep', async ({ payload: { orderId } }) => {
      if (!(await keep(community, orderId))) await community.order.callOff({ orderId, reason: SOLD_OUT })
    }),
  ),
  when(
    'community',
    on(orderClosed, 'community.free', async ({ payload }) => void (await release(community, payload.orderId))),
  ),
  when(
    'community',
    on(orderUnitsRefunded, 'community.note-refund', ({ payload }) => noteRefund(community, payload)),
  ),
  on(orderReceived, 'community.earn', ({ payload }) => earn(community, payload.orderId)),
  on(communityArrived, 'community.tell-arrival', ({ payload }) => arrived(community, payload)),
]

/** Batches whose time is over close; their orders go on, or are called off with the batch. Returns how many orders. */
export async function goOn(community: Community): Promise<number> {
  await closeDue(community.db, community.now())
  const waiting = await waitingInClosed(community.db, 100)
  for (const { key: orderId, cancelled } of waiting) {
    if (cancelled) await community.order.callOff({ orderId, reason: CALLED_OFF })
    else await community.order.goOn({ orderId })
    await markWentOn(community.db, orderId, community.now())
  }
  return waiting.length
}

/** Pieces that go back while the batch is open can be ordered by others; what the leader earns is lowered. */
async function noteRefund(community: Community, refund: RefundPlan & { orderId: string; refundKey: string }): Promise<void> {
  const quantity = refund.lines.reduce((sum, line) => sum + line.quantity, 0)
  const now = community.now()
  await inTx(community.db, async (tx) => {
    const place = await placeOf(tx, refund.orderId, true)
    if (!place || place.state !== 'paid') return
    const { orderId: key, refundKey, amountFen } = refund
    if (!(await insertRefund(tx, { key, refundKey, quantity, amountFen, now }))) return
    const batch = await lockBatch(tx, place.batchId)
    const restocked = batch && !batch.closedAt && batch.closesAt > now ? quantity : 0
    await addRefund(tx, key, { quantity, amountFen, restocked })
    if (restocked > 0) {
      await putPiecesBack(tx, place.itemId, restocked)
      await countBack(tx, { itemId: place.itemId, shopperId: place.shopperId, quantity: restocked })
    }
    await lowerCommission(tx, key, Math.max(0, place.payableFen - place.refundedFen - amountFen))
  })
}

/** Handed out: the leader has earned a share of what the order is worth now, which is paid when the time for refunds is over. */
async function earn(community: Community, key: string): Promise<void> {
  const known = await placeOf(community.db, key)
  const batch = known && (await batchOf(community.db, known.batchId))
  if (!known || !batch) return
  const now = community.now()
  await inTx(community.db, async (tx) => {
    const place = await placeOf(tx, key, true)
    if (!place || !(await markHanded(tx, key, now))) return
    await insertCommission(tx, {
      key,
      leaderId: place.leaderId,
      baseFen: Math.max(0, place.payableFen - place.refundedFen),
      bp: place.commissionBp,
      dueAt: later(now, { days: batch.settleDays }),
      now,
    })
  })
}

/** Its shopper is told, and what is missing of it is paid back, once. */
async function arrived(community: Community, { orderId, missing }: { orderId: string; missing: number }): Promise<void> {
  const place = await placeOf(community.db, orderId)
  const leader = place && (await leaderOf(community.db, { id: place.leaderId }))
  if (!place || !leader) return
  if (missing > 0) await payBackMissing(community, orderId, missing)
  if (missing < place.quantity) await community.shipping.readyAtPoint({ orderId, byName: leader.name })
}

async function payBackMissing(community: Community, orderId: string, missing: number): Promise<void> {
  const { items } = await community.order.refundable({ orderIds: [orderId] })
  const line = items[0]?.lines[0]
  const quantity = Math.min(missing, line ? line.quantity - line.refunded : 0)
  if (!line || quantity === 0) return
  await community.order.refundUnits({
    key: `community-missing:${orderId}`,
    orderId,
    lines: [{ lineId: line.id, quantity, unshipped: quantity }],
    withFreight: false,
    restock: false,
    reason: '到货缺少，自动退款',
    by: { actor: 'system', name: '' },
  })
}

/** Commissions whose time has come are settled, and what is settled is paid into the wallet, once. Returns how many were paid. */
export async function payCommissions(community: Community): Promise<number> {
  const now = community.now()
  for (const key of await dueCommissions(community.db, now, 100)) await inTx(community.db, (tx) => settleCommission(tx, key, now))
  const due = await toPay(community.db, 100)
  for (const { key, shopperId, paidFen, pointName } of due) {
    const note = `社区团购佣金 · ${pointName}`
    await community.wallet.credit({ key: `community:${key}`, shopperId, cashFen: paidFen, kind: 'commission', note })
    await markPaid(community.db, key, now)
  }
  return due.length
}
