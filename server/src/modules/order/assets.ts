import type { z } from 'zod'
import type { Orders } from './context.ts'
import type { orderUnitsRefunded } from './contract.ts'
import type { NewOrder } from './queries/place.ts'
import { assetsOf, leftOfOrder } from './queries/assets.ts'
import { orRefund } from './refund-stock.ts'

/** Points and red packets of an order that is being placed, under its id. */
export async function holdAssets(orders: Orders, order: NewOrder, minutes: number): Promise<void> {
  const { id: key, shopperId, pointsFen, redPacketFen } = order
  if (pointsFen > 0) await orders.points.hold({ key, shopperId, amountFen: pointsFen, minutes })
  if (redPacketFen > 0) await orders.redpacket.hold({ key, shopperId, amountFen: redPacketFen, minutes })
}

/** Paid: they are spent. What is gone because the hold had lapsed before the money came sends the money back. */
export async function spendAssets(orders: Orders, orderId: string): Promise<void> {
  const order = await assetsOf(orders.db, orderId)
  const key = orderId
  if (order.pointsFen > 0) await orRefund(orders, orderId, { run: () => orders.points.capture({ key }), reason: '积分已失效，自动退款' })
  if (order.redPacketFen > 0)
    await orRefund(orders, orderId, { run: () => orders.redpacket.capture({ key }), reason: '红包已失效，自动退款' })
}

/** Units went back: so does what points and red packets paid of them, keyed by the refund. What was earned for them is taken back. */
export async function giveAssetsBack(orders: Orders, fact: z.output<typeof orderUnitsRefunded.payload>): Promise<void> {
  const sum = (of: (line: (typeof fact.lines)[number]) => number): number => fact.lines.reduce((total, line) => total + of(line), 0)
  const [pointsFen, redPacketFen] = [sum((line) => line.pointsFen), sum((line) => line.redPacketFen)]
  const back = { key: fact.orderId, returnKey: fact.refundKey }
  if (pointsFen > 0) await orders.points.giveBack({ ...back, amountFen: pointsFen })
  if (redPacketFen > 0) await orders.redpacket.giveBack({ ...back, amountFen: redPacketFen })
  await unearn(orders, fact)
}

/** Completed: points for what was paid for goods and stayed. */
export async function earnPoints(orders: Orders, fact: { orderId: string; shopperId: string; goodsPaidFen: number }): Promise<void> {
  const { earnPerYuan } = await orders.points.rule({})
  const points = Number((BigInt(fact.goodsPaidFen) * BigInt(earnPerYuan)) / 100n)
  await orders.points.earn({ key: fact.orderId, shopperId: fact.shopperId, points, note: '订单完成' })
}

/** Money for goods went back after the order was completed: the points for it are taken back, in proportion. */
export async function unearn(orders: Orders, fact: { orderId: string; shopperId: string; refundKey: string }): Promise<void> {
  const { earningFen } = await assetsOf(orders.db, fact.orderId)
  if (!earningFen) return
  const { orderId: earnKey, shopperId, refundKey: key } = fact
  const lostFen = earningFen - (await leftOfOrder(orders.db, earnKey))
  await orders.points.takeBack({ key, earnKey, shopperId, lostFen, ofFen: earningFen, note: '退款扣回' })
}
