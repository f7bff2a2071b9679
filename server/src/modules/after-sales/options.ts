import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { AfterSalesKit } from './context.ts'
import type { AfterSalesSettings, getAfterSalesOptions } from './contract.ts'
import { applyBefore, available, canComeBack, noReasonBefore, ownOrder, refundable } from './plan.ts'
import { dropOf } from './price-protection.ts'
import { claimedLines } from './queries/protection.ts'
import { afterShipping, beforeShipping, reasonNames, reasons } from './reasons.ts'
import { settingsOfShop } from './settings.ts'

type Order = z.output<typeof RefundableOrder>

/** What can still be asked for of an order, line by line. */
export async function options(kit: AfterSalesKit, shopperId: string, orderId: string): Promise<z.input<typeof getAfterSalesOptions.reply>> {
  const order = await ownOrder(kit, shopperId, orderId)
  const settings = await settingsOfShop(kit, order.shopId)
  const before = applyBefore(order, settings)
  const closed = !refundable.includes(order.state) || !order.paidAt || (before !== null && kit.now() > before)
  const protections = await protectionOf(kit, order, settings)
  return {
    orderId,
    applyBefore: before?.toISOString() ?? null,
    freightFen: order.freightLeftFen,
    lines: (await available(kit, order)).map(({ line, unshipped, shipped }) => ({
      lineId: line.id,
      skuId: line.skuId,
      productId: line.productId,
      title: line.title,
      options: line.options,
      picture: line.picture,
      unitPriceFen: line.unitPriceFen,
      payableFen: line.payableFen,
      quantity: line.quantity,
      unshipped: closed ? 0 : unshipped,
      shipped: closed ? 0 : shipped,
      returnable: canComeBack(line),
      sevenDays: line.promises.includes('seven_day_return'),
      noReasonBefore: noReasonBefore(order, line)?.toISOString() ?? null,
      priceProtection: protections.get(line.id) ?? { state: 'none', amountFen: 0, before: null },
    })),
    reasons: reasonNames.map((reason) => ({
      reason,
      kinds: [...reasons[reason].kinds],
      beforeShipping: beforeShipping.includes(reason),
      afterShipping: afterShipping.includes(reason),
    })),
  }
}

type Protection = z.input<typeof getAfterSalesOptions.reply>['lines'][number]['priceProtection']

async function protectionOf(kit: AfterSalesKit, order: Order, settings: AfterSalesSettings): Promise<Map<string, Protection>> {
  const protectedLines = order.lines.filter((line) => line.promises.includes('price_protection'))
  if (!order.paidAt || protectedLines.length === 0) return new Map()
  const until = later(new Date(order.paidAt), { days: settings.priceProtectionDays })
  const [claimed, { items: skus }] = await Promise.all([
    claimedLines(
      kit.db,
      protectedLines.map((line) => line.id),
    ),
    kit.catalog.skusForSale({ skuIds: protectedLines.map((line) => line.skuId) }),
  ])
  return new Map(
    protectedLines.map((line) => {
      const drop = dropOf(line, skus.find((sku) => sku.skuId === line.skuId)?.priceFen)
      const state = claimed.includes(line.id) ? 'claimed' : kit.now() > until ? 'over' : drop.amountFen > 0 ? 'available' : 'none'
      return [line.id, { state, amountFen: state === 'available' ? drop.amountFen : 0, before: until.toISOString() }]
    }),
  )
}
