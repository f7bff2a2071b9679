import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { DistributionDb } from '../db.ts'

/** Distributors whose accounts are not what their commissions, rewards and withdrawals come to. */
export async function booksOff(db: Db<DistributionDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with said as (
      select d.id,
        coalesce((select sum(c.amount_fen - c.clawed_fen) from distribution.commission c where c.distributor_id = d.id and c.state = 'pending'), 0) as pending,
        coalesce((select sum(c.amount_fen - c.clawed_fen) from distribution.commission c where c.distributor_id = d.id and c.state = 'settled'), 0)
          + coalesce((select sum(r.reward_fen) from distribution.sample_request r join distribution.distributor o on o.id = r.distributor_id
            where coalesce(o.merged_id, o.id) = d.id and r.state = 'rewarded'), 0)
          - coalesce((select sum(w.amount_fen) from distribution.withdrawal w where w.distributor_id = d.id), 0) as free
      from distribution.distributor d
    ), has as (
      select owner as id, coalesce(sum(balance) filter (where name = 'pending'), 0) as pending,
        coalesce(sum(balance) filter (where name = 'settled'), 0) - coalesce(sum(balance) filter (where name = 'debt'), 0) as free
      from distribution.account where balance is not null group by owner
    )
    select said.id::text as id, format('pending %s, should be %s; settled less debt %s, should be %s',
      coalesce(has.pending, 0), said.pending, coalesce(has.free, 0), said.free) as text
    from said left join has using (id) where coalesce(has.pending, 0) <> said.pending or coalesce(has.free, 0) <> said.free`.execute(db)
  return rows
}

/** Distributors who stand above themselves, or under one of another shop. */
export async function loops(db: Db<DistributionDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    with recursive up as (
      select id as start, parent_id as id, 1 as depth from distribution.distributor where parent_id is not null
      union all
      select up.start, d.parent_id, up.depth + 1 from distribution.distributor d join up on d.id = up.id
      where d.parent_id is not null and up.id <> up.start and up.depth < 1000
    )
    select distinct start::text as id, 'stands above themselves' as text from up where id = start
    union all
    select d.id::text, 'is under a distributor of another shop' from distribution.distributor d
    join distribution.distributor p on p.id = d.parent_id where p.shop_id <> d.shop_id
    union all
    select c.shop_id || '/' || c.shopper_id, 'is their own customer' from distribution.customer c
    join distribution.distributor d on d.id = c.distributor_id where d.shopper_id = c.shopper_id or d.shop_id <> c.shop_id`.execute(db)
  return rows
}

/** Withdrawals that the wallet has not got for a long time. */
export async function unpaidWithdrawals(db: Db<DistributionDb>, now: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select id::text as id, format('%s fen, asked at %s', amount_fen, asked_at) as text from distribution.withdrawal
    where state = 'asked' and asked_at < ${now}::timestamptz - interval '1 hour'`.execute(db)
  return rows
}

export async function commissionsOfOrders(db: Db<DistributionDb>, after: string | null, limit: number) {
  let query = db
    .selectFrom('distribution.commission')
    .select(['id', 'order_id as orderId', 'line_id as lineId', 'base_fen as baseFen', 'left_fen as leftFen'])
  if (after) query = query.where('id', '>', after)
  return query.orderBy('id').limit(limit).execute()
}

/** Samples that count other pieces than are promised or bought. */
export async function samplesOff(db: Db<DistributionDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select s.id::text as id, format('%s pieces taken, requests: %s', s.taken, count(r.id)) as text
    from distribution.sample s left join distribution.sample_request r on r.sample_id = s.id
      and (r.state in ('approved', 'ordered', 'bought', 'proved', 'rewarded') or r.state = 'failed' and r.bought_at is not null)
    group by s.id having s.taken <> count(r.id)`.execute(db)
  return rows
}
