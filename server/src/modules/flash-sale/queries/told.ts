import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { FlashSaleDb } from '../db.ts'

/** A shop's sessions that were published, the latest first. */
export async function latestSessions(
  db: Db<FlashSaleDb>,
  shopId: string,
): Promise<{ id: string; title: string; startsAt: Date; endsAt: Date }[]> {
  return db
    .selectFrom('flash_sale.session')
    .select(['id', 'title', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('shop_id', '=', shopId)
    .where('state', '<>', 'draft')
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** Who had a place, with the earliest order they paid. */
export async function peopleOf(
  db: Db<FlashSaleDb>,
  { campaignId, after, limit }: { campaignId: string; after: string | null; limit: number },
): Promise<{ shopperId: string; orderId: string | null }[]> {
  const { rows } = await sql<{ shopperId: string; orderId: string | null }>`
    select shopper_id as "shopperId",
      (array_agg(order_id order by paid_at, order_id) filter (where paid_at is not null))[1] as "orderId"
    from flash_sale.place where session_id = ${campaignId} and (${after}::uuid is null or shopper_id > ${after}::uuid)
    group by shopper_id order by shopper_id limit ${limit}`.execute(db)
  return rows
}
