import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Lines whose units in open requests, or given back through one, are not those that are counted. */
export async function unitsOff(db: Db<AfterSalesDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with counted as (
      select l.line_id,
        coalesce(sum(l.quantity) filter (where r.state not in ('done', 'withdrawn', 'closed', 'rejected')), 0) as open,
        coalesce(sum(l.accepted) filter (where r.state = 'done' and exists (
          select 1 from after_sales.step s where s.request_id = r.id and s.from_state = 'refunding' and s.to_state = 'done')), 0) as done
      from after_sales.request_line l join after_sales.request r on r.id = l.request_id group by 1
    )
    select u.line_id::text as id, format('%s open and %s done, its requests: %s and %s', u.open, u.done, coalesce(c.open, 0), coalesce(c.done, 0)) as text
    from after_sales.line u left join counted c using (line_id)
    where u.open <> coalesce(c.open, 0) or u.done <> coalesce(c.done, 0)`.execute(db)
  return rows
}

/** Requests whose state is not where their log ends, or whose log has a hole. */
export async function logsOff(db: Db<AfterSalesDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with log as (
      select request_id, to_state, from_state, lag(to_state) over w as before, row_number() over (partition by request_id order by at desc, id desc) as back
      from after_sales.step window w as (partition by request_id order by at, id)
    )
    select r.id::text as id, format('is %s, the log ends at %s', r.state, l.to_state) as text
    from after_sales.request r left join log l on l.request_id = r.id and l.back = 1 where l.to_state is distinct from r.state
    union all
    select request_id::text, format('log goes from %s to %s after %s', from_state, to_state, before) from log where before is not null and from_state is distinct from before`.execute(
    db,
  )
  return rows
}

export async function stepsTaken(db: Db<AfterSalesDb>): Promise<{ id: string; from: string; to: string }[]> {
  const { rows } = await sql<{ id: string; from: string; to: string }>`
    select min(request_id::text) as id, from_state as from, to_state as to from after_sales.step where from_state is not null group by 2, 3`.execute(
    db,
  )
  return rows
}

/** Budgets that are not the sum of their entries, or that gave what no complaint got. */
export async function budgetsOff(db: Db<AfterSalesDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select b.shop_id::text as id, format('revenue %s, granted %s, used %s; entries: %s, %s, %s', b.revenue_fen, b.granted_fen, b.used_fen,
      coalesce(sum(e.revenue_fen), 0), coalesce(sum(e.granted_fen), 0), coalesce(sum(e.used_fen), 0)) as text
    from after_sales.budget b left join after_sales.budget_entry e on e.shop_id = b.shop_id
    group by b.shop_id
    having b.revenue_fen <> coalesce(sum(e.revenue_fen), 0) or b.granted_fen <> coalesce(sum(e.granted_fen), 0) or b.used_fen <> coalesce(sum(e.used_fen), 0)
    union all
    select c.shop_id::text, format('complaints got %s, the budget gave %s', c.got, b.used_fen)
    from (select shop_id, sum(compensation_fen) as got from after_sales.complaint where compensation_state in ('asked', 'given') group by 1) c
    join after_sales.budget b using (shop_id) where c.got <> b.used_fen`.execute(db)
  return rows
}

/** What was given, page by page, with the key under which the order knows it. */
export async function givenAfter(db: Db<AfterSalesDb>, after: string, limit: number) {
  const { rows } = await sql<{ key: string; amountFen: number; state: string }>`
    select key, amount_fen as "amountFen", state from (
      select 'as:' || id as key, amount_fen, state from after_sales.request r where state in ('refunding', 'done')
        and exists (select 1 from after_sales.step s where s.request_id = r.id and s.to_state = 'refunding')
      union all select 'pp:' || line_id, amount_fen, state from after_sales.price_protection where state = 'given'
      union all select 'qc:' || id, compensation_fen, compensation_state from after_sales.complaint where compensation_state = 'given'
    ) given where key > ${after} order by key limit ${limit}`.execute(db)
  return rows
}

/** Steps that were due long ago. */
export async function forgotten(db: Db<AfterSalesDb>, before: Date): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id::text as id, format('request is %s and was due at %s', state, due_at) as text from after_sales.request where due_at < ${before}`.execute(
    db,
  )
  return rows
}

/** Exchanges in pages: how many pieces were sent instead, if any were. */
export async function replacementsAfter(db: Db<AfterSalesDb>, after: string, limit: number) {
  const { rows } = await sql<{ id: string; state: string; sent: number }>`
    select r.id, r.state, case when r.resend_tracking is null then 0 else sum(l.accepted)::int end as sent
    from after_sales.request r join after_sales.request_line l on l.request_id = r.id
    where r.kind = 'exchange' and r.id > ${after}::uuid group by r.id order by r.id limit ${limit}`.execute(db)
  return rows
}
