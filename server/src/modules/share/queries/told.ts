import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'

export interface Told {
  attempts: number
  successes: number
  orders: number
  paidOrders: number
  gmvFen: number
  refundedFen: number
  costFen: number
}
/** What came of a campaign: the orders of new customers (or of friends), and the rewards that were given. */
export async function toldOf(db: Db<ShareDb>, campaignId: string): Promise<Told> {
  const { rows } = await sql<Told>`
    with r as (select id, order_id, order_fen, refunded_fen, state from share.referral where campaign_id = ${campaignId})
    select count(*)::int as attempts, (count(*) filter (where state = 'given'))::int as successes,
      count(order_id)::int as orders, count(order_id)::int as "paidOrders",
      coalesce(sum(order_fen) filter (where order_id is not null), 0)::bigint as "gmvFen",
      coalesce(sum(refunded_fen) filter (where order_id is not null), 0)::bigint as "refundedFen",
      (select coalesce(sum(p.worth_fen), 0) from share.payout p join r on r.id = p.referral_id where p.state in ('given', 'kept'))::bigint as "costFen"
    from r`.execute(db)
  return rows[0]! // an aggregate has one row
}

/** Who brought somebody or was brought, with the order that counted. */
export async function peopleOf(
  db: Db<ShareDb>,
  { campaignId, after, limit }: { campaignId: string; after: string | null; limit: number },
): Promise<{ shopperId: string; orderId: string | null }[]> {
  const { rows } = await sql<{ shopperId: string; orderId: string | null }>`
    with r as (select id, inviter_id, invitee_id, order_id, created_at from share.referral where campaign_id = ${campaignId}),
      who as (select invitee_id as shopper_id, order_id, created_at from r union all select inviter_id, null, created_at from r
        union all select f.friend_id, f.order_id, r.created_at from share.friend f join r on r.id = f.referral_id)
    select shopper_id as "shopperId", (array_agg(order_id order by created_at, order_id) filter (where order_id is not null))[1] as "orderId"
    from who where ${after}::uuid is null or shopper_id > ${after}::uuid group by shopper_id order by shopper_id limit ${limit}`.execute(db)
  return rows
}
