import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { z } from 'zod'
import { type AfterSalesKit, protectionKey } from './context.ts'
import { protectionClaimed } from './contract.ts'
import { ownOrder, refundable } from './plan.ts'
import { findProtection, insertProtection, markProtection } from './queries/protection.ts'
import { settingsOfShop } from './settings.ts'

type Line = z.output<typeof RefundableOrder>['lines'][number]

/** The drop of the unit price, for each unit the shopper still has, never more than these have paid and not had back. Pure. */
export function dropOf(line: Line, priceFen: number | undefined): { amountFen: number; units: number } {
  const units = line.quantity - line.refunded
  const left = line.payableFen - line.refundedFen - line.allowanceFen
  if (priceFen === undefined || priceFen >= line.unitPriceFen || units === 0) return { amountFen: 0, units }
  return { amountFen: Math.min(left, (line.unitPriceFen - priceFen) * units), units }
}

/** Pays the drop of a line's price back, once. Throws `order_not_found`, `price_protection_none`, `price_protection_claimed`. */
export async function claimProtection(
  kit: AfterSalesKit,
  shopperId: string,
  wish: { orderId: string; lineId: string },
): Promise<{ amountFen: number; units: number; priceFen: number; paidPriceFen: number }> {
  const order = await ownOrder(kit, shopperId, wish.orderId)
  const line = order.lines.find((one) => one.id === wish.lineId)
  if (!line) throw new AppError('not_found', 'order_not_found')
  const settings = await settingsOfShop(kit, order.shopId)
  const inTime = order.paidAt !== null && kit.now() <= later(new Date(order.paidAt), { days: settings.priceProtectionDays })
  const live = refundable.includes(order.state)
  const [sku] = (await kit.catalog.skusForSale({ skuIds: [line.skuId] })).items
  const drop = dropOf(line, sku?.onSale ? sku.priceFen : undefined)
  if (!sku || !live || !inTime || !line.promises.includes('price_protection') || drop.amountFen === 0)
    throw new AppError('conflict', (await findProtection(kit.db, line.id)) ? 'price_protection_claimed' : 'price_protection_none')
  const row = { lineId: line.id, orderId: order.id, shopId: order.shopId, shopperId, title: line.title, units: drop.units }
  const prices = { paidPriceFen: line.unitPriceFen, priceFen: sku.priceFen, amountFen: drop.amountFen }
  await inTx(kit.db, async (tx) => {
    if (!(await insertProtection(tx, { ...row, ...prices, at: kit.now() }))) throw new AppError('conflict', 'price_protection_claimed')
    await emit(tx, protectionClaimed, { lineId: line.id, orderId: order.id, amountFen: drop.amountFen })
  })
  return { ...prices, units: drop.units }
}

/** Pays it; keyed by the line. Units that went back meanwhile took their money with them: then there is nothing to protect. */
export async function payProtection(kit: AfterSalesKit, fact: { lineId: string; orderId: string; amountFen: number }): Promise<void> {
  const key = protectionKey(fact.lineId)
  try {
    await kit.order.giveAllowance({ ...fact, key, reason: '价格保护', by: { actor: 'system', name: '' } })
    await markProtection(kit.db, fact.lineId, 'given')
  } catch (error) {
    if (!(error instanceof AppError) || !['allowance_too_much', 'transition_illegal'].includes(error.code)) throw error
    await markProtection(kit.db, fact.lineId, 'refused')
  }
}
