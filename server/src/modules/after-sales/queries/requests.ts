import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { RequestState } from '../contract.ts'
import type { AfterSalesDb } from '../db.ts'
import type { Reason } from '../reasons.ts'

export async function requestByKey(db: Db<AfterSalesDb>, shopperId: string, requestKey: string) {
  return db
    .selectFrom('after_sales.request')
    .select(['id', 'body_hash as bodyHash'])
    .where('shopper_id', '=', shopperId)
    .where('request_key', '=', requestKey)
    .executeTakeFirst()
}

const columns = [
  'id',
  'number',
  'order_id as orderId',
  'order_number as orderNumber',
  'shop_id as shopId',
  'shop_name as shopName',
  'shopper_id as shopperId',
  'kind',
  'reason',
  'note',
  'pictures',
  'state',
  'due_at as dueAt',
  'amount_fen as amountFen',
  'freight_fen as freightFen',
  'with_freight as withFreight',
  'automatic',
  'return_to as returnTo',
  'return_carrier as returnCarrier',
  'return_tracking as returnTracking',
  'return_signed_at as returnSignedAt',
  'inspection',
  'resend_carrier as resendCarrier',
  'resend_tracking as resendTracking',
  'stuck',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const

interface ReturnTo {
  name: string
  phone: string
  address: string
}

/** A request by id; of a shop or a shopper where one is given. */
export async function findRequest(db: Db<AfterSalesDb>, id: string, whose: { shopId?: string; shopperId?: string } = {}) {
  let query = db.selectFrom('after_sales.request').select(columns).where('id', '=', id)
  if (whose.shopId) query = query.where('shop_id', '=', whose.shopId)
  if (whose.shopperId) query = query.where('shopper_id', '=', whose.shopperId)
  const row = await query.executeTakeFirst()
  return row && typed(row)
}
export type RequestRecord = NonNullable<Awaited<ReturnType<typeof findRequest>>>

/** The JSON columns and the reason were written from parsed input only. */
function typed<R extends { pictures: unknown; returnTo: unknown; reason: string }>(row: R) {
  return { ...row, pictures: row.pictures as Picture[], returnTo: row.returnTo as ReturnTo | null, reason: row.reason as Reason }
}

export async function linesOfRequests(db: Db<AfterSalesDb>, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('after_sales.request_line')
    .select([
      'request_id as requestId',
      'line_id as lineId',
      'sku_id as skuId',
      'product_id as productId',
      'title',
      'options',
      'picture',
      'quantity',
      'unshipped',
      'accepted',
      'restocked',
      'amount_fen as amountFen',
      'exchange_sku_id as exchangeSkuId',
      'exchange_options as exchangeOptions',
    ])
    .where('request_id', 'in', [...ids])
    .orderBy('request_id')
    .orderBy('position')
    .execute()
  // Written by insertRequest only.
  return rows.map((row) => ({
    ...row,
    options: row.options as string[],
    picture: row.picture as Picture,
    exchangeOptions: row.exchangeOptions as string[] | null,
  }))
}
export type RequestLine = Awaited<ReturnType<typeof linesOfRequests>>[number]

export interface RequestSet {
  dueAt: Date | null
  endedAt?: Date
  returnTo?: ReturnTo | null
  returnCarrier?: string
  returnTracking?: string
  inspection?: string
  resendCarrier?: string
  resendTracking?: string
}

/** Moves a request if it is in that state, and, for what comes by itself, if that is due; the row, or nothing. */
export async function moveRequest(
  tx: Db<AfterSalesDb>,
  step: { id: string; from: RequestState; to: RequestState; at: Date; dueBy?: Date | undefined; set: RequestSet },
) {
  const { set } = step
  let query = tx
    .updateTable('after_sales.request')
    .set({
      state: step.to,
      due_at: set.dueAt,
      updated_at: step.at,
      ...(set.endedAt ? { ended_at: set.endedAt } : {}),
      ...(set.returnTo === undefined ? {} : { return_to: set.returnTo && jsonb(set.returnTo) }),
      ...(set.returnCarrier ? { return_carrier: set.returnCarrier, return_tracking: set.returnTracking ?? null } : {}),
      ...(set.inspection === undefined ? {} : { inspection: set.inspection }),
      ...(set.resendCarrier ? { resend_carrier: set.resendCarrier, resend_tracking: set.resendTracking ?? null } : {}),
    })
    .where('id', '=', step.id)
    .where('state', '=', step.from)
  if (step.dueBy) query = query.where('due_at', '<=', step.dueBy)
  return query
    .returning(['id', 'number', 'order_id as orderId', 'shop_id as shopId', 'shopper_id as shopperId', 'kind', 'amount_fen as amountFen'])
    .executeTakeFirst()
}

export async function insertStep(
  tx: Db<AfterSalesDb>,
  step: {
    id: string
    requestId: string
    from: RequestState | null
    to: RequestState
    at: Date
    actor: AfterSalesDb['after_sales.step']['actor']
    actorName: string
    note: string
    pictures?: readonly Picture[] | undefined
  },
): Promise<void> {
  await tx
    .insertInto('after_sales.step')
    .values({
      id: step.id,
      request_id: step.requestId,
      from_state: step.from,
      to_state: step.to,
      at: step.at,
      actor: step.actor,
      actor_name: step.actorName,
      note: step.note,
      pictures: jsonb(step.pictures ?? []),
    })
    .execute()
}

export async function stepsOf(db: Db<AfterSalesDb>, requestId: string) {
  const rows = await db
    .selectFrom('after_sales.step')
    .select(['from_state as from', 'to_state as to', 'at', 'actor', 'actor_name as actorName', 'note', 'pictures'])
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  // Written by insertStep only.
  return rows.map((row) => ({
    ...row,
    from: row.from as RequestState | null,
    to: row.to as RequestState,
    pictures: row.pictures as Picture[],
  }))
}

/** Requests whose next step comes by itself now. */
export async function dueRequests(db: Db<AfterSalesDb>, now: Date, limit: number) {
  return db.selectFrom('after_sales.request').select('id').where('due_at', '<=', now).orderBy('due_at').limit(limit).execute()
}

export async function setAmounts(
  db: Db<AfterSalesDb>,
  id: string,
  exact: { amountFen: number; freightFen: number; lines: readonly { lineId: string; amountFen: number }[] },
): Promise<void> {
  await db
    .updateTable('after_sales.request')
    .set({ amount_fen: exact.amountFen, freight_fen: exact.freightFen })
    .where('id', '=', id)
    .execute()
  for (const line of exact.lines) {
    await db
      .updateTable('after_sales.request_line')
      .set({ amount_fen: line.amountFen })
      .where('request_id', '=', id)
      .where('line_id', '=', line.lineId)
      .execute()
  }
}

export interface ReturnPlace {
  locationId: string
  quantity: number
}

/** Where the pieces of a line go that do not go back to where they were sold from. */
export async function returnPlaces(db: Db<AfterSalesDb>, id: string, lineId: string): Promise<ReturnPlace[]> {
  return db
    .selectFrom('after_sales.return_place')
    .select(['location_id as locationId', 'quantity'])
    .where('request_id', '=', id)
    .where('line_id', '=', lineId)
    .orderBy('location_id')
    .execute()
}

export async function insertReturnPlaces(
  tx: Db<AfterSalesDb>,
  id: string,
  lines: readonly { lineId: string; to: readonly ReturnPlace[] }[],
): Promise<void> {
  const values = lines.flatMap(({ lineId, to }) =>
    to.map(({ locationId, quantity }) => ({ request_id: id, line_id: lineId, location_id: locationId, quantity })),
  )
  if (values.length > 0) await tx.insertInto('after_sales.return_place').values(values).execute()
}

export async function setInspected(
  tx: Db<AfterSalesDb>,
  id: string,
  line: { lineId: string; accepted: number; restocked: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('after_sales.request_line')
    .set({ accepted: line.accepted, restocked: line.restocked })
    .where('request_id', '=', id)
    .where('line_id', '=', line.lineId)
    .where('quantity', '>=', line.accepted)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The parcel that brings it back was signed for; the shop's time begins. */
export async function markSigned(db: Db<AfterSalesDb>, id: string, at: Date, dueAt: Date): Promise<void> {
  await db
    .updateTable('after_sales.request')
    .set({ return_signed_at: at, due_at: dueAt, updated_at: at })
    .where('id', '=', id)
    .where('state', '=', 'returning')
    .where('return_signed_at', 'is', null)
    .execute()
}

export async function setStuck(db: Db<AfterSalesDb>, id: string, set: { stuck: boolean; dueAt: Date | null }): Promise<void> {
  await db
    .updateTable('after_sales.request')
    .set({ stuck: set.stuck, due_at: set.dueAt })
    .where('id', '=', id)
    .where('state', '=', 'refunding')
    .execute()
}

/** What a shopper asked a shop for since then. */
export async function historyOf(db: Db<AfterSalesDb>, shopId: string, shopperId: string, since: Date) {
  return db
    .selectFrom('after_sales.request')
    .select([
      sql<number>`count(*)`.as('requests'),
      sql<number>`count(*) filter (where exists (select 1 from after_sales.step s where s.request_id = after_sales.request.id and s.to_state = 'rejected'))`.as(
        'rejected',
      ),
    ])
    .where('shop_id', '=', shopId)
    .where('shopper_id', '=', shopperId)
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow()
}

export { columns as requestColumns, typed as typedRequest }
