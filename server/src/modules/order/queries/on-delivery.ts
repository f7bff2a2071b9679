import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'
import type { AddressRow } from './read.ts'

export interface Settings {
  enabled: boolean
  maxFen: number | null
  regionCodes: string[]
}

export async function settingsOfShops(db: Db<OrderDb>, shopIds: readonly string[]): Promise<Map<string, Settings>> {
  const rows = await db
    .selectFrom('order.on_delivery_setting')
    .select(['shop_id as shopId', 'enabled', 'max_fen as maxFen', 'region_codes as regionCodes'])
    .where('shop_id', 'in', [...shopIds])
    .execute()
  return new Map(rows.map(({ shopId, ...settings }) => [shopId, settings]))
}

export async function putSettings(db: Db<OrderDb>, shopId: string, settings: Settings): Promise<void> {
  const columns = { enabled: settings.enabled, max_fen: settings.maxFen, region_codes: settings.regionCodes }
  await db
    .insertInto('order.on_delivery_setting')
    .values({ shop_id: shopId, ...columns })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(columns))
    .execute()
}

/** The orders of a checkout, with what decides whether they can be paid on delivery. */
export async function candidates(db: Db<OrderDb>, checkoutId: string) {
  const rows = await db
    .selectFrom('order.order')
    .leftJoin('order.on_delivery_setting as setting', 'setting.shop_id', 'order.order.shop_id')
    .select([
      'id',
      'number',
      'order.order.shop_id as shopId',
      'payable_fen as payableFen',
      'state',
      'address',
      'setting.enabled',
      'setting.max_fen as maxFen',
      'setting.region_codes as regionCodes',
      sql<boolean>`exists (select 1 from "order".line l where l.order_id = "order"."order".id and l.delivery <> 'parcel')`.as('virtual'),
      sql<boolean>`exists (select 1 from "order".gift g where g.order_id = "order"."order".id)`.as('gift'),
      sql<boolean>`play_kind is not null`.as('play'),
    ])
    .where('checkout_id', '=', checkoutId)
    .orderBy('id')
    .execute()
  return rows.map(({ enabled, maxFen, regionCodes, ...row }) => ({
    ...row,
    address: row.address as AddressRow, // written by insertOrder only
    settings: { enabled: enabled ?? false, maxFen, regionCodes: regionCodes ?? [] } satisfies Settings,
  }))
}

/** The shopper's word, once for a checkout; the one that is there. */
export async function insertPromise(
  tx: Db<OrderDb>,
  promise: { checkoutId: string; shopperId: string; requestId: string; now: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('order.promise')
    .values({
      checkout_id: promise.checkoutId,
      shopper_id: promise.shopperId,
      request_id: promise.requestId,
      state: 'asked',
      at: promise.now,
    })
    .onConflict((conflict) => conflict.column('checkout_id').doNothing())
    .returning('checkout_id')
    .executeTakeFirst()
  return row !== undefined
}

/** To its end; one that has ended stays as it is. */
export async function endPromise(tx: Db<OrderDb>, checkoutId: string, state: 'kept' | 'dropped'): Promise<void> {
  await tx.updateTable('order.promise').set({ state }).where('checkout_id', '=', checkoutId).where('state', '=', 'asked').execute()
}

export async function insertCollection(
  tx: Db<OrderDb>,
  one: { orderId: string; shopId: string; amountFen: number; now: Date },
): Promise<void> {
  await tx
    .insertInto('order.collection')
    .values({ order_id: one.orderId, shop_id: one.shopId, amount_fen: one.amountFen, state: 'due', promised_at: one.now })
    .execute()
}

const columns = [
  'order_id as orderId',
  'state',
  'amount_fen as amountFen',
  'request_key as requestKey',
  'how',
  'staff_name as staffName',
  'note',
  'restock',
  'promised_at as promisedAt',
  'ended_at as endedAt',
] as const

export type CollectionRow = NonNullable<Awaited<ReturnType<typeof collectionOf>>>

export async function collectionOf(db: Db<OrderDb>, orderId: string) {
  return db.selectFrom('order.collection').select(columns).where('order_id', '=', orderId).executeTakeFirst()
}

export interface End {
  state: 'collected' | 'refused' | 'cancelled'
  requestKey: string | null
  how: 'cash' | 'scan' | null
  staffName: string
  note: string
  restock: boolean
  now: Date
}

/** From due to its end, once, and only with exactly this amount; false when it has ended before. */
export async function endCollection(tx: Db<OrderDb>, orderId: string, amountFen: number, end: End): Promise<boolean> {
  const row = await tx
    .updateTable('order.collection')
    .set({
      state: end.state,
      request_key: end.requestKey,
      how: end.how,
      staff_name: end.staffName,
      note: end.note,
      restock: end.restock,
      ended_at: end.now,
    })
    .where('order_id', '=', orderId)
    .where('state', '=', 'due')
    .where('amount_fen', '=', amountFen)
    .returning('order_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The money of an order that stays where it is was booked. */
export async function setPaidAt(tx: Db<OrderDb>, orderId: string, paidAt: Date): Promise<void> {
  await tx
    .updateTable('order.order')
    .set({ paid_at: paidAt, revision: sql<number>`revision + 1` })
    .where('id', '=', orderId)
    .where('paid_at', 'is', null)
    .execute()
}

const overdue = sql<boolean>`(c.state = 'due' and o.state = 'shipped' and o.auto_receive_at <= now_.at)`

export interface BoardFilter {
  shopId: string
  tab: 'due' | 'overdue' | 'collected' | 'refused' | 'cancelled'
  search?: string | undefined
  now: Date
}

const matching = ({ shopId, tab, search, now }: BoardFilter) => sql`
  from "order".collection c join "order"."order" o on o.id = c.order_id cross join (select ${now}::timestamptz as at) now_
  where c.shop_id = ${shopId} and ${tab === 'overdue' ? overdue : sql`c.state = ${tab}`}
  ${search ? sql`and o.search_text ilike ${`%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}` : sql``}`

interface BoardRow {
  orderId: string
  number: string
  orderState: OrderDb['order.order']['state']
  state: CollectionRow['state']
  amountFen: number
  address: unknown
  promisedAt: Date
  shippedAt: Date | null
  overdue: boolean
  endedAt: Date | null
  how: CollectionRow['how']
  staffName: string
  note: string
}

const boardColumns = sql`c.order_id as "orderId", o.number, o.state as "orderState", c.state, c.amount_fen as "amountFen", o.address,
  c.promised_at as "promisedAt", o.shipped_at as "shippedAt", ${overdue} as overdue, c.ended_at as "endedAt", c.how, c.staff_name as "staffName", c.note`

/** What waits longest comes first; of what has ended, the newest. */
export async function boardPage(
  db: Db<OrderDb>,
  filter: BoardFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: BoardRow[]; total: number }> {
  const order =
    filter.tab === 'due' || filter.tab === 'overdue'
      ? sql`o.shipped_at nulls last, c.promised_at, c.order_id`
      : sql`c.ended_at desc, c.order_id`
  const { rows } =
    await sql<BoardRow>`select ${boardColumns} ${matching(filter)} order by ${order} limit ${page.limit} offset ${page.offset}`.execute(db)
  const count = await sql<{ total: number }>`select count(*) as total ${matching(filter)}`.execute(db)
  return { rows, total: count.rows[0]?.total ?? 0 }
}

export async function boardRow(db: Db<OrderDb>, orderId: string, now: Date): Promise<BoardRow | undefined> {
  const { rows } = await sql<BoardRow>`select ${boardColumns} from "order".collection c join "order"."order" o on o.id = c.order_id
    cross join (select ${now}::timestamptz as at) now_ where c.order_id = ${orderId}`.execute(db)
  return rows[0]
}

export async function boardSums(db: Db<OrderDb>, shopId: string, now: Date, midnight: Date) {
  const { rows } = await sql<{ dueFen: number; dueCount: number; overdueFen: number; overdueCount: number; collectedTodayFen: number }>`
    select coalesce(sum(c.amount_fen) filter (where c.state = 'due'), 0)::bigint as "dueFen", count(*) filter (where c.state = 'due') as "dueCount",
      coalesce(sum(c.amount_fen) filter (where ${overdue}), 0)::bigint as "overdueFen", count(*) filter (where ${overdue}) as "overdueCount",
      coalesce(sum(c.amount_fen) filter (where c.state = 'collected' and c.ended_at >= ${midnight}), 0)::bigint as "collectedTodayFen"
    from "order".collection c join "order"."order" o on o.id = c.order_id cross join (select ${now}::timestamptz as at) now_
    where c.shop_id = ${shopId}`.execute(db)
  return rows[0] ?? { dueFen: 0, dueCount: 0, overdueFen: 0, overdueCount: 0, collectedTodayFen: 0 }
}

/** Collections that do not stand as their order does. Money that is being booked at this moment is a finding that goes away. */
export async function collectionsOff(db: Db<OrderDb>): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select o.id::text as id, format('order is %s, paid %s; its collection of %s fen is %s', o.state, coalesce(o.paid_at::text, 'not'),
      coalesce(c.amount_fen::text, 'no'), coalesce(c.state, 'missing')) as text
    from "order"."order" o full join "order".collection c on c.order_id = o.id
    where (o.on_delivery or c.order_id is not null) and not coalesce(o.on_delivery and c.amount_fen = o.payable_fen and case c.state
      when 'due' then o.paid_at is null and o.state in ('accepted', 'preparing', 'partly_shipped', 'shipped')
      when 'collected' then o.paid_at is not null and o.state not in ('accepted', 'pending_payment', 'cancelled', 'closed')
      else o.paid_at is null and o.state in ('cancelled', 'closed') end, false)
    union all
    select p.checkout_id::text, format('a promise is %s, its checkout %s', p.state, c.state)
    from "order".promise p join "order".checkout c on c.id = p.checkout_id where (p.state = 'kept') <> (c.state = 'on_delivery')`.execute(
    db,
  )
  return rows
}
