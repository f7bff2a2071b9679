import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Presales } from './context.ts'
import { presaleBalanceDue } from './contract.ts'
import { giveAllBack } from './give-back.ts'
import { putBack } from './queries/campaigns.ts'
import { type DepositRow, endedDeposits, moveDeposit, takeToTell } from './queries/deposits.ts'
import { placesToCallOff, placesToSend, placeTold } from './queries/places.ts'

/** So long before the balance window closes shoppers hear of it a second time. */
const LAST_HOURS = 24

/** Tells that a balance can be paid, and that soon it cannot any more, once each. Returns how many were told. */
export async function remind(presales: Presales): Promise<number> {
  const now = presales.now()
  return inTx(presales.db, async (tx) => {
    const due = await takeToTell(tx, { now, last: later(now, { hours: LAST_HOURS }), limit: 200 })
    for (const { id, balanceEndsAt, ...one } of due)
      await emit(tx, presaleBalanceDue, { ...one, depositId: id, balanceEndsAt: balanceEndsAt.toISOString() })
    return due.length
  })
}

/**
 * Deposits whose balance was not paid in time are forfeited or go back, as was agreed. Where the goods could not have been bought at the end, and
 * where the shop has called the presale off, it is the shop's fault and they go back. Returns how many.
 */
export async function endDeposits(presales: Presales): Promise<number> {
  const now = presales.now()
  const due = await endedDeposits(presales.db, now, 100)
  if (due.length === 0) return 0
  const there = await soldStill(presales, due)
  for (const deposit of due) {
    const byShop = deposit.cancelled || !there(deposit)
    await inTx(presales.db, async (tx) => {
      if (byShop || deposit.unpaid === 'refund')
        return void (await giveAllBack(tx, deposit, { from: 'paid', why: byShop ? 'shop' : 'unpaid', now }))
      if (await moveDeposit(tx, deposit.id, { from: ['paid'], to: 'forfeited', now })) await putBack(tx, deposit)
    })
  }
  return due.length
}

/** Which of these could have been bought: the goods are on sale, and as many are there. */
async function soldStill(presales: Presales, due: readonly DepositRow[]): Promise<(deposit: DepositRow) => boolean> {
  const skuIds = [...new Set(due.map((one) => one.skuId))]
  const [{ items: skus }, { items: stock }] = await Promise.all([
    presales.catalog.skusForSale({ skuIds }),
    presales.inventory.available({ skuIds }),
  ])
  const onSale = new Set(skus.filter((sku) => sku.onSale).map((sku) => sku.skuId))
  const available = new Map(stock.map((one) => [one.skuId, one.available]))
  return ({ skuId, quantity }) => onSale.has(skuId) && (available.get(skuId) ?? 0) >= quantity
}

/** Orders that have waited for their goods go on. Asked twice they go on once. Returns how many. */
export async function sendOn(presales: Presales): Promise<number> {
  const keys = await placesToSend(presales.db, presales.now(), 100)
  for (const orderId of keys) {
    await presales.order.goOn({ orderId })
    await placeTold(presales.db, orderId, presales.now())
  }
  return keys.length
}

/** Orders of presales that were called off: unpaid ones are closed, paid ones of which nothing has left are paid back. Returns how many. */
export async function callOffCancelled(presales: Presales): Promise<number> {
  const keys = await placesToCallOff(presales.db, 100)
  let told = 0
  for (const orderId of keys) {
    try {
      await presales.order.callOff({ orderId, reason: '商家取消预售，自动退款' })
    } catch (error) {
      // Its order is being placed, or never was: the place lapses by itself.
      if (error instanceof AppError && error.kind === 'not_found') continue
      throw error
    }
    await placeTold(presales.db, orderId, presales.now())
    told += 1
  }
  return told
}
