import type { z } from 'zod'
import { dayOf, later, startOfDay } from '../../kernel/clock.ts'
import { adminCounts } from './admin.ts'
import type { Orders } from './context.ts'
import type { Dashboard } from './contract.ts'
import { bestProducts, paidBetween, paidByDay, paidByHour } from './queries/figures.ts'

/** Today's numbers of a shop beside yesterday's (whole, and up to this time of day), by Chinese days. */
export async function dashboard(orders: Orders, shopId: string, days: number): Promise<z.input<typeof Dashboard>> {
  const now = orders.now()
  const midnight = startOfDay(dayOf(now))
  const yesterday = later(midnight, { days: -1 })
  const from = later(midnight, { days: 1 - days })
  const [today, before, soFar, byDay, byHour, top, open] = await Promise.all([
    paidBetween(orders.db, shopId, midnight, now),
    paidBetween(orders.db, shopId, yesterday, midnight),
    paidBetween(orders.db, shopId, yesterday, later(now, { days: -1 })),
    paidByDay(orders.db, shopId, from, later(midnight, { days: 1 })),
    paidByHour(orders.db, shopId, midnight, now),
    bestProducts(orders.db, shopId, later(midnight, { days: -29 }), 10),
    adminCounts(orders, shopId),
  ])
  const figure = (pick: (sums: typeof today) => number) => ({ today: pick(today), yesterday: pick(before), yesterdaySoFar: pick(soFar) })
  return {
    at: now.toISOString(),
    gmvFen: figure((sums) => sums.gmvFen),
    orders: figure((sums) => sums.orders),
    buyers: figure((sums) => sums.buyers),
    averageFen: figure((sums) => (sums.orders === 0 ? 0 : Math.round(sums.gmvFen / sums.orders))),
    days: byDay,
    hours: byHour,
    topProducts: top,
    toShip: open.to_ship,
    toPay: open.to_pay,
    refunding: open.refund,
  }
}
