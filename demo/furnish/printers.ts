import type { Demo, OpenShop } from './context.ts'
import type { PastOrder } from './orders.ts'

const slipsOfAShop = 6

/** A receipt printer at every counter, one for the packers, and the slips of the last paid orders. */
export async function seedPrinters(demo: Demo, open: readonly OpenShop[], orders: readonly PastOrder[]): Promise<void> {
  for (const [index, one] of open.entries()) {
    const paid = orders.filter((order) => order.shop === one && order.paidAt !== null && order.state !== 'refunded')
    const last = paid.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime()).slice(-slipsOfAShop)
    const sn = (which: number): string => String(960_100_001 + index * 2 + which)
    await demo.calls.printing.seed({
      shopId: one.shop.id,
      printers: [
        { name: '前台小票机', kind: 'receipt', width: 58, copies: 1, prints: 'paid', sn: sn(0) },
        { name: '打包台', kind: 'kitchen', width: 80, copies: 1, prints: 'handover', sn: sn(1) },
      ],
      orderIds: last.map((order) => order.id),
    })
  }
}
