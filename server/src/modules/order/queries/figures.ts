import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OrderDb } from '../db.ts'

interface Sums {
  gmvFen: number
  orders: number
  buyers: number
}

/** What was paid in a span of time. */
export async function paidBetween(db: Db<OrderDb>, shopId: string, from: Date, to: Date): Promise<Sums> {
  return db
    .selectFrom('order.order')
    .select([
      sql<number>`coalesce(sum(payable_fen), 0)::bigint`.as('gmvFen'),
      sql<number>`count(*)`.as('orders'),
      sql<number>`count(distinct shopper_id)`.as('buyers'),
    ])
    .where('shop_id', '=', shopId)
    .where('paid_at', '>=', from)
    .where('paid_at', '<', to)
    .executeTakeFirstOrThrow()
}

/** One row a day in China; days without an order are there with zeros. */
export async function paidByDay(
  db: Db<OrderDb>,
  shopId: string,
  from: Date,
  to: Date,
): Promise<(Sums & { day: string; refundedFen: number })[]> {
  const { rows } = await sql<Sums & { day: string; refundedFen: number }>`
    with days as (
      select d::date as day from generate_series((${from}::timestamptz at time zone 'Asia/Shanghai')::date, ((${to}::timestamptz - interval '1 second') at time zone 'Asia/Shanghai')::date, interval '1 day') d
    ), paid as (
      select (paid_at at time zone 'Asia/Shanghai')::date as day, sum(payable_fen) as gmv, count(*) as orders, count(distinct shopper_id) as buyers, sum(refunded_fen) as refunded
      from "order"."order" where shop_id = ${shopId} and paid_at >= ${from} and paid_at < ${to} group by 1
    )
    select to_char(days.day, 'YYYY-MM-DD') as day, coalesce(gmv, 0)::bigint as "gmvFen", coalesce(orders, 0)::bigint as orders,
      coalesce(buyers, 0)::bigint as buyers, coalesce(refunded, 0)::bigint as "refundedFen"
    from days left join paid using (day) order by day`.execute(db)
  return rows
}

export async function paidByHour(
  db: Db<OrderDb>,
  shopId: string,
  from: Date,
  to: Date,
): Promise<{ hour: number; gmvFen: number; orders: number }[]> {
  const { rows } = await sql<{ hour: number; gmvFen: number; orders: number }>`
    select extract(hour from paid_at at time zone 'Asia/Shanghai')::int as hour, sum(payable_fen)::bigint as "gmvFen", count(*) as orders
    from "order"."order" where shop_id = ${shopId} and paid_at >= ${from} and paid_at < ${to} group by 1 order by 1`.execute(db)
  return rows
}

export async function bestProducts(
  db: Db<OrderDb>,
  shopId: string,
  from: Date,
  limit: number,
): Promise<{ productId: string; title: string; quantity: number; amountFen: number }[]> {
  const { rows } = await sql<{ productId: string; title: string; quantity: number; amountFen: number }>`
    select l.product_id as "productId", max(l.title) as title, sum(l.quantity)::bigint as quantity, sum(l.payable_fen)::bigint as "amountFen"
    from "order".line l join "order"."order" o on o.id = l.order_id
    where o.shop_id = ${shopId} and o.paid_at >= ${from} group by 1 order by 4 desc, 1 limit ${limit}`.execute(db)
  return rows
}
