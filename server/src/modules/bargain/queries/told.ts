import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BargainDb } from '../db.ts'

interface Told {
  id: string
  title: string
  startsAt: Date
  endsAt: Date
}
/** A shop's campaigns, the latest first. */
export async function latestCampaigns(db: Db<BargainDb>, shopId: string): Promise<Told[]> {
  return db
    .selectFrom('bargain.campaign')
    .select(['id', 'title', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('shop_id', '=', shopId)
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** All orders there were, whatever became of them. */
export async function ordersOf(db: Db<BargainDb>, campaignId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from bargain.place where campaign_id = ${campaignId}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Who began a bargain or helped in one, with the earliest order they paid. */
export async function peopleOf(
  db: Db<BargainDb>,
  { campaignId, after, limit }: { campaignId: string; after: string | null; limit: number },
): Promise<{ shopperId: string; orderId: string | null }[]> {
  const { rows } = await sql<{ shopperId: string; orderId: string | null }>`
    with b as (select id, shopper_id from bargain.bargain where campaign_id = ${campaignId}),
      who as (select shopper_id from b union select h.helper_id from bargain.help h join b on b.id = h.bargain_id)
    select shopper_id as "shopperId",
      (select p.key from bargain.place p where p.campaign_id = ${campaignId} and p.shopper_id = who.shopper_id and p.state = 'paid'
        order by p.paid_at, p.key limit 1) as "orderId"
    from who where ${after}::uuid is null or shopper_id > ${after}::uuid order by shopper_id limit ${limit}`.execute(db)
  return rows
}
