import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Community } from './context.ts'
import {
  communityArrived,
  type confirmCommunityArrival,
  type handOutCommunityOrder,
  type LeaderOrder,
  type listLeaderBatches,
  type listLeaderCommissions,
  type listLeaderOrders,
} from './contract.ts'
import { ownLeader } from './leaders.ts'
import { batchOf, itemsOf } from './queries/batches.ts'
import { commissionsOf } from './queries/commissions.ts'
import { arrivalsOf, expectedBy, expecting, insertArrival, leaderPlaces, markArrived, placeOf, type PlaceRow } from './queries/places.ts'
import { namesOf } from './view.ts'

type Order = z.input<typeof LeaderOrder>

function stateOf(place: PlaceRow): Order['state'] {
  if (place.handedAt) return 'handed'
  if (place.refunded >= place.quantity) return 'refunded'
  if (place.arrivedAt) return 'here'
  return place.wentOnAt ? 'coming' : 'ordered'
}

/** Orders of one's own point. Throws `community_leader_not_found`. */
export async function ordersOf(
  community: Community,
  shopperId: string,
  { id, ...query }: z.output<typeof listLeaderOrders.query> & { id: string },
): Promise<z.input<typeof listLeaderOrders.reply>> {
  const leader = await ownLeader(community, shopperId, id)
  const rows = await leaderPlaces(community.db, { leaderId: leader.id, view: query.view, before: query.cursor, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const skus = await namesOf(
    community,
    page.map((row) => row.skuId),
  )
  const orderIds = page.map((row) => row.key)
  const { items } = orderIds.length > 0 ? await community.order.refundable({ orderIds }) : { items: [] }
  const orders = new Map(items.map((order) => [order.id, order]))
  return {
    items: page.map((row) => {
      const sku = skus.get(row.skuId)
      const address = orders.get(row.key)?.address
      return {
        orderId: row.key,
        receiver: address?.name ?? '',
        phoneTail: address?.phone.slice(-4) ?? '',
        title: sku?.title ?? '',
        options: sku?.options ?? [],
        picture: sku?.picture ?? null,
        quantity: Math.max(0, row.quantity - Math.max(row.refunded, row.missing)),
        state: stateOf(row),
        deliveryDay: row.deliveryDay,
        at: row.createdAt.toISOString(),
        handedAt: row.handedAt?.toISOString() ?? null,
      }
    }),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.key ?? null) : null,
  }
}

/** What comes to one's point, batch by batch, the next to come first. */
export async function batchesOf(community: Community, shopperId: string, id: string): Promise<z.input<typeof listLeaderBatches.reply>> {
  const leader = await ownLeader(community, shopperId, id)
  const rows = await expectedBy(community.db, leader.id, later(community.now(), { days: -60 }))
  const batchIds = [...new Set(rows.map((row) => row.batchId))]
  const arrivals = await arrivalsOf(community.db, { batchIds, leaderId: leader.id })
  const skus = await namesOf(
    community,
    rows.map((row) => row.skuId),
  )
  const batches = await Promise.all(batchIds.map((batchId) => batchOf(community.db, batchId)))
  const shown = batches.flatMap((batch) => {
    if (!batch) return []
    const own = rows.filter((row) => row.batchId === batch.id)
    return [
      {
        id: batch.id,
        title: batch.title,
        deliveryDay: batch.deliveryDay,
        closesAt: batch.closesAt.toISOString(),
        closed: batch.closedAt !== null,
        arrived: arrivals.some((one) => one.batchId === batch.id),
        orders: own.reduce((sum, row) => sum + row.orders, 0),
        items: own.map(({ itemId, skuId, expected }) => ({
          itemId,
          title: skus.get(skuId)?.title ?? '',
          options: skus.get(skuId)?.options ?? [],
          picture: skus.get(skuId)?.picture ?? null,
          expected,
          arrived: arrivals.find((one) => one.batchId === batch.id && one.itemId === itemId)?.arrived ?? null,
        })),
      },
    ]
  })
  return {
    items: shown.toSorted((one, other) => Number(one.arrived) - Number(other.arrived) || one.closesAt.localeCompare(other.closesAt)),
  }
}

type Arrival = z.output<typeof confirmCommunityArrival.body>

/**
 * The goods of a batch are counted, once; what is missing is taken from those who ordered last, and paid back. The same count again answers the same.
 * Throws `community_batch_not_found`, `community_batch_open`, `community_count_wrong`, `key_reused`.
 */
export async function confirmArrival(
  community: Community,
  shopperId: string,
  { id, batchId, items }: Arrival & { id: string },
): Promise<z.input<typeof confirmCommunityArrival.reply>> {
  const leader = await ownLeader(community, shopperId, id)
  const batch = await batchOf(community.db, batchId, leader.shopId)
  if (!batch) throw new AppError('not_found', 'community_batch_not_found')
  if (!batch.closedAt || batch.cancelledAt) throw new AppError('conflict', 'community_batch_open')
  const counted = new Map(items.map((item) => [item.itemId, item.arrived]))
  return inTx(community.db, async (tx) => {
    const places = await expecting(tx, { batchId, leaderId: leader.id })
    const before = await arrivalsOf(tx, { batchIds: [batchId], leaderId: leader.id })
    if (before.length > 0) return again(before, { counted, orders: places.length })
    if (places.length === 0) throw new AppError('not_found', 'community_batch_not_found')
    if (places.some((place) => place.wentOnAt === null)) throw new AppError('conflict', 'community_batch_open')
    let missing = 0
    for (const item of await itemsOf(tx, [batchId])) {
      const own = places.filter((place) => place.itemId === item.id)
      if (own.length === 0) continue
      const expected = own.reduce((sum, place) => sum + place.quantity - place.refunded, 0)
      const arrived = counted.get(item.id)
      if (arrived === undefined || arrived > expected) throw new AppError('invalid', 'community_count_wrong', { expected })
      await insertArrival(tx, { batchId, leaderId: leader.id, itemId: item.id, expected, arrived, now: community.now() })
      missing += expected - arrived
      await share(community, tx, { places: own, arrived, leader })
    }
    return { orders: places.length, missing }
  })
}

function again(
  before: readonly { itemId: string; expected: number; arrived: number }[],
  { counted, orders }: { counted: ReadonlyMap<string, number>; orders: number },
): { orders: number; missing: number } {
  if (before.some((one) => (counted.get(one.itemId) ?? one.arrived) !== one.arrived))
    throw new AppError('conflict', 'key_reused', { key: 'arrival' })
  return { orders, missing: before.reduce((sum, one) => sum + one.expected - one.arrived, 0) }
}

/** The first to order gets first. */
async function share(
  community: Community,
  tx: Community['db'],
  { places, arrived, leader }: { places: readonly PlaceRow[]; arrived: number; leader: { shopId: string; pointName: string } },
): Promise<void> {
  let left = arrived
  for (const place of places) {
    const wants = place.quantity - place.refunded
    const gets = Math.min(wants, left)
    left -= gets
    await markArrived(tx, place.key, { missing: wants - gets, now: community.now() })
    await emit(tx, communityArrived, {
      orderId: place.key,
      shopId: leader.shopId,
      shopperId: place.shopperId,
      pointName: leader.pointName,
      missing: wants - gets,
    })
  }
}

type HandOut = z.output<typeof handOutCommunityOrder.body>

/** By the code that the shopper shows, or from the list. Another point's code is as unknown as a wrong one. Throws `pickup_code_wrong`, `community_not_here`. */
export async function handOut(
  community: Community,
  shopperId: string,
  { id, code, orderId }: HandOut & { id: string },
): Promise<z.input<typeof handOutCommunityOrder.reply>> {
  const leader = await ownLeader(community, shopperId, id)
  const found = code ? (await community.shipping.deliveryOfCode({ shopId: leader.shopId, code })).delivery?.orderId : orderId
  const place = found ? await placeOf(community.db, found) : undefined
  if (!place || place.leaderId !== leader.id || place.state !== 'paid') throw new AppError('not_found', 'pickup_code_wrong')
  if (!place.arrivedAt) throw new AppError('conflict', 'community_not_here')
  const { items } = await community.order.refundable({ orderIds: [place.key] })
  const line = items[0]?.lines[0]
  const quantity = line ? line.quantity - line.refunded : 0
  // What is missing is paid back first, so that nobody is taken to have got it.
  if (!line || quantity === 0 || place.quantity - place.missing < quantity) throw new AppError('conflict', 'community_not_here')
  await community.order.handOut({ orderId: place.key, shopId: leader.shopId, byName: leader.name })
  return { orderId: place.key, receiver: items[0]?.address.name ?? '', title: line.title, quantity }
}

export async function earningsOf(
  community: Community,
  shopperId: string,
  { id, ...query }: z.output<typeof listLeaderCommissions.query> & { id: string },
): Promise<z.input<typeof listLeaderCommissions.reply>> {
  const leader = await ownLeader(community, shopperId, id)
  const rows = await commissionsOf(community.db, { leaderId: leader.id, before: query.cursor, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const skus = await namesOf(
    community,
    page.map((row) => row.skuId),
  )
  return {
    items: page.map((row) => ({
      id: row.key,
      title: skus.get(row.skuId)?.title ?? '',
      amountFen: row.amountFen,
      state: row.state,
      dueAt: row.dueAt.toISOString(),
      at: row.createdAt.toISOString(),
    })),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.key ?? null) : null,
  }
}
