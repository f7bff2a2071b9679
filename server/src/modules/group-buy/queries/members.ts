import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { GroupBuyDb } from '../db.ts'

const columns = [
  'order_id as orderId',
  'group_id as groupId',
  'campaign_id as campaignId',
  'shopper_id as shopperId',
  'sku_id as skuId',
  'quantity',
  'leader',
  'state',
  'why',
  'paid_fen as paidFen',
  'seat_until as seatUntil',
  'created_at as createdAt',
  'paid_at as paidAt',
] as const
export type MemberRow = NonNullable<Awaited<ReturnType<typeof memberOf>>>
export type MemberState = MemberRow['state']

export interface NewMember {
  orderId: string
  groupId: string
  campaignId: string
  shopperId: string
  skuId: string
  quantity: number
  leader: boolean
  seatUntil: Date
  lapseAt: Date
  now: Date
}

export async function insertMember(tx: Db<GroupBuyDb>, member: NewMember): Promise<void> {
  await tx
    .insertInto('group_buy.member')
    .values({
      order_id: member.orderId,
      group_id: member.groupId,
      campaign_id: member.campaignId,
      shopper_id: member.shopperId,
      sku_id: member.skuId,
      quantity: member.quantity,
      leader: member.leader,
      state: 'held',
      seat_until: member.seatUntil,
      lapse_at: member.lapseAt,
      created_at: member.now,
    })
    .execute()
}

export async function memberOf(db: Db<GroupBuyDb>, orderId: string) {
  return db.selectFrom('group_buy.member').select(columns).where('order_id', '=', orderId).executeTakeFirst()
}

/** Seats of others that are kept while they are to be paid. */
export async function keptSeats(tx: Db<GroupBuyDb>, groupId: string, now: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('group_buy.member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_id', '=', groupId)
    .where('state', '=', 'held')
    .where('seat_until', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

interface Move {
  from: readonly MemberState[]
  to: MemberState
  /** When the order is to be told; only of `going` and `off`. */
  tryAt?: Date
  why?: 'full' | 'over'
  paid?: { fen: number; at: Date }
}
const setOf = ({ to, tryAt, why, paid }: Move) => ({
  state: to,
  try_at: tryAt ?? null,
  ...(why ? { why } : {}),
  ...(paid ? { paid_fen: paid.fen, paid_at: paid.at } : {}),
})

/** Moves one; false when it stands elsewhere. */
export async function moveMember(tx: Db<GroupBuyDb>, orderId: string, move: Move): Promise<boolean> {
  const row = await tx
    .updateTable('group_buy.member')
    .set(setOf(move))
    .where('order_id', '=', orderId)
    .where('state', 'in', [...move.from])
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Moves all of a group that stand there; gives whose they are. */
export async function moveMembers(tx: Db<GroupBuyDb>, groupId: string, move: Move): Promise<string[]> {
  const rows = await tx
    .updateTable('group_buy.member')
    .set(setOf(move))
    .where('group_id', '=', groupId)
    .where('state', 'in', [...move.from])
    .returning('shopper_id as shopperId')
    .execute()
  return rows.map((row) => row.shopperId)
}

export async function membersOf(db: Db<GroupBuyDb>, groupIds: readonly string[], states?: readonly MemberState[]) {
  if (groupIds.length === 0) return []
  let query = db.selectFrom('group_buy.member').select(columns).where(isAmong('group_id', groupIds))
  if (states) query = query.where('state', 'in', [...states])
  return query.orderBy('leader', 'desc').orderBy('created_at').execute()
}

export async function membershipsOf(db: Db<GroupBuyDb>, shopperId: string, query: { before: string | undefined; limit: number }) {
  let rows = db
    .selectFrom('group_buy.member')
    .innerJoin('group_buy.group as g', 'g.id', 'group_buy.member.group_id')
    .select(['order_id as orderId', 'group_id as groupId', 'leader'])
    .where('shopper_id', '=', shopperId)
    .where('g.state', 'in', ['open', 'completed', 'failed'])
    .where('paid_fen', '>', 0)
  if (query.before)
    rows = rows.where(
      sql<boolean>`(group_buy.member.created_at, order_id) < (select created_at, order_id from group_buy.member
        where order_id = ${query.before}::uuid and shopper_id = ${shopperId}::uuid)`,
    )
  return rows.orderBy('group_buy.member.created_at', 'desc').orderBy('order_id', 'desc').limit(query.limit).execute()
}

/** What is to be told to orders, claimed for so long; what fails is due again then. */
export async function claimToTell(db: Db<GroupBuyDb>, claim: { now: Date; until: Date; limit: number }) {
  const { rows } = await sql<{ orderId: string; state: 'going' | 'off'; why: 'full' | 'over' | '' }>`
    update group_buy.member set try_at = ${claim.until} where order_id in (
      select order_id from group_buy.member where try_at <= ${claim.now} order by try_at limit ${claim.limit} for update skip locked
    ) returning order_id as "orderId", state, why`.execute(db)
  return rows
}

/** Seats that nobody ever heard of again. */
export async function lapsedMembers(tx: Db<GroupBuyDb>, now: Date, limit: number) {
  return tx
    .selectFrom('group_buy.member')
    .select(['order_id as orderId'])
    .where('state', '=', 'held')
    .where('lapse_at', '<=', now)
    .limit(limit)
    .execute()
}

/** Counts one seat more of a person, if, and only if, that stays within the limit; exact under any concurrency. */
export async function countSeat(tx: Db<GroupBuyDb>, of: { campaignId: string; shopperId: string; most: number }): Promise<boolean> {
  await tx
    .insertInto('group_buy.person')
    .values({ campaign_id: of.campaignId, shopper_id: of.shopperId, taken: 0, most: of.most })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'shopper_id']).doNothing())
    .execute()
  const row = await tx
    .updateTable('group_buy.person')
    .set((eb) => ({ taken: eb('taken', '+', 1), most: of.most }))
    .where('campaign_id', '=', of.campaignId)
    .where('shopper_id', '=', of.shopperId)
    .where(sql<boolean>`taken + 1 <= ${of.most}`)
    .returning('taken')
    .executeTakeFirst()
  return row !== undefined
}

export async function seatsHad(db: Db<GroupBuyDb>, campaignId: string, shopperId: string): Promise<number> {
  const row = await db
    .selectFrom('group_buy.person')
    .select('taken')
    .where('campaign_id', '=', campaignId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
  return row?.taken ?? 0
}

/** These seats count no more. */
export async function uncountSeats(tx: Db<GroupBuyDb>, campaignId: string, shopperIds: readonly string[]): Promise<void> {
  // In one order for everybody, so that two groups that end at once never wait for each other.
  for (const shopperId of [...shopperIds].sort())
    await tx
      .updateTable('group_buy.person')
      .set((eb) => ({ taken: eb('taken', '-', 1) }))
      .where('campaign_id', '=', campaignId)
      .where('shopper_id', '=', shopperId)
      .execute()
}
