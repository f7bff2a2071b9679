import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

export async function questionsOf(db: Db<OrderDb>, productIds: readonly string[]) {
  if (productIds.length === 0) return []
  return db
    .selectFrom('order.question')
    .select(['product_id as productId', 'questions'])
    .where('product_id', 'in', [...productIds])
    .execute()
}

export async function questionsOfShop(db: Db<OrderDb>, shopId: string, page: { limit: number; offset: number }) {
  const query = db
    .selectFrom('order.question')
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`jsonb_array_length(questions) > 0`)
  const rows = await query
    .select(['product_id as productId', 'questions', 'updated_at as updatedAt'])
    .orderBy('updated_at', 'desc')
    .orderBy('product_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export async function putQuestions(
  db: Db<OrderDb>,
  put: { productId: string; shopId: string; questions: readonly object[]; now: Date },
): Promise<void> {
  const columns = { shop_id: put.shopId, questions: jsonb(put.questions), updated_at: put.now }
  await db
    .insertInto('order.question')
    .values({ product_id: put.productId, ...columns })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet(columns))
    .execute()
}

export async function insertGift(db: Db<OrderDb>, gift: { orderId: string; token: string; message: string }): Promise<void> {
  await db.insertInto('order.gift').values({ order_id: gift.orderId, token: gift.token, message: gift.message, state: 'waiting' }).execute()
}

const columns = [
  'order_id as orderId',
  'token',
  'message',
  'state',
  'claim_before as claimBefore',
  'claimed_by as claimedBy',
  'claimed_at as claimedAt',
] as const

export async function giftByToken(db: Db<OrderDb>, token: string) {
  return db.selectFrom('order.gift').select(columns).where('token', '=', token).executeTakeFirst()
}

export async function giftOf(db: Db<OrderDb>, orderId: string) {
  return db.selectFrom('order.gift').select(columns).where('order_id', '=', orderId).executeTakeFirst()
}

export type GiftRow = NonNullable<Awaited<ReturnType<typeof giftOf>>>

/** From now on the friend can say where it goes. */
export async function openGift(db: Db<OrderDb>, orderId: string, claimBefore: Date): Promise<void> {
  await db
    .updateTable('order.gift')
    .set({ claim_before: claimBefore })
    .where('order_id', '=', orderId)
    .where('claim_before', 'is', null)
    .execute()
}

/** The first one has it; false for everybody else, and after the time for it. */
export async function takeGift(db: Db<OrderDb>, orderId: string, by: { shopperId: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('order.gift')
    .set({ state: 'claimed', claimed_by: by.shopperId, claimed_at: by.now })
    .where('order_id', '=', orderId)
    .where('state', '=', 'waiting')
    .where('claim_before', '>', by.now)
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends gifts that nobody came for in time. */
export async function expireGifts(db: Db<OrderDb>, now: Date): Promise<number> {
  const result = await db
    .updateTable('order.gift')
    .set({ state: 'expired' })
    .where('state', '=', 'waiting')
    .where('claim_before', '<=', now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Orders whose gift has ended unclaimed and whose money has not been sent back. */
export async function expiredButPaid(db: Db<OrderDb>, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('order.gift as g')
    .innerJoin('order.order as o', 'o.id', 'g.order_id')
    .select('o.id')
    .where('g.state', '=', 'expired')
    .where('o.state', 'in', ['paid', 'preparing'])
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Gifts that left the shop although nobody has said where to. */
export async function giftsOff(db: Db<OrderDb>): Promise<{ id: string; text: string }[]> {
  const rows = await db
    .selectFrom('order.gift as g')
    .innerJoin('order.order as o', 'o.id', 'g.order_id')
    .select(['o.id', 'o.state', 'g.state as gift'])
    .where('g.state', '<>', 'claimed')
    .where('o.state', 'in', ['preparing', 'partly_shipped', 'shipped', 'received', 'completed'])
    .execute()
  return rows.map((row) => ({ id: row.id, text: `order is ${row.state}, its gift is ${row.gift}` }))
}
