import { later } from '../server/src/kernel/clock.ts'
import type { Dice } from './random.ts'
import type { PastOrder, PastParcel } from './past.ts'

const carriers = [
  { code: 'SF', name: '顺丰速运', prefix: 'SF1' },
  { code: 'ZTO', name: '中通快递', prefix: '7' },
  { code: 'YTO', name: '圆通速递', prefix: 'YT' },
  { code: 'JD', name: '京东快递', prefix: 'JD' },
] as const

const homes = ['杭州', '义乌', '广州', '上海', '成都'] as const

/** The parcel of a past order, with its way as far as it had come by now. */
export function parcelOf(order: PastOrder, roll: Dice, now: Date): PastParcel {
  const carrier = roll.pick(carriers)
  const from = roll.pick(homes)
  const shippedAt = new Date(order.shippedAt ?? order.placedAt)
  const signedAt = order.receivedAt ? later(new Date(order.receivedAt), { hours: -roll.int(1, 4) }) : undefined
  const end = signedAt && signedAt > shippedAt ? signedAt : later(shippedAt, { hours: 60 })
  const { city, district } = order.address
  const way = [
    { part: 0.02, state: 'picked_up', place: from, text: `【${from}】${carrier.name}已揽收` },
    { part: 0.15, state: 'in_transit', place: from, text: `【${from}】快件已到达${from}转运中心` },
    { part: 0.3, state: 'in_transit', place: from, text: `【${from}】快件已发出，下一站${city}` },
    { part: 0.7, state: 'in_transit', place: city, text: `【${city}】快件已到达${city}转运中心` },
    { part: 0.9, state: 'out_for_delivery', place: city, text: `【${district}】快递员正在派送，请保持电话畅通` },
    { part: 1, state: 'signed', place: city, text: `【${district}】快件已签收，签收人：本人` },
  ] as const
  const span = end.getTime() - shippedAt.getTime()
  const events = way
    .map(({ part, ...step }) => ({ ...step, at: new Date(shippedAt.getTime() + part * span) }))
    .filter((step) => step.at <= now && (step.state !== 'signed' || signedAt !== undefined))
    .map((step) => ({ ...step, at: step.at.toISOString() }))
    .toReversed()
  const state = events[0]?.state ?? 'created'
  return {
    key: `${order.id}:past`,
    shopId: order.shopId,
    orderId: order.id,
    carrierCode: carrier.code,
    carrierName: carrier.name,
    number: `${carrier.prefix}${String(roll.int(10_000_000, 99_999_999))}${String(roll.int(1000, 9999))}`,
    state,
    lines: order.lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity })),
    events,
    shippedAt: shippedAt.toISOString(),
    signedAt: state === 'signed' ? (events[0]?.at ?? null) : null,
  }
}
