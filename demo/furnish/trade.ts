import { dice } from '../random.ts'
import { type Demo, together } from './context.ts'
import { payableOf, type PastOrder } from './orders.ts'

const atOnce = 1500
/** Keeps the pool's connections busy without waiting for one. */
const calls = 6

/** Writes past orders with all that belongs to them: money, stock, parcels, sales counts. Every part is keyed, so again is fine. */
export async function seedTrade(demo: Demo, orders: readonly PastOrder[]): Promise<void> {
  for (const part of parts(byCheckout(orders), atOnce)) await demo.calls.order.seed({ orders: part.flat().map(orderRow) })
  const paid = orders.filter((order) => order.paidAt !== null)
  await together([...parts(byCheckout(paid), atOnce)], 1, (part) => demo.calls.payment.seed({ payments: part.map(paymentRow) }))
  await seedStock(demo, orders, paid)
  for (const part of parts(
    paid.filter((order) => order.shippedAt !== null && order.handover === 'parcel'),
    atOnce,
  ))
    await demo.calls.shipping.seed({ parcels: part.map(parcelRow) })
  await seedCounts(demo, paid)
}

function* parts<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}

/** Orders of one checkout stay together: they are paid together. */
function byCheckout(orders: readonly PastOrder[]): PastOrder[][] {
  const groups = new Map<string, PastOrder[]>()
  for (const order of orders) groups.set(order.checkoutId, [...(groups.get(order.checkoutId) ?? []), order])
  return [...groups.values()]
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function orderRow(order: PastOrder) {
  return {
    id: order.id,
    checkoutId: order.checkoutId,
    shopId: order.shop.shop.id,
    shopName: order.shop.shop.name,
    shopperId: order.person.id,
    state: order.state,
    placedAt: order.placedAt.toISOString(),
    paidAt: iso(order.paidAt),
    shippedAt: iso(order.shippedAt),
    receivedAt: iso(order.receivedAt),
    endedAt: iso(order.endedAt),
    address: order.address ?? order.person.address,
    handover: order.handover,
    note: order.note,
    freightFen: order.freightFen,
    freightDiscountFen: 0,
    lines: order.lines.map(({ id, skuId, productId, goods, options, picture, quantity, unitPriceFen, discountFen }) => ({
      id,
      skuId,
      productId,
      title: goods.goods.title,
      options,
      picture,
      promises: [...goods.goods.group.promises],
      quantity,
      unitPriceFen,
      discountFen,
    })),
  }
}

function paymentRow(orders: readonly PastOrder[]) {
  const [order] = orders
  if (!order?.paidAt) throw new Error('only what is paid has a payment')
  return {
    subject: order.checkoutId,
    shopperId: order.person.id,
    shopIds: orders.map((one) => one.shop.shop.id),
    amountFen: orders.reduce((sum, one) => sum + payableOf(one), 0),
    title: `${order.shop.shop.name}订单`,
    paidAt: order.paidAt.toISOString(),
    refunds: orders.flatMap((one) =>
      one.state === 'refunded' && one.endedAt
        ? [{ key: `refund:${one.id}`, orderId: one.id, amountFen: payableOf(one), at: one.endedAt.toISOString(), reason: '不想要了' }]
        : [],
    ),
  }
}

async function seedStock(demo: Demo, orders: readonly PastOrder[], paid: readonly PastOrder[]): Promise<void> {
  const lines = (order: PastOrder) => order.lines.map(({ skuId, quantity }) => ({ skuId, quantity }))
  for (const shop of new Set(paid.map((order) => order.shop))) {
    const sold = paid
      .filter((order) => order.shop === shop)
      .map((order) => ({ key: order.id, at: (order.paidAt ?? order.placedAt).toISOString(), lines: lines(order) }))
    for (const part of parts(sold, atOnce)) await demo.calls.inventory.seed({ shopId: shop.shop.id, sold: part })
  }
  await together(
    orders.filter((order) => order.state === 'closed'),
    calls,
    (order) => demo.calls.inventory.release({ key: order.id }),
  )
  await together(
    orders.filter((order) => order.state === 'refunded'),
    calls,
    (order) => demo.calls.inventory.restock({ key: order.id, restockKey: `refund:${order.id}`, lines: lines(order) }),
  )
}

async function seedCounts(demo: Demo, paid: readonly PastOrder[]): Promise<void> {
  for (const shop of new Set(paid.map((order) => order.shop))) {
    const mine = paid.filter((order) => order.shop === shop)
    await demo.calls.catalog.addSales({
      key: `demo:${shop.shop.id}`,
      lines: mine.flatMap((order) => order.lines.map(({ productId, quantity }) => ({ productId, quantity }))),
    })
  }
  await together(paid, calls, (order) =>
    demo.calls.shopper.recordPaid({ shopId: order.shop.shop.id, shopperId: order.person.id, orderId: order.id }),
  )
}

const carriers = [
  { code: 'ZTO', name: '中通快递', prefix: '7600' },
  { code: 'YTO', name: '圆通速递', prefix: 'YT88' },
  { code: 'SF', name: '顺丰速运', prefix: 'SF00' },
  { code: 'YD', name: '韵达快递', prefix: '4300' },
]

type ParcelState = 'created' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'signed'

function parcelRow(order: PastOrder) {
  const roll = dice(order.person.id + order.placedAt.toISOString())
  const carrier = roll.pick(carriers)
  const shipped = order.shippedAt ?? order.placedAt
  const signed = order.receivedAt ? new Date(order.receivedAt.getTime() - 3 * 3600_000) : null
  const at = (share: number): string =>
    new Date(shipped.getTime() + ((signed?.getTime() ?? shipped.getTime() + 24 * 3600_000) - shipped.getTime()) * share).toISOString()
  const { city, district } = order.person.address
  const path: { share: number; state: ParcelState; place: string; text: string }[] = [
    { share: 0.04, state: 'picked_up', place: '发货地', text: `${carrier.name}已揽收` },
    { share: 0.35, state: 'in_transit', place: '转运中心', text: '快件已到达转运中心，正发往目的地' },
    { share: 0.75, state: 'in_transit', place: city, text: `快件已到达${city}` },
    { share: 0.92, state: 'out_for_delivery', place: district, text: '正在派送，请保持电话畅通' },
    { share: 1, state: 'signed', place: district, text: '已签收，感谢使用' },
  ]
  const seen = signed ? path : path.slice(0, 2)
  return {
    key: `demo:${order.id}`,
    shopId: order.shop.shop.id,
    orderId: order.id,
    carrierCode: carrier.code,
    carrierName: carrier.name,
    number: `${carrier.prefix}${String(roll.int(10_000_000, 99_999_999))}`,
    state: signed ? ('signed' as const) : ('in_transit' as const),
    lines: order.lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity })),
    events: seen.map(({ share, ...event }) => ({ ...event, at: at(share) })).reverse(),
    shippedAt: shipped.toISOString(),
    signedAt: iso(signed),
  }
}
