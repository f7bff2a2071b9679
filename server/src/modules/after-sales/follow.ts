import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { giveReplacementBack, refundInstead } from './approve.ts'
import { type AfterSalesKit, keyOf, requestOf, system } from './context.ts'
import type { requestMoved } from './contract.ts'
import { bookReturn } from './inspect.ts'
import { lostRace, move } from './move.ts'
import { findRequest, linesOfRequests, type RequestRecord, setAmounts, setStuck } from './queries/requests.ts'
import { reasonWords } from './reasons.ts'
import { settingsOfShop } from './settings.ts'
import { open } from './transitions.ts'

/** Refunds the channel refused are asked for again after this, unless somebody was quicker. */
const RETRY_HOURS = 24

/** What follows from a move. May run twice: everything it asks for is keyed by the request. */
export async function follow(kit: AfterSalesKit, fact: z.output<typeof requestMoved.payload>): Promise<void> {
  const { requestId } = fact
  if (open.includes(fact.to)) await holdBack(kit, fact)
  else {
    await kit.order.resume({ key: keyOf(requestId) })
    await kit.order.putBack({ key: keyOf(requestId) })
  }
  const request = await findRequest(kit.db, requestId)
  if (!request) throw new Error(`request ${requestId} is not known`)
  if (fact.from === 'exchanging' && fact.to === 'refunding') await giveReplacementBack(kit, requestId)
  // A parcel is on its way whatever became of the request meanwhile.
  if (fact.to === 'returning') await recordParcel(kit, request, 'back')
  if (fact.to === 'resent') await recordParcel(kit, request, 'out')
  // Of the rest only the newest move has consequences that are still wanted.
  if (request.state !== fact.to) return
  if (fact.to === 'received') await afterReceipt(kit, request)
  else if (fact.to === 'exchanging') await holdReplacement(kit, request)
  else if (fact.to === 'refunding') await giveMoney(kit, request)
}

/** The order neither receives itself nor sends these pieces unasked. */
async function holdBack(kit: AfterSalesKit, { requestId, orderId }: { requestId: string; orderId: string }): Promise<void> {
  const lines = await linesOfRequests(kit.db, [requestId])
  const units = lines.filter((line) => line.unshipped > 0).map((line) => ({ lineId: line.lineId, quantity: line.unshipped }))
  await kit.order.pause({ key: keyOf(requestId), orderId, units })
}

/** The pieces leave the sale, then the money or the replacement follows. */
async function afterReceipt(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  await bookReturn(kit, request)
  const settings = await settingsOfShop(kit, request.shopId)
  const exchange = request.kind === 'exchange'
  const set = { dueAt: exchange ? later(kit.now(), { hours: settings.resendHours }) : null }
  const step = { id: request.id, from: 'received' as const, by: system, note: '', set }
  await inTx(kit.db, (tx) => move(kit, tx, { ...step, to: exchange ? 'exchanging' : 'refunding' })).catch(unlessLost)
}

/** The replacement is held for as long as the shop has to send it; without stock the money goes back. */
async function holdReplacement(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  const lines = (await linesOfRequests(kit.db, [request.id])).filter((line) => line.accepted > 0)
  const settings = await settingsOfShop(kit, request.shopId)
  try {
    await kit.inventory.reserve({
      key: keyOf(request.id),
      lines: lines.map((line) => ({ skuId: line.exchangeSkuId ?? line.skuId, quantity: line.accepted })),
      minutes: Math.min(10_080, settings.resendHours * 60 + 60),
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    await refundInstead(kit, request, { by: system, note: '换货商品缺货，改为退款' }).catch(unlessLost)
  }
}

/** The money of the accepted units, exactly; keyed by the request. What is gone meanwhile closes it. */
async function giveMoney(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  try {
    await decideMoney(kit, request)
  } catch (error) {
    if (!(error instanceof AppError) || !['refund_units_gone', 'transition_illegal'].includes(error.code)) throw error
    const note = '商品已发货或已退款，本次申请关闭'
    await inTx(kit.db, (tx) =>
      move(kit, tx, { id: request.id, from: 'refunding', to: 'closed', by: system, note, set: { dueAt: null } }),
    ).catch(unlessLost)
  }
}

/** Once decided it is the same again: whoever comes after a crash writes what was decided. */
async function decideMoney(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  const lines = (await linesOfRequests(kit.db, [request.id])).filter((line) => line.accepted > 0)
  const exact = await kit.order.refundUnits({
    key: keyOf(request.id),
    orderId: request.orderId,
    lines: lines.map((line) => ({ lineId: line.lineId, quantity: line.accepted, unshipped: Math.min(line.unshipped, line.accepted) })),
    withFreight: request.withFreight,
    // What came back was put on the shelf when it was inspected.
    restock: false,
    reason: reasonWords[request.reason],
    by: { actor: 'system', name: '' },
  })
  await setAmounts(kit.db, request.id, exact)
}

/** The parcel's record in shipping belongs to the request, so that its tracking finds its way here. */
async function recordParcel(kit: AfterSalesKit, request: RequestRecord, direction: 'out' | 'back'): Promise<void> {
  const { items } = await kit.order.refundable({ orderIds: [request.orderId] })
  const back = direction === 'back'
  const number = (back ? request.returnTracking : request.resendTracking) ?? ''
  await kit.shipping.ship({
    // After a dispute goods may be sent back a second time, in another parcel.
    key: back ? `as-return:${request.id}:${number}` : `as-resend:${request.id}`,
    shopId: request.shopId,
    orderId: request.id,
    carrierCode: (back ? request.returnCarrier : request.resendCarrier) ?? '',
    number,
    lines: (await linesOfRequests(kit.db, [request.id]))
      .map((line) => ({ orderLineId: line.lineId, quantity: back ? line.quantity : line.accepted }))
      .filter((line) => line.quantity > 0),
    receiverPhone: (back ? request.returnTo?.phone : items[0]?.address.phone) ?? '',
    direction,
    toCity: back ? '' : (items[0]?.address.city ?? ''),
  })
}

/** The money of a request has arrived, sometimes before whoever decided it had written down how much it is. */
export async function onRefundPaid(kit: AfterSalesKit, refundKey: string): Promise<void> {
  const id = requestOf(refundKey)
  const request = id ? await findRequest(kit.db, id) : undefined
  if (!id || request?.state !== 'refunding') return
  await decideMoney(kit, request)
  await inTx(kit.db, (tx) => move(kit, tx, { id, from: 'refunding', to: 'done', by: system, note: '', set: { dueAt: null } })).catch(
    unlessLost,
  )
}

/** The channel refused it: it waits for a person, and is asked for again after a while. */
export async function onRefundRefused(kit: AfterSalesKit, refundKey: string): Promise<void> {
  const id = requestOf(refundKey)
  if (id) await setStuck(kit.db, id, { stuck: true, dueAt: later(kit.now(), { hours: RETRY_HOURS }) })
}

export async function retryMoney(kit: AfterSalesKit, id: string, wish: { name: string; reason: string }): Promise<void> {
  await kit.order.retryRefund({ key: keyOf(id), by: { actor: wish.name ? 'staff' : 'system', name: wish.name }, reason: wish.reason })
  await setStuck(kit.db, id, { stuck: false, dueAt: null })
}

export function unlessLost(error: unknown): void {
  if (!lostRace(error)) throw error
}
