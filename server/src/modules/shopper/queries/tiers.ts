import { sql } from 'kysely'
import { type Db, isAmong } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

/** The tiers of a shopper in these shops, and what their paid cards there are worth now. */
export async function standingIn(
  db: Db<ShopperDb>,
  { shopperId, shopIds, now }: { shopperId: string; shopIds: readonly string[]; now: Date },
): Promise<{ tiers: Map<string, number>; cards: Map<string, number> }> {
  const rows = await db
    .selectFrom('shopper.acquaintance')
    .select(['shop_id', 'tier as level', sql<boolean>`false`.as('card')])
    .where(
      'shopper_id',
      '=',
      sql<string>`coalesce((select merged_into from shopper.shopper where id = ${shopperId}::uuid), ${shopperId}::uuid)`,
    )
    .where(isAmong('shop_id', shopIds))
    .unionAll(
      db
        .selectFrom('shopper.card')
        .select(['shop_id', 'level', sql<boolean>`true`.as('card')])
        .where('shopper_id', '=', shopperId)
        .where(isAmong('shop_id', shopIds))
        .where('until', '>', now),
    )
    .execute()
  const of = (card: boolean) => new Map(rows.filter((row) => row.card === card).map((row) => [row.shop_id, row.level]))
  return { tiers: of(false), cards: of(true) }
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
