import type { AfterSalesKit } from './context.ts'
import type { AfterSalesSettings } from './contract.ts'
import { applyBefore } from './plan.ts'
import { busyOrders } from './queries/units.ts'
import { settingsOfShop } from './settings.ts'

interface Window {
  orderId: string
  openUntil: string | null
  busy: boolean
}

/** For those who wait until nothing more of an order can go back: commissions, settlements. */
export async function windows(kit: AfterSalesKit, orderIds: readonly string[]): Promise<{ items: Window[] }> {
  const { items: orders } = await kit.order.refundable({ orderIds: [...orderIds] })
  const busy = await busyOrders(kit.db, orderIds)
  const settings = new Map<string, AfterSalesSettings>()
  for (const { shopId } of orders) if (!settings.has(shopId)) settings.set(shopId, await settingsOfShop(kit, shopId))
  return {
    items: orders.map((order) => {
      const rule = settings.get(order.shopId)
      return { orderId: order.id, openUntil: (rule && applyBefore(order, rule)?.toISOString()) ?? null, busy: busy.has(order.id) }
    }),
  }
}
