import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Shoppers } from './context.ts'
import { shopperTierChanged } from './contract.ts'
import { changesOfTier, insertTierChange, moveTier, standingIn, tierOf } from './queries/tiers.ts'

export async function tiers(shoppers: Shoppers, { shopperId, shopIds }: { shopperId: string; shopIds: readonly string[] }) {
  const { tiers: known, cards } = await standingIn(shoppers.db, { shopperId, shopIds, now: shoppers.now() })
  return { items: shopIds.map((shopId) => ({ shopId, tier: known.get(shopId) ?? 0, card: cards.get(shopId) ?? 0 })) }
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
    await change(shoppers, db, { shopId: by.shopId, shopperId, before, tier, reason, staffName: by.name, by: 'staff' })
  })
  return { tier }
}

/** Moves the tier if it is what the caller believes; gives what it is now. */
export async function moveTierFrom(
  shoppers: Shoppers,
  move: { shopId: string; shopperId: string; from: number; tier: number; reason: string },
): Promise<{ tier: number }> {
  const { shopId, shopperId, tier, reason } = move
  return inTx(shoppers.db, async (db) => {
    const before = await tierOf(db, shopId, shopperId)
    if (before !== move.from || before === tier) return { tier: before ?? 0 }
    await change(shoppers, db, { shopId, shopperId, before, tier, reason, staffName: '', by: 'growth' })
    return { tier }
  })
}

interface Change {
  shopId: string
  shopperId: string
  before: number
  tier: number
  reason: string
  staffName: string
  by: 'staff' | 'growth'
}

async function change(shoppers: Shoppers, tx: Shoppers['db'], { by, ...made }: Change): Promise<void> {
  const { shopId, shopperId, before, tier } = made
  const at = shoppers.now()
  await moveTier(tx, { shopId, shopperId, tier })
  await insertTierChange(tx, { id: shoppers.newId(), ...made, at })
  await emit(tx, shopperTierChanged, { shopId, shopperId, before, tier, by, at: at.toISOString() })
}

/** Throws `shopper_not_found`. */
export async function tierChanges(shoppers: Shoppers, shopId: string, shopperId: string) {
  if ((await tierOf(shoppers.db, shopId, shopperId)) === undefined) throw new AppError('not_found', 'shopper_not_found')
  const rows = await changesOfTier(shoppers.db, shopId, shopperId)
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}
