import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'shopper_id as shopperId',
  'parent_id as parentId',
  'code',
  'state',
  'name',
  'phone',
  'note',
  'reviewer',
  'reason',
  'applied_at as appliedAt',
  'decided_at as decidedAt',
] as const

const select = (db: Db<DistributionDb>) => db.selectFrom('distribution.distributor').select(columns)
export type DistributorRow = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>
export type DistributorState = DistributorRow['state']

export interface Applicant {
  id: string
  shopId: string
  shopperId: string
  parentId: string | null
  code: string
  state: 'applied' | 'approved'
  name: string
  phone: string
  note: string
  reviewer: string
  at: Date
}

/** False: the shopper has applied before, or the code is somebody's. */
export async function insertDistributor(db: Db<DistributionDb>, one: Applicant): Promise<boolean> {
  const row = await db
    .insertInto('distribution.distributor')
    .values({
      id: one.id,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      parent_id: one.parentId,
      code: one.code,
      state: one.state,
      name: one.name,
      phone: one.phone,
      note: one.note,
      reviewer: one.reviewer,
      applied_at: one.at,
      decided_at: one.state === 'approved' ? one.at : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Somebody who was rejected tries again. */
export async function applyAgain(
  db: Db<DistributionDb>,
  id: string,
  one: Pick<Applicant, 'state' | 'name' | 'phone' | 'note' | 'at'>,
): Promise<boolean> {
  const { name, phone, note, state, at } = one
  const row = await db
    .updateTable('distribution.distributor')
    .set({ name, phone, note, state, reason: '', reviewer: '', applied_at: at, decided_at: state === 'approved' ? at : null })
    .where('id', '=', id)
    .where('state', '=', 'rejected')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function distributorById(db: Db<DistributionDb>, id: string): Promise<DistributorRow | undefined> {
  return select(db).where('id', '=', id).executeTakeFirst()
}
export async function distributorByCode(db: Db<DistributionDb>, code: string): Promise<DistributorRow | undefined> {
  return select(db).where('code', '=', code).executeTakeFirst()
}
export async function distributorOf(
  db: Db<DistributionDb>,
  who: { shopId: string; shopperId: string },
): Promise<DistributorRow | undefined> {
  return select(db).where('shop_id', '=', who.shopId).where('shopper_id', '=', who.shopperId).executeTakeFirst()
}
export async function distributorsOf(db: Db<DistributionDb>, shopperId: string): Promise<DistributorRow[]> {
  return select(db).where('shopper_id', '=', shopperId).orderBy('applied_at').limit(100).execute()
}

interface Move {
  id: string
  shopId: string
  from: readonly DistributorState[]
  to: 'approved' | 'rejected' | 'stopped'
  reason: string
  reviewer: string
  at: Date
}

/** From one of these states to another; false when it is in none of them. */
export async function moveState(db: Db<DistributionDb>, move: Move): Promise<boolean> {
  const row = await db
    .updateTable('distribution.distributor')
    .set({ state: move.to, reason: move.reason, reviewer: move.reviewer, decided_at: move.at })
    .where('id', '=', move.id)
    .where('shop_id', '=', move.shopId)
    .where('state', 'in', [...move.from])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Changes of a shop's tree come one after another. */
export async function lockTree(tx: Db<DistributionDb>, shopId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`distribution.tree:${shopId}`}, 0))`.execute(tx)
}

/** Whether `id` stands somewhere above `below`, or is it. */
export async function isAbove(tx: Db<DistributionDb>, id: string, below: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive up as (
      select id, parent_id from distribution.distributor where id = ${below}::uuid
      union
      select d.id, d.parent_id from distribution.distributor d join up on d.id = up.parent_id
    ) select exists (select 1 from up where id = ${id}::uuid) as found`.execute(tx)
  return rows[0]?.found ?? false
}

export async function setParent(tx: Db<DistributionDb>, id: string, parentId: string | null): Promise<void> {
  await tx.updateTable('distribution.distributor').set({ parent_id: parentId }).where('id', '=', id).execute()
}

const figures = sql`
  (select count(*)::int from distribution.distributor c where c.parent_id = d.id and c.state = 'approved') as team,
  (select count(*)::int from distribution.customer c where c.distributor_id = d.id) as customers,
  coalesce(k.orders, 0)::int as orders, coalesce(k.gmv, 0)::bigint as "gmvFen", coalesce(k.earned, 0)::bigint as "earnedFen",
  coalesce((select a.balance from distribution.account a where a.owner = d.id and a.name = 'pending'), 0)::bigint as "pendingFen",
  coalesce((select a.balance from distribution.account a where a.owner = d.id and a.name = 'settled'), 0)::bigint as "settledFen",
  coalesce((select a.balance from distribution.account a where a.owner = d.id and a.name = 'debt'), 0)::bigint as "debtFen",
  coalesce((select sum(w.amount_fen) from distribution.withdrawal w where w.distributor_id = d.id), 0)::bigint as "withdrawnFen"`
const earned = sql`left join lateral (
  select count(distinct c.order_id) filter (where c.level = 1) as orders, sum(c.left_fen) filter (where c.level = 1) as gmv,
    sum(c.amount_fen - c.clawed_fen) as earned
  from distribution.commission c where c.distributor_id = d.id) k on true`
const selected = sql`d.id, d.shop_id as "shopId", d.shopper_id as "shopperId", d.parent_id as "parentId", d.code, d.state, d.name, d.phone, d.note,
  d.reviewer, d.reason, d.applied_at as "appliedAt", d.decided_at as "decidedAt", ${figures}`

export interface DistributorFigures extends DistributorRow {
  team: number
  customers: number
  orders: number
  gmvFen: number
  earnedFen: number
  pendingFen: number
  settledFen: number
  debtFen: number
  withdrawnFen: number
}

interface Board {
  shopId: string
  state?: DistributorState | undefined
  search?: string | undefined
  parentId?: string | undefined
  page: number
  pageSize: number
}

/** Distributors of a shop with what they brought, those who wait for an answer first. */
export async function board(db: Db<DistributionDb>, of: Board): Promise<{ items: DistributorFigures[]; total: number }> {
  const like = `%${(of.search ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const where = sql`d.shop_id = ${of.shopId}::uuid ${of.state ? sql`and d.state = ${of.state}` : sql``}
    ${of.parentId ? sql`and d.parent_id = ${of.parentId}::uuid` : sql``}
    ${of.search ? sql`and (d.name ilike ${like} or d.phone like ${like} or d.code = ${of.search})` : sql``}`
  const { rows: items } = await sql<DistributorFigures>`select ${selected} from distribution.distributor d ${earned} where ${where}
    order by d.state = 'applied' desc, d.applied_at desc, d.id desc limit ${of.pageSize} offset ${(of.page - 1) * of.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*) as total from distribution.distributor d where ${where}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

export async function figuresOf(db: Db<DistributionDb>, shopId: string, id: string): Promise<DistributorFigures | undefined> {
  const { rows } = await sql<DistributorFigures>`select ${selected} from distribution.distributor d ${earned}
    where d.shop_id = ${shopId}::uuid and d.id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** Shoppers behind these distributors. */
export async function shoppersBehind(db: Db<DistributionDb>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('distribution.distributor')
    .select(['id', 'shopper_id as shopperId'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.shopperId]))
}
