import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { GroupBuyDb } from '../db.ts'

const columns = [
  'id',
  'campaign_id as campaignId',
  'shop_id as shopId',
  'size',
  'state',
  'leader_id as leaderId',
  'paid',
  'virtual',
  'deadline',
  'created_at as createdAt',
  'opened_at as openedAt',
  'ended_at as endedAt',
] as const
export type GroupRow = NonNullable<Awaited<ReturnType<typeof groupOf>>>
export type GroupState = GroupRow['state']

export async function insertGroup(
  tx: Db<GroupBuyDb>,
  group: { id: string; campaignId: string; shopId: string; size: number; leaderId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('group_buy.group')
    .values({
      id: group.id,
      campaign_id: group.campaignId,
      shop_id: group.shopId,
      size: group.size,
      state: 'new',
      leader_id: group.leaderId,
      created_at: group.now,
    })
    .execute()
}

export async function groupOf(db: Db<GroupBuyDb>, id: string) {
  return db.selectFrom('group_buy.group').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The group, which nobody else changes until the transaction ends. */
export async function lockGroup(tx: Db<GroupBuyDb>, id: string): Promise<GroupRow | undefined> {
  return tx.selectFrom('group_buy.group').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Its leader has paid: from now on others can join. */
export async function openGroup(tx: Db<GroupBuyDb>, id: string, at: { now: Date; deadline: Date }): Promise<boolean> {
  const row = await tx
    .updateTable('group_buy.group')
    .set({ state: 'open', opened_at: at.now, deadline: at.deadline, ended_at: null })
    .where('id', '=', id)
    .where('state', 'in', ['new', 'void'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** One more has paid, if there is a seat; gives how many seats are left. */
export async function takeSeat(tx: Db<GroupBuyDb>, id: string): Promise<number | undefined> {
  const row = await tx
    .updateTable('group_buy.group')
    .set((eb) => ({ paid: eb('paid', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where(sql<boolean>`paid < size`)
    .returning(sql<number>`size - paid`.as('left'))
    .executeTakeFirst()
  return row?.left
}

/** One who had paid has left an open group. */
export async function leaveSeat(tx: Db<GroupBuyDb>, id: string): Promise<void> {
  await tx
    .updateTable('group_buy.group')
    .set((eb) => ({ paid: eb('paid', '-', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** An open group is complete: with its members, or filled up. */
export async function completeGroup(tx: Db<GroupBuyDb>, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('group_buy.group')
    .set({ state: 'completed', ended_at: now, virtual: sql<number>`size - paid` })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

export async function endGroup(tx: Db<GroupBuyDb>, id: string, end: { from: GroupState; to: 'failed' | 'void'; now: Date }): Promise<void> {
  await tx
    .updateTable('group_buy.group')
    .set({ state: end.to, ended_at: end.now })
    .where('id', '=', id)
    .where('state', '=', end.from)
    .execute()
}

/** Open groups whose time is over, taken by one worker at a time. */
export async function dueGroups(tx: Db<GroupBuyDb>, now: Date, limit: number) {
  return tx
    .selectFrom('group_buy.group as g')
    .innerJoin('group_buy.campaign as c', 'c.id', 'g.campaign_id')
    .select(['g.id', 'paid', 'size', 'campaign_id as campaignId', 'c.virtual_from as virtualFrom'])
    .where('state', '=', 'open')
    .where('deadline', '<=', now)
    .orderBy('deadline')
    .limit(limit)
    .forUpdate('g')
    .skipLocked()
    .execute()
}

const taken = (now: Date) => sql<number>`paid + (select count(*) from group_buy.member m
  where m.group_id = "group_buy"."group".id and m.state = 'held' and m.seat_until > ${now})`

export interface OpenGroupRow {
  id: string
  campaignId: string
  size: number
  paid: number
  deadline: Date
  leaderId: string
}
/** Groups of a campaign that can be joined, the fullest first. `not`: whose groups are left out. */
export async function openGroups(
  db: Db<GroupBuyDb>,
  query: { campaignId: string; size?: number; now: Date; not?: string; limit: number },
): Promise<OpenGroupRow[]> {
  let rows = db
    .selectFrom('group_buy.group')
    .select(['id', 'campaign_id as campaignId', 'size', 'paid', sql<Date>`deadline`.as('deadline'), 'leader_id as leaderId'])
    .where('campaign_id', '=', query.campaignId)
    .where('state', '=', 'open')
    .where('deadline', '>', query.now)
    .where(sql<boolean>`${taken(query.now)} < size`)
  if (query.size) rows = rows.where('size', '=', query.size)
  if (query.not)
    rows = rows.where(
      sql<boolean>`not exists (select 1 from group_buy.member m where m.group_id = "group_buy"."group".id and m.shopper_id = ${query.not}
        and m.state in ('held', 'joined', 'going', 'done'))`,
    )
  return rows
    .orderBy(sql`size - paid`)
    .orderBy('deadline')
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

export async function openCount(db: Db<GroupBuyDb>, campaignId: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('group_buy.group')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'open')
    .where('deadline', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

/** Groups that were opened, newest first. */
export async function groupsPage(
  db: Db<GroupBuyDb>,
  shopId: string,
  query: { page: number; pageSize: number; campaignId?: string | undefined; state?: 'open' | 'completed' | 'failed' | undefined },
) {
  let rows = db
    .selectFrom('group_buy.group')
    .where('shop_id', '=', shopId)
    .where('state', 'in', query.state ? [query.state] : ['open', 'completed', 'failed'])
  if (query.campaignId) rows = rows.where('campaign_id', '=', query.campaignId)
  const items = await rows
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function groupsById(db: Db<GroupBuyDb>, ids: readonly string[]): Promise<Map<string, GroupRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('group_buy.group').select(columns).where(isAmong('id', ids)).execute()
  return new Map(rows.map((row) => [row.id, row]))
}
