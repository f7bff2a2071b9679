import type { z } from 'zod'
import { withAncestors } from './categories.ts'
import { giveIfAny } from './claim.ts'
import type { Promotion } from './context.ts'
import type { promotionCalls } from './contract.ts'
import { evaluate } from './evaluate.ts'
import { offerOfRule } from './offers.ts'
import { findHold } from './queries/holds.ts'
import { liveRules } from './queries/rule-rows.ts'
import { rulesOf } from './queries/rule-uses.ts'

type Input = z.output<typeof promotionCalls.afterPayment.input>

/**
 * An order is paid: its goods bring the coupons that live rules promise for what was paid. Each is keyed by order and rule. Rules with limits give
 * to orders that had a place. An order that was given back already brings nothing.
 */
export async function afterPayment(promotion: Promotion, paid: Input): Promise<{ granted: number }> {
  const now = promotion.now()
  const rules = (await liveRules(promotion.db, paid.shopId, now)).filter((rule) => rule.benefit.type === 'coupon_after')
  if (rules.length === 0 || (await wasGivenBack(promotion, paid.orderId))) return { granted: 0 }
  const placed = new Set(await rulesOf(promotion.db, paid.orderId))
  const open = rules.filter((rule) => (rule.limitTotal === null && rule.limitPerShopper === null) || placed.has(rule.id))
  const { inShop, inAll } = await promotion.shopper.paidOrders({ shopId: paid.shopId, shopperId: paid.shopperId })
  const { promised = [] } = evaluate({
    basket: { lines: await linesOf(promotion, paid), freightFen: 0 },
    dueFen: new Map(paid.lines.map((line, index) => [String(index), line.payableFen])),
    offers: open.map((rule) => ({ ...offerOfRule(rule), usesLeft: null })),
    // This order is counted already.
    member: { shopperId: paid.shopperId, tier: 0, paidOrders: Math.max(0, inShop - 1), paidInAll: Math.max(0, inAll - 1) },
    now,
  })
  let granted = 0
  for (const { offerId, templateId } of promised) {
    const key = `payment:${paid.orderId}:${offerId}`
    const answer = await giveIfAny(promotion, { templateId, shopperId: paid.shopperId, as: 'grant', key, broughtBy: paid.orderId })
    if (answer === 'given') granted += 1
  }
  return { granted }
}

async function wasGivenBack({ db }: Promotion, key: string): Promise<boolean> {
  const hold = await findHold(db, key)
  return hold?.state === 'released' && !hold.lapsed
}

async function linesOf(promotion: Promotion, { lines }: Input) {
  const { items } = await promotion.catalog.skusForSale({ skuIds: lines.map((line) => line.skuId) })
  const parents = await promotion.parents()
  return lines.map(({ skuId, productId, quantity, unitPriceFen }, index) => ({
    lineId: String(index),
    skuId,
    productId,
    categoryIds: withAncestors(items.find((sku) => sku.skuId === skuId)?.categoryIds ?? [], parents),
    unitPriceFen,
    quantity,
  }))
}
