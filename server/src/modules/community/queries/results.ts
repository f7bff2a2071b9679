import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { CommunityDb } from '../db.ts'

export interface BatchSum {
  batchId: string
  goods: number
  orders: number
  pieces: number
  gmvFen: number
}
export async function sumsOf(db: Db<CommunityDb>, ids: readonly string[]): Promise<Map<string, BatchSum>> {
  const { rows } =
    await sql<BatchSum>`select b.id as "batchId", (select count(*) from community.item i where i.batch_id = b.id)::int as goods,
      count(p.key)::int as orders, coalesce(sum(p.quantity - p.refunded), 0)::int as pieces, coalesce(sum(p.payable_fen), 0)::bigint as "gmvFen"
    from community.batch b left join community.place p on p.batch_id = b.id and p.state = 'paid'
    where b.id = any(${[...ids]}::uuid[]) group by b.id`.execute(db)
  return new Map(rows.map((row) => [row.batchId, row]))
}

export interface Results {
  orders: number
  buyers: number
  pieces: number
  gmvFen: number
  refundedFen: number
  missing: number
  handed: number
  unpaid: number
  commissionFen: number
  leaders: number
}
export async function resultsOf(db: Db<CommunityDb>, batchId: string): Promise<Results> {
  const { rows } = await sql<Results>`
    select count(*) filter (where p.state = 'paid')::int as orders,
      count(distinct p.shopper_id) filter (where p.state = 'paid')::int as buyers,
      coalesce(sum(p.quantity) filter (where p.state = 'paid'), 0)::int as pieces,
      coalesce(sum(p.payable_fen) filter (where p.state = 'paid'), 0)::bigint as "gmvFen",
      coalesce(sum(p.refunded_fen), 0)::bigint as "refundedFen", coalesce(sum(p.missing), 0)::int as missing,
      count(p.handed_at)::int as handed, count(*) filter (where p.state = 'held')::int as unpaid,
      coalesce(sum(c.amount_fen), 0)::bigint as "commissionFen",
      count(distinct p.leader_id) filter (where p.state = 'paid')::int as leaders
    from community.place p left join community.commission c on c.key = p.key where p.batch_id = ${batchId}`.execute(db)
  return rows[0]!
}

export interface LeaderSum {
  leaderId: string
  leaderName: string
  pointName: string
  phone: string
  orders: number
  pieces: number
  amountFen: number
  arrived: boolean
  missing: number
  handed: number
}
export async function leaderSums(db: Db<CommunityDb>, batchId: string): Promise<LeaderSum[]> {
  const { rows } = await sql<LeaderSum>`select l.id as "leaderId", l.name as "leaderName", l.point_name as "pointName", l.phone,
      count(*)::int as orders, coalesce(sum(p.quantity - p.refunded), 0)::int as pieces,
      coalesce(sum(p.payable_fen - p.refunded_fen), 0)::bigint as "amountFen", bool_or(p.arrived_at is not null) as arrived,
      coalesce(sum(p.missing), 0)::int as missing, count(p.handed_at)::int as handed
    from community.place p join community.leader l on l.id = p.leader_id
    where p.batch_id = ${batchId} and p.state = 'paid' group by l.id order by l.point_name, l.id limit 500`.execute(db)
  return rows
}

/** Items that count other pieces than their orders have. */
export async function piecesOff(db: Db<CommunityDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select i.id::text as id, format('%s pieces taken, orders: %s', i.taken, coalesce(sum(p.quantity - p.restocked), 0)) as text
    from community.item i left join community.place p on p.item_id = i.id and p.state in ('held', 'paid')
    group by i.id having i.taken <> coalesce(sum(p.quantity - p.restocked), 0)`.execute(db)
  return rows
}

/** Limits per person that count something else than what was ordered. */
export async function limitsOff(db: Db<CommunityDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with has as (select item_id, shopper_id, sum(quantity - restocked)::int as used from community.place where state in ('held', 'paid') group by 1, 2)
    select coalesce(u.item_id, h.item_id)::text as id, format('%s: counted %s, ordered %s', coalesce(u.shopper_id, h.shopper_id), coalesce(u.used, 0),
      coalesce(h.used, 0)) as text
    from community.used u full join has h using (item_id, shopper_id) where coalesce(u.used, 0) <> coalesce(h.used, 0)`.execute(db)
  return rows
}

/** Paid orders that still wait although their batch has closed a while ago. */
export async function forgotten(db: Db<CommunityDb>, now: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`select p.key::text as id, format('its batch has closed at %s', b.closed_at) as text
    from community.place p join community.batch b on b.id = p.batch_id
    where p.state = 'paid' and p.went_on_at is null and greatest(b.closed_at, p.paid_at) < ${now}::timestamptz - interval '10 minutes'`.execute(
    db,
  )
  return rows
}

/** Refunds, missing pieces and commissions that are not what the orders say. */
export async function moneyOff(db: Db<CommunityDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select p.key::text as id, format('%s pieces and %s fen refunded, refunds: %s and %s', p.refunded, p.refunded_fen, coalesce(sum(r.quantity), 0),
      coalesce(sum(r.amount_fen), 0)) as text
    from community.place p left join community.refund r on r.key = p.key group by p.key
    having p.refunded <> coalesce(sum(r.quantity), 0) or p.refunded_fen <> coalesce(sum(r.amount_fen), 0)
    union all
    select c.key::text, format('commission on %s fen, the order is worth %s', c.base_fen, p.payable_fen - p.refunded_fen)
    from community.commission c join community.place p on p.key = c.key where c.base_fen <> greatest(0, p.payable_fen - p.refunded_fen)
    union all
    select min(o.id::text), format('owes %s, settled %s, earned %s, kept %s', sum(o.owed_fen), sum(o.settled), sum(o.amount), sum(o.kept))
    from (select l.id, l.shop_id, l.shopper_id, l.owed_fen, coalesce(sum(c.kept_fen + c.paid_fen), 0) as settled,
        coalesce(sum(c.amount_fen), 0) as amount, coalesce(sum(c.kept_fen), 0) as kept
      from community.leader l left join community.commission c on c.leader_id = l.id and c.state <> 'pending' group by l.id) o
    group by o.shop_id, o.shopper_id having sum(o.owed_fen) + sum(o.kept) <> sum(o.settled) - sum(o.amount)`.execute(db)
  return rows
}
