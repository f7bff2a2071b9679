import { createHash } from 'node:crypto'
import { demoPassword, staffAccounts } from '../accounts.ts'
import type { Demo, OpenShop } from './context.ts'
import type { PastOrder } from './orders.ts'

const hour = 3_600_000
type Handed = Parameters<Demo['calls']['shipping']['seedDeliveries']>[0]
type Point = Handed['points'][number]
type State = Handed['deliveries'][number]['state']
interface Plan {
  shop: OpenShop
  points: Point[]
  orders: {
    order: PastOrder
    kind: 'pickup' | 'local'
    state: State
    point: Point
    failed: string | null
    to: { lng: number; lat: number } | null
  }[]
}

/** The same shop has the same points, however often it is furnished. */
function idOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

const spans = [
  ['09:00', '12:00'],
  ['12:00', '15:00'],
  ['15:00', '18:00'],
  ['18:00', '21:00'],
] as const
const slots = spans.map(([from, to]) => ({ from, to, capacity: 20 }))
const fees = [
  { withinMeters: 1500, feeFen: 300 },
  { withinMeters: 3000, feeFen: 500 },
  { withinMeters: 6000, feeFen: 800 },
]
const open = [{ from: '09:00', to: '21:00' }]

/** Invented stores at places that are there. */
const stores: readonly { shop: string; points: readonly Omit<Point, 'id'>[] }[] = [
  {
    shop: 'fresh',
    points: [
      {
        name: '文三路店',
        address: '杭州市西湖区文三路 478 号（演示门店）',
        phone: '0571-00000001',
        lng: 120.1236,
        lat: 30.2795,
        pickup: true,
        local: true,
        paused: false,
        hours: open,
        closedDays: [],
        fees,
        slots,
      },
      {
        name: '武林店',
        address: '杭州市拱墅区体育场路 218 号（演示门店）',
        phone: '0571-00000002',
        lng: 120.1648,
        lat: 30.2731,
        pickup: true,
        local: true,
        paused: false,
        hours: open,
        closedDays: [],
        fees,
        slots,
      },
    ],
  },
  {
    shop: 'home',
    points: [
      {
        name: '滨江提货点',
        address: '杭州市滨江区江南大道 588 号（演示门店）',
        phone: '0571-00000003',
        lng: 120.2107,
        lat: 30.2084,
        pickup: true,
        local: false,
        paused: false,
        hours: open,
        closedDays: [1],
        fees: [],
        slots,
      },
    ],
  },
]

/** Of orders that wait and that are done: some are fetched, some brought, in every state. */
const waiting: readonly { kind: 'pickup' | 'local'; state: State; failed?: string }[] = [
  { kind: 'pickup', state: 'kept' },
  { kind: 'pickup', state: 'ready' },
  { kind: 'local', state: 'kept' },
  { kind: 'local', state: 'ready' },
  { kind: 'local', state: 'taken' },
  { kind: 'pickup', state: 'kept' },
  { kind: 'local', state: 'ready', failed: '家里没人，电话无人接听' },
]
const over: readonly ('pickup' | 'local')[] = ['pickup', 'local', 'pickup', 'local', 'local', 'pickup']

/** Chooses them before they are written: what is fetched costs no freight, what is brought its fee, and neither has a parcel. */
export function planDeliveries(shops: readonly OpenShop[], orders: readonly PastOrder[]): Plan[] {
  return stores.flatMap(({ shop: slug, points: bare }) => {
    const shop = shops.find((one) => one.data.industry === slug)
    if (!shop) return []
    const points = bare.map((point) => ({ ...point, id: idOf(`${shop.data.slug} ${point.name}`) }))
    const together = Map.groupBy(orders, (order) => order.checkoutId)
    const alone = orders.filter((order) => order.shop === shop && together.get(order.checkoutId)?.length === 1)
    const recent = alone.toSorted((one, other) => other.placedAt.getTime() - one.placedAt.getTime())
    const brings = points.some((point) => point.local)
    const paid = recent.filter((order) => order.state === 'paid')
    const received = recent.filter((order) => order.state === 'received')
    const wishes = [
      ...waiting.map((wish, at) => ({ order: paid[at], failed: null, ...wish })),
      ...over.map((kind, at) => ({ order: received[at], failed: null, kind, state: 'done' as const })),
    ]
    const chosen = wishes.flatMap(({ order, kind, state, failed }, at) => {
      const point = points[at % points.length]
      if (!order || !point || (kind === 'local' && !brings)) return []
      return [{ order, kind, state, failed, point, to: reroute(order, kind, { point, at }) }]
    })
    return [{ shop, points, orders: chosen }]
  })
}

/** Where it goes instead, and what that costs. */
function reroute(
  order: PastOrder,
  kind: 'pickup' | 'local',
  { point, at }: { point: Point; at: number },
): { lng: number; lat: number } | null {
  const { name, phone, detail } = order.person.address
  order.handover = kind
  if (order.receivedAt) order.shippedAt = order.receivedAt
  if (kind === 'pickup') {
    order.freightFen = 0
    order.address = { name, phone, province: '', city: '', district: '', districtCode: '', detail: '' }
    return null
  }
  order.address = { name, phone, province: '浙江省', city: '杭州市', district: '西湖区', districtCode: '330106', detail }
  // Some seven hundred metres north: within the first ring.
  order.freightFen = fees[0]?.feeFen ?? 0
  return { lng: point.lng + 0.002 * (at % 3), lat: point.lat + 0.0065 }
}

const dayOf = (at: Date): string => new Date(at.getTime() + 8 * hour).toISOString().slice(0, 10)

/** Points, and what was planned, once the orders are there and have their numbers. */
export async function seedDeliveries(demo: Demo, plans: readonly Plan[]): Promise<void> {
  const account = staffAccounts.find((one) => one.role === 'courier')
  for (const { shop, points, orders } of plans) {
    const shopId = shop.shop.id
    const courier = account
      ? { id: (await demo.calls.staff.put({ shopId, ...account, password: demoPassword })).id, name: account.name }
      : null
    const { items } = await demo.calls.order.refundable({ orderIds: orders.map(({ order }) => order.id) })
    const numbers = new Map(items.map((one) => [one.id, one.number]))
    await demo.calls.shipping.seedDeliveries({
      shopId,
      points,
      deliveries: orders.map(({ order, kind, state, point, failed, to }, at) => {
        const { name, phone, province, city, district, detail } = order.address ?? order.person.address
        const span = spans[at % spans.length] ?? spans[0]
        // What waits is for today or tomorrow; for one of yesterday nobody came.
        const daysAhead = at === 5 ? -1 : at % 2
        const when = order.receivedAt ?? new Date(demo.now.getTime() + daysAhead * 24 * hour)
        return {
          orderId: order.id,
          orderNumber: numbers.get(order.id) ?? '',
          shopperId: order.person.id,
          kind,
          pointId: point.id,
          day: dayOf(when),
          span: span.join('-'),
          state,
          receiver: { name, phone, address: kind === 'local' ? [province, city, district, detail].join('') : '' },
          goods: order.lines.map((line) => `${line.goods.goods.title} ×${line.quantity}`),
          note: order.note,
          to,
          courier: kind === 'local' && (state === 'taken' || state === 'done' || failed) ? courier : null,
          failed,
          doneAt: order.receivedAt?.toISOString() ?? null,
          at: (order.paidAt ?? order.placedAt).toISOString(),
        }
      }),
    })
  }
}
