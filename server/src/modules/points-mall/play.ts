import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls, PlayTerms } from '../order/contract.ts'
import { holdKey, type PointsMall } from './context.ts'
import { endExchange, exchangeOf, insertExchange, noteReturn } from './queries/exchanges.ts'
import { itemOf } from './queries/items.ts'
import { free, mayHave, take } from './take.ts'

type Wish = z.output<typeof playCalls.playTerms.input>
type HoldWish = z.output<typeof playCalls.playHold.input>
const done = { ok: true as const }
/** Points stay set aside a little longer than the order may be paid. */
const GRACE_MINUTES = 10

/** Goods for points and what is paid on top. Throws why not. */
export async function terms(mall: PointsMall, wish: Wish): Promise<PlayTerms> {
  const item = await mayHave(mall, wish.campaignId, wish)
  if (item.kind !== 'goods' || item.skuId !== wish.skuId) throw new AppError('not_found', 'mall_item_not_found')
  return {
    price: { unitPriceFen: item.cashFen, withOffers: false, freeFreight: false, available: null },
    withAssets: false,
    payMinutes: null,
    waits: false,
  }
}

/** Pieces and points are this order's; asked again with the same key, nothing more is taken. */
export async function hold(mall: PointsMall, wish: HoldWish): Promise<typeof done> {
  const now = mall.now()
  const { key: id, quantity, shopperId, shopId } = wish
  const item = await itemOf(mall.db, wish.campaignId)
  if (!item || item.kind !== 'goods' || item.skuId !== wish.skuId) throw new AppError('not_found', 'mall_item_not_found')
  await inTx(mall.db, async (tx) => {
    const { kind, title, points, cashFen } = item
    const fresh = await insertExchange(tx, {
      id,
      itemId: item.id,
      shopId,
      shopperId,
      requestId: null,
      kind,
      title,
      quantity,
      points,
      cashFen,
      now,
      dueAt: later(now, { minutes: wish.minutes + GRACE_MINUTES }),
    })
    if (fresh) await take(tx, item, wish)
    else if ((await exchangeOf(tx, id))?.state === 'over') throw new AppError('conflict', 'mall_closed')
  })
  try {
    await mall.points.holdPoints({ key: holdKey(id), shopperId, points: item.points * quantity, minutes: wish.minutes + GRACE_MINUTES })
  } catch (error) {
    await release(mall, id)
    throw error instanceof AppError && error.code === 'balance_short' ? new AppError('conflict', 'mall_points_short', { short: 1 }) : error
  }
  return done
}

/** What was held is free again, points too; what is given stays. */
export async function release(mall: PointsMall, id: string): Promise<typeof done> {
  const over = await inTx(mall.db, async (tx) => {
    const found = await exchangeOf(tx, id, true)
    if (!found || found.state === 'given') return false
    if (found.state === 'held') await free(tx, found, found.quantity)
    await endExchange(tx, id, { state: 'over', now: mall.now() })
    return true
  })
  if (over) await mall.points.release({ key: holdKey(id) })
  return done
}

/** A place whose order was not paid in time; its points lapse by their own lease. */
export async function lapse(mall: PointsMall, id: string): Promise<void> {
  await inTx(mall.db, async (tx) => {
    const found = await exchangeOf(tx, id, true)
    if (found?.state !== 'held') return
    await free(tx, found, found.quantity)
    await endExchange(tx, id, { state: 'lapsed', now: mall.now() })
  })
}

/** Paid is final: the points are spent. When the place or the points are gone by then, the order is called off and its money goes back. */
export async function paid(mall: PointsMall, orderId: string): Promise<void> {
  if (await keep(mall, orderId)) return
  await release(mall, orderId)
  await mall.order.callOff({ orderId, reason: '兑换名额或积分已失效，自动退款' })
}

async function keep(mall: PointsMall, id: string): Promise<boolean> {
  try {
    const kept = await inTx(mall.db, async (tx) => {
      const found = await exchangeOf(tx, id, true)
      if (!found || found.state === 'over') return false
      if (found.state === 'given') return true
      if (found.state === 'lapsed') {
        const item = await itemOf(tx, found.itemId)
        if (!item) return false
        await take(tx, item, found)
      }
      await endExchange(tx, id, { state: 'given', now: mall.now() })
      return true
    })
    if (kept) await mall.points.capture({ key: holdKey(id) })
    return kept
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The points were not there any more: what was kept is let go.
    await inTx(mall.db, async (tx) => {
      const found = await exchangeOf(tx, id, true)
      if (found?.state !== 'given') return
      await free(tx, found, found.quantity)
      await endExchange(tx, id, { state: 'over', now: mall.now() })
    })
    return false
  }
}

/** Pieces of its order go back: so do their points and their places, once for each refund. */
export async function returned(
  mall: PointsMall,
  { orderId, refundKey, pieces }: { orderId: string; refundKey: string; pieces: number },
): Promise<void> {
  const found = await exchangeOf(mall.db, orderId)
  if (found?.state !== 'given' || pieces === 0) return
  await inTx(mall.db, async (tx) => {
    if (await noteReturn(tx, { refundKey, exchangeId: orderId, pieces, now: mall.now() })) await free(tx, found, pieces)
  })
  await mall.points.giveBack({ key: holdKey(orderId), returnKey: `points-mall:${refundKey}`, amountFen: found.points * pieces })
}
