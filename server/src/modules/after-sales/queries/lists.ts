import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { RequestState } from '../contract.ts'
import type { AfterSalesDb } from '../db.ts'
import { ended } from '../transitions.ts'
import { requestColumns, typedRequest } from './requests.ts'

/** A shopper's requests, newest first, from behind that place on. */
export async function shopperPage(
  db: Db<AfterSalesDb>,
  filter: { shopperId: string; tab: string; orderId?: string | undefined; before?: { at: Date; id: string } | undefined; limit: number },
) {
  let query = db.selectFrom('after_sales.request').select(requestColumns).where('shopper_id', '=', filter.shopperId)
  if (filter.tab === 'open') query = query.where('state', 'not in', [...ended])
  if (filter.tab === 'ended') query = query.where('state', 'in', [...ended])
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId)
  if (filter.before) query = query.where(sql<boolean>`(created_at, id) < (${filter.before.at}, ${filter.before.id}::uuid)`)
  return (await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()).map(typedRequest)
}

const tabs: Record<string, readonly RequestState[]> = {
  to_decide: ['requested'],
  to_ship_back: ['approved'],
  to_receive: ['returning'],
  to_resend: ['exchanging'],
  refunding: ['refunding'],
  stuck: ['refunding'],
  disputed: ['disputed'],
  ended,
}
export interface ShopFilter {
  /** Without one: of all shops, for the platform. */
  shopId?: string | undefined
  tab: string
  search?: string | undefined
  orderId?: string | undefined
  decided?: boolean | undefined
}

export async function shopPage(db: Db<AfterSalesDb>, filter: ShopFilter, page: { limit: number; offset: number }) {
  let query = db.selectFrom('after_sales.request')
  if (filter.shopId) query = query.where('shop_id', '=', filter.shopId)
  const states = tabs[filter.tab]
  if (states) query = query.where('state', 'in', [...states])
  if (filter.tab === 'stuck') query = query.where('stuck', '=', true)
  if (filter.orderId) query = query.where('order_id', '=', filter.orderId)
  if (filter.search)
    query = query.where((eb) => eb.or([eb('number', '=', filter.search ?? ''), eb('order_number', '=', filter.search ?? '')]))
  if (filter.decided)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('after_sales.dispute as d')
          .select('d.id')
          .whereRef('d.request_id', '=', 'after_sales.request.id')
          .where('d.decided_at', 'is not', null),
      ),
    )
  // What comes by itself soonest is what needs a person soonest.
  const rows = await query
    .select(requestColumns)
    .orderBy(filter.tab === 'all' || filter.tab === 'ended' ? sql`created_at desc` : sql`due_at asc nulls last, created_at desc`)
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows.map(typedRequest), total }
}

export async function shopCounts(db: Db<AfterSalesDb>, shopId: string) {
  return db
    .selectFrom('after_sales.request')
    .select(['state', sql<number>`count(*)`.as('count'), sql<number>`count(*) filter (where stuck)`.as('stuck')])
    .where('shop_id', '=', shopId)
    .where('state', 'not in', [...ended])
    .groupBy('state')
    .execute()
}
