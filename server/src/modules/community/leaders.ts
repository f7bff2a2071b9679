import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { done, type Community } from './context.ts'
import type { AdminCommunityLeader, LeaderInput, listCommunityLeaders, MyLeader } from './contract.ts'
import {
  decide as decideRow,
  earnedBy,
  leaderIn,
  leaderOf,
  type LeaderRow,
  leadersOf,
  leadersPage,
  putApplication,
} from './queries/leaders.ts'

type Mine = z.input<typeof MyLeader>
type Shown = z.input<typeof AdminCommunityLeader>

/** A leader of their own. Throws `community_leader_not_found`. */
export async function ownLeader(community: Community, shopperId: string, id: string): Promise<LeaderRow> {
  const row = await leaderOf(community.db, { id, shopperId })
  if (!row || row.state === 'applied' || row.state === 'rejected') throw new AppError('not_found', 'community_leader_not_found')
  return row
}

const inputOf = ({ name, phone, pointName, address, lng, lat, opens, closes }: LeaderInput): LeaderInput => ({
  name,
  phone,
  pointName,
  address,
  lng,
  lat,
  opens,
  closes,
})

async function mineOf(community: Community, rows: readonly LeaderRow[]): Promise<Mine[]> {
  if (rows.length === 0) return []
  const earned = await earnedBy(
    community.db,
    rows.map((row) => row.id),
  )
  const { items } = await community.shop.find({ ids: rows.map((row) => row.shopId) })
  const shops = new Map(items.map((shop) => [shop.id, shop.name]))
  return rows.map((row) => ({
    ...inputOf(row),
    id: row.id,
    shopId: row.shopId,
    shopName: shops.get(row.shopId) ?? '',
    state: row.state,
    reason: row.reason,
    pendingFen: earned.get(row.id)?.pendingFen ?? 0,
    paidFen: earned.get(row.id)?.paidFen ?? 0,
    owedFen: row.owedFen,
  }))
}

export const myLeaders = async (community: Community, shopperId: string): Promise<{ items: Mine[] }> => ({
  items: await mineOf(community, await leadersOf(community.db, shopperId)),
})

/** Throws `shop_not_found`, `community_times_wrong`, `community_leader_decided`. */
export async function apply(
  community: Community,
  shopperId: string,
  { shopId, ...input }: LeaderInput & { shopId: string },
): Promise<Mine> {
  const { items } = await community.shop.find({ ids: [shopId] })
  if (items.length === 0) throw new AppError('not_found', 'shop_not_found')
  if (input.opens >= input.closes) throw new AppError('invalid', 'community_times_wrong')
  const fresh = await putApplication(community.db, { ...input, id: community.newId(), shopId, shopperId, now: community.now() })
  const row = await leaderIn(community.db, shopId, shopperId)
  if (!row || !fresh) throw new AppError('conflict', 'community_leader_decided')
  const [one] = await mineOf(community, [row])
  return one!
}

const from = { approved: ['applied', 'rejected', 'paused'], rejected: ['applied'], paused: ['approved'] } as const

/**
 * Approved, a leader's point is one where orders of batches are fetched; paused it takes no new ones. The point is made first, so that nobody is
 * approved without one. Throws `community_leader_not_found`, `community_decision_wrong`.
 */
export async function decide(
  community: Community,
  shopId: string,
  wish: { id: string; state: 'approved' | 'rejected' | 'paused'; reason: string },
): Promise<typeof done> {
  const row = await leaderOf(community.db, { id: wish.id, shopId })
  if (!row) throw new AppError('not_found', 'community_leader_not_found')
  if (row.state === wish.state) return done
  if (wish.state === 'approved') await keepPoint(community, row)
  const moved = await decideRow(community.db, wish.id, { ...wish, from: from[wish.state], now: community.now() })
  if (!moved) throw new AppError('conflict', 'community_decision_wrong')
  return done
}

async function keepPoint(community: Community, row: LeaderRow): Promise<void> {
  const { id, shopId, pointName, address, phone, lng, lat, opens, closes } = row
  const span = { from: opens, to: closes }
  await community.shipping.keepPoint({
    id,
    shopId,
    keptFor: 'community',
    name: pointName,
    address,
    phone,
    lng,
    lat,
    pickup: true,
    local: false,
    hours: [span],
    slots: [{ ...span, capacity: 10_000 }],
  })
}

export async function board(
  community: Community,
  shopId: string,
  query: z.output<typeof listCommunityLeaders.query>,
): Promise<{ items: Shown[]; total: number }> {
  const { items, total } = await leadersPage(community.db, shopId, query)
  const earned = await earnedBy(
    community.db,
    items.map((row) => row.id),
  )
  return {
    items: items.map((row) => ({
      ...inputOf(row),
      id: row.id,
      state: row.state,
      reason: row.reason,
      orders: row.orders,
      gmvFen: row.gmvFen,
      pendingFen: earned.get(row.id)?.pendingFen ?? 0,
      paidFen: earned.get(row.id)?.paidFen ?? 0,
      owedFen: row.owedFen,
      appliedAt: row.appliedAt.toISOString(),
    })),
    total,
  }
}
