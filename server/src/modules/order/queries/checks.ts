import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Orders whose sums are not those of their lines. */
export async function sumsOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select o.id::text as id, format('goods %s, lines %s; discount %s, lines %s; points %s, lines %s; red packets %s, lines %s',
      o.goods_fen, l.goods, o.goods_discount_fen, l.discount, o.points_fen, l.points, o.red_packet_fen, l.red) as text
    from "order"."order" o join (
      select order_id, sum(unit_price_fen * quantity) as goods, sum(discount_fen) as discount, sum(points_fen) as points, sum(red_packet_fen) as red
      from "order".line group by 1
    ) l on l.order_id = o.id
    where o.goods_fen <> l.goods or o.goods_discount_fen <> l.discount or o.points_fen <> l.points or o.red_packet_fen <> l.red`.execute(db)
  return rows
}

/** Lines whose discounts by title do not sum to the line's discount. */
export async function sharesOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select l.id::text as id, format('discount %s, by title %s', l.discount_fen, s.sum) as text
    from "order".line l cross join lateral (select coalesce(sum((d->>'amountFen')::bigint), 0) as sum from jsonb_array_elements(l.discounts) d) s
    where s.sum <> l.discount_fen`.execute(db)
  return rows
}

/** Checkouts whose total, or whose state, is not that of their orders. */
export async function checkoutsOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select c.id::text as id, format('%s with %s fen; its orders: %s', c.state, c.payable_fen, string_agg(o.state || ' ' || o.payable_fen, ', ')) as text
    from "order".checkout c join "order"."order" o on o.checkout_id = c.id
    group by c.id
    having (c.state <> 'closed' and sum(o.payable_fen) <> c.payable_fen)
      or (c.state = 'on_delivery' and bool_or(o.state = 'pending_payment'))
      or (c.state = 'on_delivery') <> bool_and(o.on_delivery) or bool_and(o.on_delivery) <> bool_or(o.on_delivery)
      or (c.state = 'unpaid' and bool_or(o.state <> 'pending_payment'))
      or (c.state = 'paid' and bool_or(o.state in ('pending_payment', 'cancelled', 'closed')))
      or (c.state = 'closed' and bool_or(o.state not in ('cancelled', 'closed')))`.execute(db)
  return rows
}

/** Orders whose state is not where their log ends, or whose log has a hole. */
export async function logsOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with log as (
      select order_id, to_state, from_state, lag(to_state) over w as before, row_number() over (partition by order_id order by at desc, id desc) as back
      from "order".step window w as (partition by order_id order by at, id)
    )
    select o.id::text as id, format('is %s, the log ends at %s', o.state, l.to_state) as text
    from "order"."order" o left join log l on l.order_id = o.id and l.back = 1 where l.to_state is distinct from o.state
    union all
    select order_id::text, format('log goes from %s to %s after %s', from_state, to_state, before) from log where before is not null and from_state is distinct from before`.execute(
    db,
  )
  return rows
}

/** Steps that the table of transitions does not know. */
export async function stepsTaken(db: Db<OrderDb>): Promise<{ id: string; from: string; to: string }[]> {
  const { rows } = await sql<{ id: string; from: string; to: string }>`
    select min(order_id::text) as id, from_state as from, to_state as to from "order".step where from_state is not null group by 2, 3`.execute(
    db,
  )
  return rows
}

/** Orders in pages, with what other modules should know of them. */
export async function orderKeys(db: Db<OrderDb>, after: string, limit: number) {
  return db
    .selectFrom('order.order')
    .select([
      'id',
      'checkout_id as checkoutId',
      'state',
      'payable_fen as payableFen',
      'refunded_fen as refundedFen',
      'coupon_ids as couponIds',
      'paid_at as paidAt',
      'on_delivery as onDelivery',
    ])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Refunds against the units and the money they took: per line, per order, and freight. */
export async function refundsOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with lines as (
      select l.id, l.order_id, l.quantity, l.payable_fen, l.refunded, l.cancelled, l.refunded_fen, l.allowance_fen,
        coalesce((select sum(quantity) from "order".refund_line r where r.line_id = l.id), 0) as units,
        coalesce((select sum(cancelled) from "order".refund_line r where r.line_id = l.id), 0) as not_left,
        coalesce((select sum(amount_fen) from "order".refund_line r where r.line_id = l.id), 0) as fen,
        coalesce((select sum(amount_fen) from "order".allowance a where a.line_id = l.id), 0) as kept
      from "order".line l
    )
    select id::text as id, format('line: %s units for %s fen and %s fen kept, its refunds: %s for %s and %s', refunded, refunded_fen, allowance_fen, units, fen, kept) as text
    from lines where refunded <> units or cancelled <> not_left or refunded_fen <> fen or allowance_fen <> kept
      or (refunded = quantity and refunded_fen + allowance_fen <> payable_fen)
    union all
    select o.id::text, format('decided %s, arrived %s, freight %s; its refunds: %s, %s, %s', o.refund_decided_fen, o.refunded_fen, o.freight_refunded_fen,
      coalesce(sum(r.amount_fen), 0), coalesce(sum(r.amount_fen) filter (where r.state = 'paid'), 0), coalesce(sum(r.freight_fen), 0))
    from "order"."order" o left join "order".refund r on r.order_id = o.id
    group by o.id
    having o.refund_decided_fen <> coalesce(sum(r.amount_fen), 0) or o.refunded_fen <> coalesce(sum(r.amount_fen) filter (where r.state = 'paid'), 0)
      or o.freight_refunded_fen <> coalesce(sum(r.freight_fen), 0)
    union all
    select r.key, format('refund of %s fen, its parts: %s', r.amount_fen, r.freight_fen + p.fen)
    from "order".refund r cross join lateral (
      select coalesce((select sum(amount_fen) from "order".refund_line l where l.refund_key = r.key), 0)
        + coalesce((select sum(amount_fen) from "order".allowance a where a.refund_key = r.key), 0) as fen
    ) p where r.amount_fen <> r.freight_fen + p.fen`.execute(db)
  return rows
}

/** Orders whose state does not say whether every unit went back. */
export async function wholeRefundsOff(db: Db<OrderDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select o.id::text as id, format('order is %s, %s of %s units went back', o.state, sum(l.refunded), sum(l.quantity)) as text
    from "order"."order" o join "order".line l on l.order_id = o.id
    group by o.id having (o.state in ('refunding', 'refunded')) <> bool_and(l.refunded = l.quantity)`.execute(db)
  return rows
}

/** Of each SKU of these orders: what was ordered, what of it never left, and whether the shop lost it at a door. */
export async function piecesOf(db: Db<OrderDb>, orderIds: readonly string[]) {
  const { rows } = await sql<{ orderId: string; skuId: string; ordered: number; cancelled: number; lost: boolean }>`
    select l.order_id as "orderId", l.sku_id as "skuId", sum(l.quantity)::int as ordered, sum(l.cancelled)::int as cancelled,
      coalesce(bool_or(c.state = 'refused' and not c.restock), false) as lost
    from "order".line l left join "order".collection c on c.order_id = l.order_id
    where l.order_id = any(${[...orderIds]}::uuid[]) group by 1, 2`.execute(db)
  return rows
}
