import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { holdKey, type PointsMall } from './context.ts'
import { endExchange, dueExchanges, exchangeOf, exchangeOfRequest, type ExchangeRow, insertExchange } from './queries/exchanges.ts'
import { itemOf } from './queries/items.ts'
import { lapse } from './play.ts'
import { free, mayHave, take } from './take.ts'

const ALONE_SECONDS = 30

interface Wish {
  itemId: string
  shopperId: string
  requestId: string
  points: number
}

/**
 * A coupon or a card for points, once for each request: the piece is taken, the points are spent, the thing is given, each keyed; what a crash cuts off
 * is gone on with. When it cannot be given the points come back. Throws why not.
 */
export async function exchange(mall: PointsMall, wish: Wish): Promise<ExchangeRow> {
  const before = await exchangeOfRequest(mall.db, wish.shopperId, wish.requestId)
  if (before && before.itemId !== wish.itemId) throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  return finish(mall, before ?? (await begin(mall, wish)))
}

async function begin(mall: PointsMall, { itemId, shopperId, requestId, points: shown }: Wish): Promise<ExchangeRow> {
  const item = await mayHave(mall, itemId, { shopperId, quantity: 1 })
  if (item.kind === 'goods') throw new AppError('conflict', 'mall_goods_by_checkout')
  if (item.points !== shown) throw new AppError('conflict', 'mall_points_changed', { points: item.points })
  const now = mall.now()
  await inTx(mall.db, async (tx) => {
    const { kind, title, points, shopId } = item
    const fresh = await insertExchange(tx, {
      id: mall.newId(),
      itemId,
      shopId,
      shopperId,
      requestId,
      kind,
      title,
      quantity: 1,
      points,
      cashFen: 0,
      now,
      dueAt: later(now, { seconds: ALONE_SECONDS }),
    })
    if (fresh) await take(tx, item, { shopperId, quantity: 1 })
  })
  const found = await exchangeOfRequest(mall.db, shopperId, requestId)
  if (!found) throw new Error('the exchange just begun is not there')
  return found
}

/** Goes on with an exchange from wherever it is. */
async function finish(mall: PointsMall, row: ExchangeRow): Promise<ExchangeRow> {
  if (row.state === 'given') return row
  if (row.state === 'over') throw new AppError('conflict', row.why === '' ? 'mall_gone' : row.why)
  const key = holdKey(row.id)
  try {
    await mall.points.holdPoints({ key, shopperId: row.shopperId, points: row.points, minutes: 30 })
    await mall.points.capture({ key })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'balance_short') throw error
    return giveUp(mall, row, 'mall_points_short')
  }
  const why = await giveThing(mall, row)
  if (why) {
    await mall.points.giveBack({ key, returnKey: key, amountFen: row.points })
    return giveUp(mall, row, why)
  }
  await inTx(mall.db, async (tx) => {
    if ((await exchangeOf(tx, row.id, true))?.state === 'held') await endExchange(tx, row.id, { state: 'given', now: mall.now() })
  })
  return (await exchangeOf(mall.db, row.id)) ?? row
}

/** Keyed by the exchange. Gives why it cannot be given. */
async function giveThing(mall: PointsMall, { id, itemId, kind, shopId, shopperId }: ExchangeRow): Promise<string | undefined> {
  const item = await itemOf(mall.db, itemId)
  if (kind === 'coupon') {
    const { outcome } = await mall.promotion.give({ key: holdKey(id), templateId: item?.templateId ?? '', shopperId })
    return { given: undefined, limit: 'mall_coupon_limit', gone: 'mall_gone' }[outcome]
  }
  try {
    await mall.memberCard.give({ key: holdKey(id), shopId, shopperId, months: item?.months ?? 1 })
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.code === 'card_not_found') return 'mall_gone'
    throw error
  }
}

async function giveUp(mall: PointsMall, row: ExchangeRow, why: string): Promise<never> {
  await inTx(mall.db, async (tx) => {
    if ((await exchangeOf(tx, row.id, true))?.state !== 'held') return
    await free(tx, row, row.quantity)
    await endExchange(tx, row.id, { state: 'over', why, now: mall.now() })
  })
  throw new AppError('conflict', why, why === 'mall_points_short' ? { short: row.points } : {})
}

/** Places of goods whose time is over, and exchanges that a crash cut off. Returns how many. */
export async function goOn(mall: PointsMall): Promise<number> {
  const due = await dueExchanges(mall.db, mall.now(), 50)
  for (const row of due) {
    if (row.kind === 'goods') {
      await lapse(mall, row.id)
      continue
    }
    try {
      await finish(mall, row)
    } catch (error) {
      // It was given up, with its points back; any other failure is tried again.
      if (!(error instanceof AppError)) throw error
    }
  }
  return due.length
}
