import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'
import type { AddressRow } from './read.ts'

export interface NewChange {
  id: string
  orderId: string
  requestId: string
  bodyHash: string
  kind: 'price' | 'address'
  wish: unknown
  actor: 'shopper' | 'staff' | 'system'
  actorName: string
  reason: string
  beforeFen: number
  at: Date
  tryAt: Date
}

/** Writes a change that is to be made; false when this key is taken, or another change of this order is under way. */
export async function insertChange(db: Db<OrderDb>, change: NewChange): Promise<boolean> {
  const row = await db
    .insertInto('order.change')
    .values({
      id: change.id,
      order_id: change.orderId,
      request_id: change.requestId,
      body_hash: change.bodyHash,
      kind: change.kind,
      state: 'open',
      wish: jsonb(change.wish),
      actor: change.actor,
      actor_name: change.actorName,
      reason: change.reason,
      before_fen: change.beforeFen,
      after_fen: change.beforeFen,
      at: change.at,
      try_at: change.tryAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const columns = ['id', 'order_id as orderId', 'body_hash as bodyHash', 'kind', 'state', 'wish', 'reason'] as const

export async function changeByRequest(db: Db<OrderDb>, orderId: string, requestId: string) {
  return db
    .selectFrom('order.change')
    .select(columns)
    .where('order_id', '=', orderId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

export async function changeById(db: Db<OrderDb>, id: string) {
  return db.selectFrom('order.change').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Ends a change that is open; false when it has ended already. */
export async function endChange(
  db: Db<OrderDb>,
  id: string,
  end: { state: 'done'; afterFen: number } | { state: 'refused' },
): Promise<boolean> {
  const row = await db
    .updateTable('order.change')
    .set(end.state === 'done' ? { state: end.state, after_fen: end.afterFen } : { state: end.state })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Changes whose process has gone, or whose channel did not answer; each is handed out once in ten seconds. */
export async function dueChanges(db: Db<OrderDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update "order".change set try_at = ${now}::timestamptz + interval '10 seconds'
    where id in (
      select id from "order".change where state = 'open' and try_at <= ${now} order by try_at limit ${limit} for update skip locked
    ) returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** What was changed about an order, oldest first. */
export async function changesOf(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.change')
    .select(['kind', 'at', 'actor', 'actor_name as actorName', 'reason', 'before_fen as beforeFen', 'after_fen as afterFen'])
    .where('order_id', '=', orderId)
    .where('state', '=', 'done')
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export interface NewSums {
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  payableFen: number
}

/** Gives an unpaid order other sums; false when it is no longer unpaid. */
export async function setSums(db: Db<OrderDb>, orderId: string, sums: NewSums): Promise<boolean> {
  const row = await db
    .updateTable('order.order')
    .set({
      goods_discount_fen: sums.goodsDiscountFen,
      freight_fen: sums.freightFen,
      freight_discount_fen: sums.freightDiscountFen,
      payable_fen: sums.payableFen,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', orderId)
    .where('state', '=', 'pending_payment')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setLinePrice(
  db: Db<OrderDb>,
  line: { id: string; discountFen: number; payableFen: number; discounts: readonly object[] },
): Promise<void> {
  await db
    .updateTable('order.line')
    .set({ discount_fen: line.discountFen, payable_fen: line.payableFen, discounts: jsonb(line.discounts) })
    .where('id', '=', line.id)
    .execute()
}

type State = OrderDb['order.order']['state']

/** Sends an order elsewhere while it is in one of these states; false when it has moved on. */
export async function setAddress(
  db: Db<OrderDb>,
  orderId: string,
  { address, states }: { address: AddressRow; states: readonly State[] },
): Promise<boolean> {
  const row = await db
    .updateTable('order.order')
    .set({
      address: jsonb(address),
      search_text: sql<string>`concat_ws(' ', number, ${address.name}::text, ${address.phone}::text,
        (select string_agg(l.title, ' ' order by l.position) from "order".line l where l.order_id = "order"."order".id))`,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', orderId)
    .where('state', 'in', [...states])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setFlags(db: Db<OrderDb>, shopId: string, orderIds: readonly string[], flag: number): Promise<void> {
  await db
    .updateTable('order.order')
    .set({ flag })
    .where('shop_id', '=', shopId)
    .where('id', 'in', [...orderIds])
    .execute()
}

/** The order, locked until the transaction ends. */
export async function lockOrder(db: Db<OrderDb>, orderId: string) {
  return db
    .selectFrom('order.order')
    .select(['id', 'state', 'checkout_id as checkoutId', 'payable_fen as payableFen'])
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
}
