import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shoppers } from './context.ts'
import { changesOfTier, insertTierChange, moveTier, tierOf, tiersIn } from './queries/tiers.ts'

export async function tiers(shoppers: Shoppers, { shopperId, shopIds }: { shopperId: string; shopIds: readonly string[] }) {
  const known = await tiersIn(shoppers.db, shopperId, shopIds)
  return { items: shopIds.map((shopId) => ({ shopId, tier: known.get(shopId) ?? 0 })) }
}

/** Sets the tier of a shopper who deals with this shop, and notes who did it and why. To the tier it has is nothing. Throws `shopper_not_found`. */
export async function setTier(
  shoppers: Shoppers,
  by: { shopId: string; name: string },
  { shopperId, tier, reason }: { shopperId: string; tier: number; reason: string },
): Promise<{ tier: number }> {
  await inTx(shoppers.db, async (db) => {
    const before = await tierOf(db, by.shopId, shopperId)
    if (before === undefined) throw new AppError('not_found', 'shopper_not_found')
    if (before === tier) return
    await moveTier(db, { shopId: by.shopId, shopperId, tier })
    await insertTierChange(db, {
      id: shoppers.newId(),
      shopId: by.shopId,
      shopperId,
      before,
      tier,
      reason,
      staffName: by.name,
      at: shoppers.now(),
    })
  })
  return { tier }
}

/** Throws `shopper_not_found`. */
export async function tierChanges(shoppers: Shoppers, shopId: string, shopperId: string) {
  if ((await tierOf(shoppers.db, shopId, shopperId)) === undefined) throw new AppError('not_found', 'shopper_not_found')
  const rows = await changesOfTier(shoppers.db, shopId, shopperId)
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}
