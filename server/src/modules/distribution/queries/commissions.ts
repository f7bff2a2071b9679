import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'order_id as orderId',
  'order_number as orderNumber',
  'line_id as lineId',
  'level',
  'distributor_id as distributorId',
  'buyer_id as buyerId',
  'product_id as productId',
  'title',
  'quantity',
  'base_fen as baseFen',
  'left_fen as leftFen',
  'rate_bps as rateBps',
  'amount_fen as amountFen',
  'clawed_fen as clawedFen',
  'state',
  'paid_at as paidAt',
  'settled_at as settledAt',
] as const

const select = (db: Db<DistributionDb>) => db.selectFrom('distribution.commission').select(columns)
export type CommissionRow = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export interface NewCommission {
  id: string
  shopId: string
  orderId: string
  orderNumber: string
  lineId: string
  level: 1 | 2
  distributorId: string
  buyerId: string
  productId: string
  title: string
  quantity: number
  baseFen: number
  rateBps: number
  amountFen: number
  paidAt: Date
}

/** False: that line has its commission of this level. */
export async function insertCommission(tx: Db<DistributionDb>, one: NewCommission): Promise<boolean> {
  const row = await tx
    .insertInto('distribution.commission')
    .values({
      id: one.id,
      shop_id: one.shopId,
      order_id: one.orderId,
      order_number: one.orderNumber,
      line_id: one.lineId,
      level: one.level,
      distributor_id: one.distributorId,
      buyer_id: one.buyerId,
      product_id: one.productId,
      title: one.title,
      quantity: one.quantity,
      base_fen: one.baseFen,
      left_fen: one.baseFen,
      rate_bps: one.rateBps,
      amount_fen: one.amountFen,
      state: 'pending',
      paid_at: one.paidAt,
    })
    .onConflict((conflict) => conflict.columns(['line_id', 'level']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function commissionsOfOrder(db: Db<DistributionDb>, orderId: string): Promise<CommissionRow[]> {
  return select(db).where('order_id', '=', orderId).orderBy('id').execute()
}

/** A commission that nobody else changes until the transaction ends. */
export async function lockCommission(tx: Db<DistributionDb>, id: string): Promise<CommissionRow | undefined> {
  return select(tx).where('id', '=', id).forUpdate().executeTakeFirst()
}

/** What is left of the money, and what is taken back of the commission for it; never less than before. */
export async function clawTo(
  tx: Db<DistributionDb>,
  id: string,
  to: { leftFen: number; clawedFen: number; void: boolean },
): Promise<boolean> {
  let query = tx
    .updateTable('distribution.commission')
    .set({ left_fen: to.leftFen, clawed_fen: to.clawedFen, ...(to.void ? { state: 'void' as const, check_at: null } : {}) })
    .where('id', '=', id)
    .where('left_fen', '>', to.leftFen)
  if (to.void) query = query.where('state', '=', 'pending')
  return (await query.returning('id').executeTakeFirst()) !== undefined
}

/** From pending to settled, once. */
export async function settleOne(tx: Db<DistributionDb>, id: string, at: Date): Promise<boolean> {
  const row = await tx
    .updateTable('distribution.commission')
    .set({ state: 'settled', settled_at: at, check_at: null })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** When to look at an order's commission again. */
export async function lookAt(db: Db<DistributionDb>, orderId: string, at: Date): Promise<void> {
  await db
    .updateTable('distribution.commission')
    .set({ check_at: at })
    .where('order_id', '=', orderId)
    .where('state', '=', 'pending')
    .execute()
}

/** Orders whose commission may be settled by now. */
export async function dueOrders(db: Db<DistributionDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('distribution.commission')
    .select('order_id as orderId')
    .where('state', '=', 'pending')
    .where('check_at', '<=', now)
    .groupBy('order_id')
    .orderBy(sql`min(check_at)`)
    .limit(limit)
    .execute()
  return rows.map((row) => row.orderId)
}

interface Page {
  shopId: string
  state?: CommissionRow['state'] | undefined
  search?: string | undefined
  distributorId?: string | undefined
  page: number
  pageSize: number
}

export async function commissionsPage(db: Db<DistributionDb>, of: Page): Promise<{ items: CommissionRow[]; total: number }> {
  let query = db.selectFrom('distribution.commission').where('shop_id', '=', of.shopId)
  if (of.state) query = query.where('state', '=', of.state)
  if (of.distributorId) query = query.where('distributor_id', '=', of.distributorId)
  if (of.search) {
    const like = `%${of.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((eb) => eb.or([eb('order_number', 'like', like), eb('title', 'ilike', like)]))
  }
  const items = await query
    .select(columns)
    .orderBy('paid_at', 'desc')
    .orderBy('id', 'desc')
    .limit(of.pageSize)
    .offset((of.page - 1) * of.pageSize)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** A distributor's own, newest first, those after one. */
export async function ownCommissions(
  db: Db<DistributionDb>,
  of: { distributorId: string; state: CommissionRow['state'] | undefined; offset: number; limit: number },
): Promise<CommissionRow[]> {
  let query = select(db).where('distributor_id', '=', of.distributorId)
  if (of.state) query = query.where('state', '=', of.state)
  return query.orderBy('paid_at', 'desc').orderBy('id', 'desc').limit(of.limit).offset(of.offset).execute()
}
