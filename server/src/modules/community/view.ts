import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Community } from './context.ts'
import type { AdminCommunityCommission, CommunityBatch, CommunityPoint, getCommunityPoint, listCommunityCommissions } from './contract.ts'
import { batchesOnShow, itemsOf } from './queries/batches.ts'
import { commissionsPage } from './queries/commissions.ts'
import { lastLeaderId, leaderOf, type LeaderRow, nearestLeaders } from './queries/leaders.ts'

/** These SKUs, on sale or not, by id. */
export async function namesOf(community: Pick<Community, 'catalog'>, skuIds: readonly string[]): Promise<Map<string, SkuForSale>> {
  if (skuIds.length === 0) return new Map()
  const { items } = await community.catalog.skusForSale({ skuIds: [...new Set(skuIds)] })
  return new Map(items.map((sku) => [sku.skuId, sku]))
}

/** Those of these SKUs that are on sale now. */
export async function goodsOf(community: Pick<Community, 'catalog'>, skuIds: readonly string[]): Promise<Map<string, SkuForSale>> {
  const all = await namesOf(community, skuIds)
  return new Map([...all].filter(([, sku]) => sku.onSale))
}

export const goods = (sku: SkuForSale | undefined) =>
  sku
    ? {
        productId: sku.productId,
        skuId: sku.skuId,
        title: sku.title,
        options: sku.options,
        picture: sku.picture,
        priceFen: sku.priceFen,
      }
    : null

interface Spot {
  lng: number
  lat: number
}
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Along the surface, both places in one system of coordinates (GCJ-02). */
function metersBetween(one: Spot, other: Spot): number {
  const half =
    Math.sin(radians(other.lat - one.lat) / 2) ** 2 +
    Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(radians(other.lng - one.lng) / 2) ** 2
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(half))))
}

const pointOf = (row: LeaderRow, at: Spot | null, lastId: string | undefined): z.input<typeof CommunityPoint> => ({
  id: row.id,
  shopId: row.shopId,
  leaderName: row.name,
  pointName: row.pointName,
  address: row.address,
  lng: row.lng,
  lat: row.lat,
  opens: row.opens,
  closes: row.closes,
  meters: at && metersBetween(at, row),
  last: row.id === lastId,
})

export async function points(
  community: Community,
  viewerId: string | null,
  at: Spot | null,
): Promise<{ items: z.input<typeof CommunityPoint>[] }> {
  const lastId = viewerId ? await lastLeaderId(community.db, viewerId) : undefined
  const rows = await nearestLeaders(community.db, at, 50)
  return { items: rows.map((row) => pointOf(row, at, lastId)) }
}

/** A leader and what can be ordered there. Throws `community_leader_not_found`. */
export async function stall(community: Community, viewerId: string | null, id: string): Promise<z.input<typeof getCommunityPoint.reply>> {
  const row = await leaderOf(community.db, { id })
  if (row?.state !== 'approved') throw new AppError('not_found', 'community_leader_not_found')
  const now = community.now()
  const lastId = viewerId ? await lastLeaderId(community.db, viewerId) : undefined
  const batches = await batchesOnShow(community.db, row.shopId, now)
  const items = await itemsOf(
    community.db,
    batches.map((batch) => batch.id),
  )
  const skus = await goodsOf(
    community,
    items.map((item) => item.skuId),
  )
  const shown = batches.map((batch): z.input<typeof CommunityBatch> => ({
    id: batch.id,
    title: batch.title,
    opensAt: batch.opensAt.toISOString(),
    closesAt: batch.closesAt.toISOString(),
    deliveryDay: batch.deliveryDay,
    state: batch.opensAt > now ? 'soon' : 'running',
    items: items
      .filter((item) => item.batchId === batch.id)
      .flatMap(({ id: itemId, skuId, priceFen, stock, taken, perPerson }) => {
        const sold = goods(skus.get(skuId))
        return sold ? [{ id: itemId, goods: sold, priceFen, stock, left: Math.max(0, stock - taken), perPerson }] : []
      }),
  }))
  return { point: pointOf(row, null, lastId), batches: shown }
}

export async function commissions(
  community: Community,
  shopId: string,
  query: z.output<typeof listCommunityCommissions.query>,
): Promise<{ items: z.input<typeof AdminCommunityCommission>[]; total: number }> {
  const { items, total } = await commissionsPage(community.db, shopId, query)
  return {
    items: items.map((row) => ({
      id: row.key,
      leaderName: row.leaderName,
      pointName: row.pointName,
      baseFen: row.baseFen,
      bp: row.bp,
      amountFen: row.amountFen,
      keptFen: row.keptFen,
      paidFen: row.paidFen,
      state: row.state,
      dueAt: row.dueAt.toISOString(),
      at: row.createdAt.toISOString(),
    })),
    total,
  }
}
