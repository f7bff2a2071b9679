import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { DistributionDb } from '../db.ts'

interface EarningsRow {
  todayFen: number
  monthFen: number
  withdrawnFen: number
  customers: number
  team: number
  orders: number
}

/** What a distributor earned since these moments, of commission that was not taken back. */
export async function earningsOf(
  db: Db<DistributionDb>,
  of: { distributorId: string; today: Date; month: Date; now: Date },
): Promise<EarningsRow> {
  const id = of.distributorId
  const { rows } = await sql<EarningsRow>`select
    coalesce((select sum(amount_fen - clawed_fen) from distribution.commission where distributor_id = ${id}::uuid and paid_at >= ${of.today}), 0)::bigint as "todayFen",
    coalesce((select sum(amount_fen - clawed_fen) from distribution.commission where distributor_id = ${id}::uuid and paid_at >= ${of.month}), 0)::bigint as "monthFen",
    coalesce((select sum(amount_fen) from distribution.withdrawal where distributor_id = ${id}::uuid), 0)::bigint as "withdrawnFen",
    (select count(*)::int from distribution.customer where distributor_id = ${id}::uuid and (valid_until is null or valid_until > ${of.now})) as customers,
    (select count(*)::int from distribution.distributor where parent_id = ${id}::uuid and state = 'approved') as team,
    (select count(distinct order_id)::int from distribution.commission where distributor_id = ${id}::uuid and level = 1) as orders`.execute(
    db,
  )
  return rows[0]!
}

export interface TeamRow {
  id: string
  shopperId: string
  joinedAt: Date
  gmvFen: number
  broughtFen: number
  team: number
}

/** Those whom a distributor brought (level 1), or whom those brought (level 2), the latest first. */
export async function teamOf(
  db: Db<DistributionDb>,
  of: { distributorId: string; level: number; offset: number; limit: number },
): Promise<TeamRow[]> {
  const above = of.level === 1 ? sql`d.parent_id = ${of.distributorId}::uuid` : sql`p.parent_id = ${of.distributorId}::uuid`
  const { rows } = await sql<TeamRow>`
    select d.id, d.shopper_id as "shopperId", d.decided_at as "joinedAt",
      coalesce((select sum(c.left_fen) from distribution.commission c where c.distributor_id = d.id and c.level = 1), 0)::bigint as "gmvFen",
      coalesce((select sum(mine.amount_fen - mine.clawed_fen) from distribution.commission c
        join distribution.commission mine on mine.line_id = c.line_id and mine.level = 2 and mine.distributor_id = ${of.distributorId}::uuid
        where c.distributor_id = d.id and c.level = 1), 0)::bigint as "broughtFen",
      (select count(*)::int from distribution.distributor t where t.parent_id = d.id and t.state = 'approved') as team
    from distribution.distributor d left join distribution.distributor p on p.id = d.parent_id
    where ${above} and d.state = 'approved' order by d.decided_at desc, d.id limit ${of.limit} offset ${of.offset}`.execute(db)
  return rows
}

export interface ResultsRow {
  distributors: number
  waiting: number
  customers: number
  orders: number
  buyers: number
  gmvFen: number
  refundedFen: number
  commissionFen: number
  clawedFen: number
  pendingFen: number
  settledFen: number
  debtFen: number
  withdrawnFen: number
  rewardFen: number
}

const balance = (shopId: string, name: string) => sql`coalesce((select sum(a.balance) from distribution.account a
  join distribution.distributor d on d.id = a.owner where d.shop_id = ${shopId}::uuid and a.name = ${name}), 0)::bigint`

/** What distribution brought a shop since then, and how its commission stands now. */
export async function resultsOf(db: Db<DistributionDb>, shopId: string, since: Date): Promise<ResultsRow> {
  const { rows } = await sql<ResultsRow>`
    with c as (select * from distribution.commission where shop_id = ${shopId}::uuid and paid_at >= ${since}),
      own as (select distinct on (line_id) * from c order by line_id, level)
    select
      (select count(*)::int from distribution.distributor where shop_id = ${shopId}::uuid and state = 'approved') as distributors,
      (select count(*)::int from distribution.distributor where shop_id = ${shopId}::uuid and state = 'applied') as waiting,
      (select count(*)::int from distribution.customer where shop_id = ${shopId}::uuid) as customers,
      (select count(distinct order_id)::int from own) as orders,
      (select count(distinct buyer_id)::int from own) as buyers,
      (select coalesce(sum(base_fen), 0)::bigint from own) as "gmvFen",
      (select coalesce(sum(base_fen - left_fen), 0)::bigint from own) as "refundedFen",
      (select coalesce(sum(amount_fen), 0)::bigint from c) as "commissionFen",
      (select coalesce(sum(clawed_fen), 0)::bigint from c) as "clawedFen",
      ${balance(shopId, 'pending')} as "pendingFen", ${balance(shopId, 'settled')} as "settledFen", ${balance(shopId, 'debt')} as "debtFen",
      (select coalesce(sum(amount_fen), 0)::bigint from distribution.withdrawal where shop_id = ${shopId}::uuid and asked_at >= ${since}) as "withdrawnFen",
      (select coalesce(-sum(e.change), 0)::bigint from distribution.transaction t join distribution.entry e on e.transaction_id = t.id
        join distribution.account a on a.id = e.account_id and a.balance is null and a.name = 'rewards'
        where t.kind = 'reward' and t.actor = ${shopId} and t.at >= ${since}) as "rewardFen"`.execute(db)
  return rows[0]!
}

export interface TopRow {
  distributorId: string
  orders: number
  gmvFen: number
  commissionFen: number
}

export async function topOf(db: Db<DistributionDb>, shopId: string, since: Date, limit: number): Promise<TopRow[]> {
  const { rows } = await sql<TopRow>`
    select distributor_id as "distributorId", count(distinct order_id) filter (where level = 1)::int as orders,
      coalesce(sum(left_fen) filter (where level = 1), 0)::bigint as "gmvFen", sum(amount_fen - clawed_fen)::bigint as "commissionFen"
    from distribution.commission where shop_id = ${shopId}::uuid and paid_at >= ${since}
    group by 1 order by 4 desc, 1 limit ${limit}`.execute(db)
  return rows
}
