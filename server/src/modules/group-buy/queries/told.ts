import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { GroupBuyDb } from '../db.ts'

/** A shop's campaigns, the latest first. */
export async function latestCampaigns(
  db: Db<GroupBuyDb>,
  shopId: string,
): Promise<{ id: string; title: string; startsAt: Date; endsAt: Date }[]> {
  return db
    .selectFrom('group_buy.campaign')
    .select(['id', 'title', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('shop_id', '=', shopId)
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

interface Told {
  attempts: number
  successes: number
  orders: number
  paidOrders: number
  gmvFen: number
  refundedFen: number
}
/** Groups whose leader has paid, those that were completed, and the orders of their members. */
export async function toldOf(db: Db<GroupBuyDb>, campaignId: string): Promise<Told> {
  const { rows } = await sql<Told>`
    with m as (select state, paid_fen, paid_at from group_buy.member where campaign_id = ${campaignId}),
      g as (select state from group_buy."group" where campaign_id = ${campaignId} and opened_at is not null)
    select (select count(*) from g)::int as attempts, (select count(*) from g where state = 'completed')::int as successes,
      count(*)::int as orders, (count(*) filter (where paid_at is not null))::int as "paidOrders",
      coalesce(sum(paid_fen) filter (where paid_at is not null), 0)::bigint as "gmvFen",
      coalesce(sum(paid_fen) filter (where paid_at is not null and state in ('off', 'refunded', 'left')), 0)::bigint as "refundedFen"
    from m`.execute(db)
  return rows[0]! // an aggregate has one row
}

/** Pieces that members paid for and keep, by SKU, and what they cost in their groups. */
export async function piecesOf(db: Db<GroupBuyDb>, campaignId: string): Promise<{ skuId: string; pieces: number; atGroupFen: number }[]> {
  const { rows } = await sql<{ skuId: string; pieces: number; atGroupFen: number }>`
    select m.sku_id as "skuId", sum(m.quantity)::int as pieces,
      sum(m.quantity * case when m.leader then coalesce(p.leader_price_fen, p.price_fen) else p.price_fen end)::bigint as "atGroupFen"
    from group_buy.member m join group_buy."group" g on g.id = m.group_id
    join group_buy.price p on p.campaign_id = m.campaign_id and p.size = g.size and p.sku_id = m.sku_id
    where m.campaign_id = ${campaignId} and m.paid_at is not null and m.state in ('joined', 'going', 'done')
    group by m.sku_id`.execute(db)
  return rows
}

/** Who had a seat, with the earliest order they paid. */
export async function peopleOf(
  db: Db<GroupBuyDb>,
  { campaignId, after, limit }: { campaignId: string; after: string | null; limit: number },
): Promise<{ shopperId: string; orderId: string | null }[]> {
  const { rows } = await sql<{ shopperId: string; orderId: string | null }>`
    select shopper_id as "shopperId",
      (array_agg(order_id order by paid_at, order_id) filter (where paid_at is not null))[1] as "orderId"
    from group_buy.member where campaign_id = ${campaignId} and (${after}::uuid is null or shopper_id > ${after}::uuid)
    group by shopper_id order by shopper_id limit ${limit}`.execute(db)
  return rows
}
