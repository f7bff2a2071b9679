import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { LeaderInput } from '../contract.ts'
import type { CommunityDb } from '../db.ts'

export type LeaderState = CommunityDb['community.leader']['state']
export interface LeaderRow extends LeaderInput {
  id: string
  shopId: string
  shopperId: string
  state: LeaderState
  reason: string
  owedFen: number
  appliedAt: Date
}

const columns = sql`l.id, l.shop_id as "shopId", l.shopper_id as "shopperId", l.name, l.phone, l.point_name as "pointName", l.address, l.lng, l.lat,
  l.opens, l.closes, l.state, l.reason, l.owed_fen as "owedFen", l.applied_at as "appliedAt"`

export interface Application extends LeaderInput {
  id: string
  shopId: string
  shopperId: string
  now: Date
}

/** Applies, or applies again as long as it is not decided or was refused. False: it was decided before. */
export async function putApplication(db: Db<CommunityDb>, one: Application): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into community.leader (id, shop_id, shopper_id, name, phone, point_name, address, lng, lat, opens, closes, state, applied_at)
    values (${one.id}, ${one.shopId}, ${one.shopperId}, ${one.name}, ${one.phone}, ${one.pointName}, ${one.address}, ${one.lng}, ${one.lat},
      ${one.opens}, ${one.closes}, 'applied', ${one.now})
    on conflict (shop_id, shopper_id) where merged_id is null do update set name = excluded.name, phone = excluded.phone, point_name = excluded.point_name,
      address = excluded.address, lng = excluded.lng, lat = excluded.lat, opens = excluded.opens, closes = excluded.closes,
      state = 'applied', reason = '', applied_at = excluded.applied_at
      where leader.state in ('applied', 'rejected')`.execute(db)
  return numAffectedRows === 1n
}

export async function leaderOf(
  db: Db<CommunityDb>,
  of: { id: string; shopId?: string; shopperId?: string },
): Promise<LeaderRow | undefined> {
  const shop = of.shopId ? sql`and l.shop_id = ${of.shopId}` : sql``
  const shopper = of.shopperId ? sql`and l.shopper_id = ${of.shopperId}` : sql``
  const { rows } = await sql<LeaderRow>`select ${columns} from community.leader l where l.id = ${of.id} ${shop} ${shopper}`.execute(db)
  return rows[0]
}

/** As this shopper is one, in any state. */
export async function leadersOf(db: Db<CommunityDb>, shopperId: string): Promise<LeaderRow[]> {
  const { rows } = await sql<LeaderRow>`select ${columns} from community.leader l where l.shopper_id = ${shopperId}
    order by l.applied_at desc, l.id limit 50`.execute(db)
  return rows
}

export async function leaderIn(db: Db<CommunityDb>, shopId: string, shopperId: string): Promise<LeaderRow | undefined> {
  const { rows } = await sql<LeaderRow>`select ${columns} from community.leader l
    where l.shop_id = ${shopId} and l.shopper_id = ${shopperId} and l.merged_id is null`.execute(db)
  return rows[0]
}

/** Approved leaders, those near a place first; the squares of differences are good enough to choose by. */
export async function nearestLeaders(db: Db<CommunityDb>, at: { lng: number; lat: number } | null, limit: number): Promise<LeaderRow[]> {
  const order = at ? sql`(l.lat - ${at.lat}) ^ 2 + ((l.lng - ${at.lng}) * cos(radians(${at.lat}))) ^ 2, l.id` : sql`l.applied_at, l.id`
  const { rows } =
    await sql<LeaderRow>`select ${columns} from community.leader l where l.state = 'approved' order by ${order} limit ${limit}`.execute(db)
  return rows
}

/** Where this shopper fetched last. */
export async function lastLeaderId(db: Db<CommunityDb>, shopperId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select leader_id as id from community.place
    where shopper_id = ${shopperId} order by created_at desc limit 1`.execute(db)
  return rows[0]?.id
}

/** False: it is not in a state from which it may go there, or has become one with another. */
export async function decide(
  db: Db<CommunityDb>,
  id: string,
  to: { from: readonly LeaderState[]; state: LeaderState; reason: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update community.leader set state = ${to.state}, reason = ${to.reason}, decided_at = ${to.now}
    where id = ${id} and state = any(${[...to.from]}::text[]) and merged_id is null`.execute(db)
  return numAffectedRows === 1n
}

export interface Earned {
  leaderId: string
  pendingFen: number
  paidFen: number
}
export async function earnedBy(db: Db<CommunityDb>, ids: readonly string[]): Promise<Map<string, Earned>> {
  const { rows } = await sql<Earned>`select leader_id as "leaderId",
      coalesce(sum(amount_fen) filter (where state = 'pending'), 0)::bigint as "pendingFen", coalesce(sum(paid_fen), 0)::bigint as "paidFen"
    from community.commission where leader_id = any(${[...ids]}::uuid[]) group by 1`.execute(db)
  return new Map(rows.map((row) => [row.leaderId, row]))
}

export interface LeaderTotals extends LeaderRow {
  orders: number
  gmvFen: number
}
export async function leadersPage(
  db: Db<CommunityDb>,
  shopId: string,
  query: { page: number; pageSize: number; state?: LeaderState | undefined },
): Promise<{ items: LeaderTotals[]; total: number }> {
  const which = sql`l.shop_id = ${shopId} ${query.state ? sql`and l.state = ${query.state}` : sql``}`
  const { rows: items } = await sql<LeaderTotals>`select ${columns},
      (select count(*) from community.place p where p.leader_id = l.id and p.state = 'paid')::int as orders,
      (select coalesce(sum(p.payable_fen), 0) from community.place p where p.leader_id = l.id and p.state = 'paid')::bigint as "gmvFen"
    from community.leader l where ${which} order by l.applied_at desc, l.id desc
    limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from community.leader l where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}
