import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { AfterSalesDb } from '../db.ts'

const columns = [
  'id',
  'number',
  'order_id as orderId',
  'order_number as orderNumber',
  'line_id as lineId',
  'shop_id as shopId',
  'shop_name as shopName',
  'shopper_id as shopperId',
  'title',
  'picture',
  'note',
  'pictures',
  'state',
  'answer_by as answerBy',
  'escalated_at as escalatedAt',
  'answered_at as answeredAt',
  'answered_by as answeredBy',
  'answer',
  'compensation_fen as compensationFen',
  'compensation_state as compensationState',
  'created_at as createdAt',
  'closed_at as closedAt',
] as const

/** Written by insertComplaint only. */
const typed = <R extends { picture: unknown; pictures: unknown }>(row: R) => ({
  ...row,
  picture: row.picture as Picture,
  pictures: row.pictures as Picture[],
})
export type ComplaintRecord = NonNullable<Awaited<ReturnType<typeof findComplaint>>>

export async function findComplaint(db: Db<AfterSalesDb>, id: string, whose: { shopId?: string; shopperId?: string }) {
  let query = db.selectFrom('after_sales.complaint').select(columns).where('id', '=', id)
  if (whose.shopId) query = query.where('shop_id', '=', whose.shopId)
  if (whose.shopperId) query = query.where('shopper_id', '=', whose.shopperId)
  const row = await query.executeTakeFirst()
  return row && typed(row)
}

export async function complaintByKey(db: Db<AfterSalesDb>, shopperId: string, requestKey: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('after_sales.complaint')
    .select('id')
    .where('shopper_id', '=', shopperId)
    .where('request_key', '=', requestKey)
    .executeTakeFirst()
  return row?.id
}

export interface NewComplaint {
  id: string
  number: string
  requestKey: string
  orderId: string
  orderNumber: string
  lineId: string
  shopId: string
  shopName: string
  shopperId: string
  title: string
  picture: Picture
  note: string
  pictures: readonly Picture[]
  answerBy: Date
  at: Date
}

/** False: the same key, or another complaint about this line, is open. */
export async function insertComplaint(tx: Db<AfterSalesDb>, one: NewComplaint): Promise<boolean> {
  const row = await tx
    .insertInto('after_sales.complaint')
    .values({
      id: one.id,
      number: one.number,
      request_key: one.requestKey,
      order_id: one.orderId,
      order_number: one.orderNumber,
      line_id: one.lineId,
      shop_id: one.shopId,
      shop_name: one.shopName,
      shopper_id: one.shopperId,
      title: one.title,
      picture: jsonb(one.picture),
      note: one.note,
      pictures: jsonb(one.pictures),
      state: 'open',
      answer_by: one.answerBy,
      created_at: one.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Answers an open complaint, once. */
export async function answer(
  tx: Db<AfterSalesDb>,
  id: string,
  set: { answer: string; by: string; at: Date; compensationFen: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('after_sales.complaint')
    .set({
      state: 'answered',
      answer: set.answer,
      answered_by: set.by,
      answered_at: set.at,
      compensation_fen: set.compensationFen,
      compensation_state: set.compensationFen > 0 ? 'asked' : 'none',
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function markCompensation(tx: Db<AfterSalesDb>, id: string, state: 'given' | 'refused'): Promise<boolean> {
  const result = await tx
    .updateTable('after_sales.complaint')
    .set({ compensation_state: state })
    .where('id', '=', id)
    .where('compensation_state', '=', 'asked')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function close(db: Db<AfterSalesDb>, id: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('after_sales.complaint')
    .set({ state: 'closed', closed_at: at })
    .where('id', '=', id)
    .where('state', '<>', 'closed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Open complaints whose time is over, each once. */
export async function escalate(tx: Db<AfterSalesDb>, now: Date, limit: number) {
  return tx
    .updateTable('after_sales.complaint')
    .set({ escalated_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('after_sales.complaint')
        .select('id')
        .where('state', '=', 'open')
        .where('escalated_at', 'is', null)
        .where('answer_by', '<=', now)
        .orderBy('answer_by')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id as complaintId', 'number', 'shop_id as shopId', 'shopper_id as shopperId', 'order_id as orderId'])
    .execute()
}

export async function shopperComplaints(
  db: Db<AfterSalesDb>,
  filter: { shopperId: string; before?: { at: Date; id: string } | undefined; limit: number },
) {
  let query = db.selectFrom('after_sales.complaint').select(columns).where('shopper_id', '=', filter.shopperId)
  if (filter.before) query = query.where(sql<boolean>`(created_at, id) < (${filter.before.at}, ${filter.before.id}::uuid)`)
  return (await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()).map(typed)
}

export async function shopComplaints(db: Db<AfterSalesDb>, shopId: string, tab: string, page: { limit: number; offset: number }) {
  let query = db.selectFrom('after_sales.complaint').where('shop_id', '=', shopId)
  if (tab === 'escalated') query = query.where('state', '=', 'open').where('escalated_at', 'is not', null)
  else if (tab === 'open' || tab === 'answered' || tab === 'closed') query = query.where('state', '=', tab)
  const rows = await query
    .select(columns)
    .orderBy(tab === 'open' || tab === 'escalated' ? sql`answer_by asc` : sql`created_at desc`)
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows.map(typed), total }
}
