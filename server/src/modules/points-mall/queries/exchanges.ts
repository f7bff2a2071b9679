import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PointsMallDb } from '../db.ts'

const columns = [
  'id',
  'item_id as itemId',
  'shop_id as shopId',
  'shopper_id as shopperId',
  'kind',
  'title',
  'quantity',
  'points',
  'cash_fen as cashFen',
  'returned',
  'state',
  'why',
  'created_at as createdAt',
] as const
export type ExchangeRow = NonNullable<Awaited<ReturnType<typeof exchangeOf>>>

export async function exchangeOf(db: Db<PointsMallDb>, id: string, lock = false) {
  const query = db.selectFrom('points_mall.exchange').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}

export async function exchangeOfRequest(db: Db<PointsMallDb>, shopperId: string, requestId: string) {
  return db
    .selectFrom('points_mall.exchange')
    .select(columns)
    .where('shopper_id', '=', shopperId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

export interface NewExchange {
  id: string
  itemId: string
  shopId: string
  shopperId: string
  requestId: string | null
  kind: 'goods' | 'coupon' | 'card'
  title: string
  quantity: number
  points: number
  cashFen: number
  dueAt: Date
  now: Date
}

/** False: this request, or this order, has one. */
export async function insertExchange(tx: Db<PointsMallDb>, one: NewExchange): Promise<boolean> {
  const row = await tx
    .insertInto('points_mall.exchange')
    .values({
      id: one.id,
      item_id: one.itemId,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      request_id: one.requestId,
      kind: one.kind,
      title: one.title,
      quantity: one.quantity,
      points: one.points,
      cash_fen: one.cashFen,
      state: 'held',
      due_at: one.dueAt,
      created_at: one.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function endExchange(
  tx: Db<PointsMallDb>,
  id: string,
  end: { state: 'given' | 'lapsed' | 'over'; why?: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('points_mall.exchange')
    .set({ state: end.state, why: end.why ?? '', given_at: end.state === 'given' ? end.now : null })
    .where('id', '=', id)
    .execute()
}

/** Pieces that came back by one refund; false when it was told before. */
export async function noteReturn(
  tx: Db<PointsMallDb>,
  back: { refundKey: string; exchangeId: string; pieces: number; now: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('points_mall.given_back')
    .values({ refund_key: back.refundKey, exchange_id: back.exchangeId, pieces: back.pieces, at: back.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('refund_key')
    .executeTakeFirst()
  if (!row) return false
  await sql`update points_mall.exchange set returned = returned + ${back.pieces} where id = ${back.exchangeId}`.execute(tx)
  return true
}

/** Of goods: places whose time is over. Of the others: what somebody must go on with; handed out once in half a minute. */
export async function dueExchanges(db: Db<PointsMallDb>, now: Date, limit: number): Promise<ExchangeRow[]> {
  const { rows } = await sql<{ id: string }>`
    update points_mall.exchange set due_at = ${now}::timestamptz + interval '30 seconds'
    where id in (select id from points_mall.exchange where state = 'held' and due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    returning id`.execute(db)
  if (rows.length === 0) return []
  return db
    .selectFrom('points_mall.exchange')
    .select(columns)
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
}

export async function myExchanges(
  db: Db<PointsMallDb>,
  of: { shopperId: string; before: string | undefined; limit: number },
): Promise<ExchangeRow[]> {
  let query = db.selectFrom('points_mall.exchange').select(columns).where('shopper_id', '=', of.shopperId)
  if (of.before) query = query.where('id', '<', of.before)
  return query.orderBy('id', 'desc').limit(of.limit).execute()
}

export async function exchangePage(db: Db<PointsMallDb>, itemId: string, page: { limit: number; offset: number }) {
  const query = db.selectFrom('points_mall.exchange').where('item_id', '=', itemId)
  const items = await query
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** Items and persons whose pieces are not those of their exchanges; what was forgotten on its way. */
export async function countsOff(db: Db<PointsMallDb>, before: Date): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select i.id::text as id, format('taken %s, exchanges %s', i.taken, coalesce(e.pieces, 0)) as text from points_mall.item i
      left join (select item_id, sum(quantity - returned) as pieces from points_mall.exchange where state in ('held', 'given') group by 1) e on e.item_id = i.id
      where i.taken <> coalesce(e.pieces, 0)
    union all
    select coalesce(p.shopper_id, e.shopper_id)::text, format('counts %s, exchanges %s', p.taken, e.pieces) from points_mall.person p
      full join (select item_id, shopper_id, sum(quantity - returned) as pieces from points_mall.exchange where state in ('held', 'given') group by 1, 2) e
        on e.item_id = p.item_id and e.shopper_id = p.shopper_id
      where coalesce(p.taken, 0) <> coalesce(e.pieces, 0)
    union all
    select id::text, format('held, due since %s', due_at) from points_mall.exchange where state = 'held' and due_at < ${before}`.execute(db)
  return rows
}

/** Whose points must be gone by now, for a check over modules. */
export async function givenKeys(db: Db<PointsMallDb>, before: Date): Promise<{ id: string; points: number }[]> {
  const { rows } = await sql<{ id: string; points: number }>`select id::text as id, (points * (quantity - returned))::bigint as points
    from points_mall.exchange where state = 'given' and given_at < ${before} order by given_at desc limit 1000`.execute(db)
  return rows
}
