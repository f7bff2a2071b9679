import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

const columns = sql`r.id, r.sample_id as "sampleId", r.shop_id as "shopId", r.distributor_id as "distributorId", r.shopper_id as "shopperId", r.state,
  r.note, r.order_id as "orderId", r.due_at as "dueAt", r.proof, r.reason, r.reward_fen as "rewardFen", r.asked_at as "askedAt",
  coalesce((select sum(c.quantity * c.left_fen / c.base_fen) from distribution.commission c
    where c.distributor_id = r.distributor_id and c.level = 1 and c.product_id = s.product_id and c.paid_at >= r.bought_at), 0)::int as sold`

export interface RequestRow {
  id: string
  sampleId: string
  shopId: string
  distributorId: string
  shopperId: string
  state: DistributionDb['distribution.sample_request']['state']
  note: string
  orderId: string | null
  dueAt: Date | null
  proof: string
  reason: string
  rewardFen: number
  askedAt: Date
  sold: number
}
export type RequestState = RequestRow['state']

const from = sql`distribution.sample_request r join distribution.sample s on s.id = r.sample_id`

export async function requestById(db: Db<DistributionDb>, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${columns} from ${from} where r.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export async function requestOfOrder(db: Db<DistributionDb>, orderId: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${columns} from ${from} where r.order_id = ${orderId}::uuid`.execute(db)
  return rows[0]
}

export async function requestsOf(db: Db<DistributionDb>, distributorId: string): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`select ${columns} from ${from} where r.distributor_id = ${distributorId}::uuid
    order by r.asked_at desc limit 200`.execute(db)
  return rows
}

export async function requestsPage(db: Db<DistributionDb>, of: { sampleId: string; page: number; pageSize: number }) {
  const { rows: items } = await sql<RequestRow>`select ${columns} from ${from} where r.sample_id = ${of.sampleId}::uuid
    order by r.state in ('asked', 'proved') desc, r.asked_at desc, r.id limit ${of.pageSize} offset ${(of.page - 1) * of.pageSize}`.execute(
    db,
  )
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from distribution.sample_request where sample_id = ${of.sampleId}::uuid`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

export async function insertRequest(
  db: Db<DistributionDb>,
  one: Pick<RequestRow, 'id' | 'sampleId' | 'shopId' | 'distributorId' | 'shopperId' | 'note' | 'rewardFen'> & { at: Date },
): Promise<void> {
  await db
    .insertInto('distribution.sample_request')
    .values({
      id: one.id,
      sample_id: one.sampleId,
      shop_id: one.shopId,
      distributor_id: one.distributorId,
      shopper_id: one.shopperId,
      state: 'asked',
      note: one.note,
      reward_fen: one.rewardFen,
      asked_at: one.at,
    })
    .onConflict((conflict) => conflict.columns(['sample_id', 'distributor_id']).doNothing())
    .execute()
}

interface Move {
  from: readonly RequestState[]
  to: RequestState
  set?: { order_id?: string; held_until?: Date; due_at?: Date; bought_at?: Date; proof?: string; reason?: string; reviewer?: string }
  at: Date
  /** Only with this order. */
  orderId?: string
}
const ends: readonly RequestState[] = ['rewarded', 'rejected', 'failed']

/** From one of these states to another, once; what it was in before, or nothing when it is in none of them. */
export async function moveRequest(tx: Db<DistributionDb>, id: string, move: Move): Promise<{ sampleId: string } | undefined> {
  let query = tx
    .updateTable('distribution.sample_request')
    .set({ held_until: null, ...move.set, state: move.to, ended_at: ends.includes(move.to) ? move.at : null })
    .where('id', '=', id)
    .where('state', 'in', [...move.from])
  if (move.orderId) query = query.where('order_id', '=', move.orderId)
  return query.returning('sample_id as sampleId').executeTakeFirst()
}

/** Orders of samples that nobody paid in time: they can be ordered again. Returns how many. */
export async function releaseHeld(db: Db<DistributionDb>, now: Date): Promise<number> {
  const result = await db
    .updateTable('distribution.sample_request')
    .set({ state: 'approved', held_until: null })
    .where('state', '=', 'ordered')
    .where('held_until', '<=', now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Requests whose sample has ended, or whose time for the task is over. */
export async function overdue(db: Db<DistributionDb>, now: Date, limit: number): Promise<{ id: string; state: RequestState }[]> {
  const { rows } = await sql<{ id: string; state: RequestState }>`
    select r.id, r.state from ${from} where r.state in ('asked', 'approved') and s.ends_at <= ${now}
      or r.state = 'bought' and r.due_at <= ${now} limit ${limit}`.execute(db)
  return rows
}
