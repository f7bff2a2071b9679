import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

type CollectionState = OrderDb['order.collection']['state']

const columns = [
  'id',
  'number',
  'checkout_id as checkoutId',
  'shop_id as shopId',
  'shop_name as shopName',
  'shopper_id as shopperId',
  'state',
  'revision',
  'address',
  'note',
  'terms',
  'goods_fen as goodsFen',
  'goods_discount_fen as goodsDiscountFen',
  'freight_fen as freightFen',
  'freight_discount_fen as freightDiscountFen',
  'points_fen as pointsFen',
  'red_packet_fen as redPacketFen',
  'payable_fen as payableFen',
  'refunded_fen as refundedFen',
  'placed_at as placedAt',
  'pay_before as payBefore',
  'paid_at as paidAt',
  'shipped_at as shippedAt',
  'received_at as receivedAt',
  'auto_receive_at as autoReceiveAt',
  'ended_at as endedAt',
  'reminded_at as remindedAt',
  'flag',
  'handover',
  'on_delivery as onDelivery',
  sql<{ kind: string; campaignId: string; joinId: string | null } | null>`case when play_kind is not null then
    jsonb_build_object('kind', play_kind, 'campaignId', play_campaign_id, 'joinId', play_join_id) end`.as('play'),
  sql<{
    state: CollectionState
    amountFen: number
    endedAt: string | null
    how: 'cash' | 'scan' | null
    by: string
  } | null>`case when on_delivery then (
    select jsonb_build_object('state', c.state, 'amountFen', c.amount_fen, 'endedAt', c.ended_at, 'how', c.how, 'by', c.staff_name)
    from "order".collection c where c.order_id = "order"."order".id) end`.as('collection'),
] as const

export interface AddressRow {
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
}

export async function orderState(db: Db<OrderDb>, orderId: string): Promise<string | undefined> {
  const row = await db.selectFrom('order.order').select('state').where('id', '=', orderId).executeTakeFirst()
  return row?.state
}

export async function orderOfShopper(db: Db<OrderDb>, shopperId: string, orderId: string) {
  const row = await db
    .selectFrom('order.order')
    .select(columns)
    .where('id', '=', orderId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
  return row && { ...row, address: row.address as AddressRow } // written by insertOrder only
}

/** An order of this shop; without a shop, any (for the module's own work). */
export async function orderOfShop(db: Db<OrderDb>, shopId: string | undefined, orderId: string) {
  let query = db.selectFrom('order.order').select(columns).where('id', '=', orderId)
  if (shopId) query = query.where('shop_id', '=', shopId)
  const row = await query.executeTakeFirst()
  return row && { ...row, address: row.address as AddressRow } // written by insertOrder only
}

/** By the number that people know. */
export async function idByNumber(db: Db<OrderDb>, shopId: string, number: string): Promise<string | undefined> {
  const row = await db.selectFrom('order.order').select('id').where('number', '=', number).where('shop_id', '=', shopId).executeTakeFirst()
  return row?.id
}

export type OrderRecord = NonNullable<Awaited<ReturnType<typeof orderOfShop>>>

export async function linesOf(db: Db<OrderDb>, orderIds: readonly string[]) {
  if (orderIds.length === 0) return []
  return db
    .selectFrom('order.line')
    .select([
      'id',
      'order_id as orderId',
      'sku_id as skuId',
      'product_id as productId',
      'title',
      'options',
      'picture',
      'promises',
      'brand',
      'attributes',
      'delivery',
      'quantity',
      'unit_price_fen as unitPriceFen',
      'discount_fen as discountFen',
      'points_fen as pointsFen',
      'red_packet_fen as redPacketFen',
      'payable_fen as payableFen',
      'discounts',
      'answers',
      'shipped',
      'refunded',
      'reviewed',
      'gift',
    ])
    .where('order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .orderBy('order_id')
    .orderBy('position')
    .execute()
}

export async function stepsOf(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.step')
    .select(['from_state as from', 'to_state as to', 'at', 'actor', 'actor_name as actorName', 'reason'])
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function remarksOf(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.remark')
    .select(['staff_name as staffName', 'text', 'at'])
    .where('order_id', '=', orderId)
    .orderBy('at')
    .execute()
}

export async function insertRemark(
  db: Db<OrderDb>,
  remark: { id: string; orderId: string; staffName: string; text: string; at: Date },
): Promise<void> {
  await db
    .insertInto('order.remark')
    .values({ id: remark.id, order_id: remark.orderId, staff_name: remark.staffName, text: remark.text, at: remark.at })
    .execute()
}

type State = OrderDb['order.order']['state']

const shopperTabs: Record<string, readonly State[]> = {
  to_pay: ['pending_payment'],
  to_ship: ['accepted', 'waiting', 'paid', 'preparing', 'partly_shipped'],
  to_receive: ['partly_shipped', 'shipped'],
  to_review: ['received'],
  refund: ['refunding', 'refunded'],
}

export interface ShopperFilter {
  shopperId: string
  tab: string
  search?: string | undefined
  /** The last one seen. */
  before?: { placedAt: Date; id: string } | undefined
  limit: number
}

const unreviewed = sql<boolean>`exists (select 1 from "order".line l where l.order_id = "order"."order".id and not l.reviewed)`

export async function shopperPage(db: Db<OrderDb>, filter: ShopperFilter) {
  let query = db.selectFrom('order.order').select(columns).where('shopper_id', '=', filter.shopperId)
  const states = shopperTabs[filter.tab]
  if (states) query = query.where('state', 'in', [...states])
  if (filter.tab === 'to_review') query = query.where(unreviewed)
  if (filter.search) query = query.where('search_text', 'ilike', like(filter.search))
  if (filter.before) query = query.where(sql<boolean>`(placed_at, id) < (${filter.before.placedAt}, ${filter.before.id}::uuid)`)
  const rows = await query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
  return rows.map((row) => ({ ...row, address: row.address as AddressRow })) // written by insertOrder only
}

export async function shopperCounts(db: Db<OrderDb>, shopperId: string): Promise<{ state: string; count: number }[]> {
  return db
    .selectFrom('order.order')
    .select(['state', sql<number>`count(*) filter (where state <> 'received' or ${unreviewed})`.as('count')])
    .where('shopper_id', '=', shopperId)
    .groupBy('state')
    .execute()
}

const shopTabs: Record<string, readonly State[]> = {
  to_pay: ['pending_payment'],
  to_ship: ['accepted', 'paid', 'preparing', 'partly_shipped'],
  shipped: ['shipped'],
  received: ['received', 'completed'],
  closed: ['cancelled', 'closed'],
  refund: ['refunding', 'refunded'],
}

export interface ShopFilter {
  shopId: string
  tab: string
  search?: string | undefined
  from?: string | undefined
  to?: string | undefined
  flag?: number | undefined
  shopperId?: string | undefined
}

export async function shopPage(db: Db<OrderDb>, filter: ShopFilter, page: { limit: number; offset: number }) {
  let query = db.selectFrom('order.order').where('shop_id', '=', filter.shopId)
  const states = shopTabs[filter.tab]
  if (states) query = query.where('state', 'in', [...states])
  if (filter.search) query = query.where('search_text', 'ilike', like(filter.search))
  if (filter.from) query = query.where('placed_at', '>=', new Date(filter.from))
  if (filter.to) query = query.where('placed_at', '<', new Date(filter.to))
  if (filter.flag !== undefined) query = query.where('flag', '=', filter.flag)
  if (filter.shopperId) query = query.where('shopper_id', '=', filter.shopperId)
  const rows = await query
    .select(columns)
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => ({ ...row, address: row.address as AddressRow })), total } // written by insertOrder only
}

export async function shopCounts(db: Db<OrderDb>, shopId: string): Promise<{ state: string; count: number }[]> {
  return db
    .selectFrom('order.order')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('shop_id', '=', shopId)
    .where('state', 'in', ['pending_payment', 'accepted', 'waiting', 'paid', 'preparing', 'partly_shipped', 'shipped', 'refunding'])
    .groupBy('state')
    .execute()
}

/** What watchers compare: counts up when there is something new to see. */
export async function revisions(db: Db<OrderDb>, orderIds: readonly string[]): Promise<{ id: string; revision: number; state: string }[]> {
  return db
    .selectFrom('order.order')
    .select(['id', 'revision', 'state'])
    .where('id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .execute()
}

/** Marks a reminder of today; false when there was one. */
export async function remind(db: Db<OrderDb>, orderId: string, now: Date, since: Date): Promise<boolean> {
  const result = await db
    .updateTable('order.order')
    .set({ reminded_at: now })
    .where('id', '=', orderId)
    .where((eb) => eb.or([eb('reminded_at', 'is', null), eb('reminded_at', '<', since)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function lineForReview(db: Db<OrderDb>, orderLineId: string) {
  return db
    .selectFrom('order.line as l')
    .innerJoin('order.order as o', 'o.id', 'l.order_id')
    .select([
      'l.id as orderLineId',
      'o.id as orderId',
      'o.shop_id as shopId',
      'o.shopper_id as shopperId',
      'l.product_id as productId',
      'l.title as title',
      'l.options as options',
      'o.state as state',
      'o.received_at as receivedAt',
    ])
    .where('l.id', '=', orderLineId)
    .executeTakeFirst()
}

export async function setReviewed(db: Db<OrderDb>, orderLineId: string): Promise<void> {
  await db.updateTable('order.line').set({ reviewed: true }).where('id', '=', orderLineId).execute()
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
