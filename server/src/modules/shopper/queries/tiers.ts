import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

export async function tiersIn(db: Db<ShopperDb>, shopperId: string, shopIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('shopper.acquaintance')
    .select(['shop_id', 'tier'])
    .where(
      'shopper_id',
      '=',
      sql<string>`coalesce((select merged_into from shopper.shopper where id = ${shopperId}::uuid), ${shopperId}::uuid)`,
    )
    .where(isAmong('shop_id', shopIds))
    .execute()
  return new Map(rows.map((row) => [row.shop_id, row.tier]))
}

/** The tier, with its row locked; nothing when the shopper does not deal with the shop. */
export async function tierOf(db: Db<ShopperDb>, shopId: string, shopperId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('shopper.acquaintance')
    .select('tier')
    .where('shop_id', '=', shopId)
    .where('shopper_id', '=', shopperId)
    .forUpdate()
    .executeTakeFirst()
  return row?.tier
}

export async function moveTier(db: Db<ShopperDb>, to: { shopId: string; shopperId: string; tier: number }): Promise<void> {
  await db
    .updateTable('shopper.acquaintance')
    .set({ tier: to.tier })
    .where('shop_id', '=', to.shopId)
    .where('shopper_id', '=', to.shopperId)
    .execute()
}

interface TierChange {
  id: string
  shopId: string
  shopperId: string
  before: number
  tier: number
  reason: string
  staffName: string
  at: Date
}

export async function insertTierChange(db: Db<ShopperDb>, change: TierChange): Promise<void> {
  await db
    .insertInto('shopper.tier_change')
    .values({
      id: change.id,
      shop_id: change.shopId,
      shopper_id: change.shopperId,
      tier_before: change.before,
      tier: change.tier,
      reason: change.reason,
      staff_name: change.staffName,
      at: change.at,
    })
    .execute()
}

export async function changesOfTier(db: Db<ShopperDb>, shopId: string, shopperId: string) {
  return db
    .selectFrom('shopper.tier_change')
    .select(['tier_before as tierBefore', 'tier', 'reason', 'staff_name as staffName', 'at'])
    .where('shop_id', '=', shopId)
    .where('shopper_id', '=', shopperId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

/** What the paid cards of these shops are worth to a shopper now. */
export async function cardsIn(
  db: Db<ShopperDb>,
  { shopperId, shopIds, now }: { shopperId: string; shopIds: readonly string[]; now: Date },
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('shopper.card')
    .select(['shop_id', 'level'])
    .where('shopper_id', '=', shopperId)
    .where(isAmong('shop_id', shopIds))
    .where('until', '>', now)
    .execute()
  return new Map(rows.map((row) => [row.shop_id, row.level]))
}

export async function putCard(
  db: Db<ShopperDb>,
  card: { shopId: string; shopperId: string; level: number; until: Date; at: Date },
): Promise<void> {
  await sql`insert into shopper.card as c (shop_id, shopper_id, level, until, at)
    select ${card.shopId}::uuid, coalesce(merged_into, id), ${card.level}, ${card.until}, ${card.at} from shopper.shopper where id = ${card.shopperId}
    on conflict (shop_id, shopper_id) do update set level = excluded.level, until = excluded.until, at = excluded.at where excluded.at >= c.at`.execute(
    db,
  )
}
